import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url))

export interface LintRun {
  readonly exitCode: number | null
  /** One line for each report: `file:line rule message`. */
  readonly reports: readonly string[]
  readonly stderr: string
}

/** Runs ESLint, as a process, on a project of these files, which finds the repository's packages installed. */
export function lintProject(files: Readonly<Record<string, string>>, eslint: 'eslint' | 'eslint9' = 'eslint'): LintRun {
  const folder = mkdtempSync(join(tmpdir(), 'eslint-plugin-orm-'))
  try {
    symlinkSync(NODE_MODULES, join(folder, 'node_modules'))
    for (const [name, text] of Object.entries({ ...PROJECT, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(NODE_MODULES, eslint, 'bin/eslint.js'), '--format', 'json', '.'],
      { cwd: folder, encoding: 'utf8' },
    )
    return { exitCode: status, reports: stdout === '' ? [] : readReports(stdout, folder), stderr }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const PROJECT = {
  'package.json': JSON.stringify({ type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { strict: true, module: 'nodenext', target: 'es2023', types: ['node'], noEmit: true },
    include: ['src'],
  }),
}

interface FileResult {
  readonly filePath: string
  readonly messages: readonly { ruleId: string | null; line: number; message: string }[]
}

function readReports(stdout: string, folder: string): string[] {
  return (JSON.parse(stdout) as FileResult[]).flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, line, message }) =>
        `${filePath.slice(filePath.indexOf(folder) + folder.length + 1)}:${line} ${ruleId ?? ''} ${message}`,
    ),
  )
}
