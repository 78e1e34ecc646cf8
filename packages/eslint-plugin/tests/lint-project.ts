import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url))

export type EslintMajor = 'eslint' | 'eslint9'

/** A project on disk, which finds the repository's packages installed. */
export interface LintProject {
  readonly folder: string
  readonly write: (files: Readonly<Record<string, string>>) => void
  /** Runs ESLint as a process. */
  readonly eslint: (args: readonly string[], major?: EslintMajor) => ProcessResult
}

export interface ProcessResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Gives a project of these files to a test, and removes it afterwards. */
export async function inLintProject<Result>(
  files: Readonly<Record<string, string>>,
  use: (project: LintProject) => Result | Promise<Result>,
): Promise<Result> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'eslint-plugin-orm-')))
  const write = (written: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(written)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
  }
  const eslint = (args: readonly string[], major: EslintMajor = 'eslint') => {
    const command = [join(NODE_MODULES, major, 'bin/eslint.js'), ...args, '.']
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' })
    return { exitCode: status, stdout, stderr }
  }
  try {
    symlinkSync(NODE_MODULES, join(folder, 'node_modules'))
    write({ ...PROJECT, ...files })
    return await use({ folder, write, eslint })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export interface LintRun {
  readonly exitCode: number | null
  /** One line for each report: `file:line rule message`. */
  readonly reports: readonly string[]
  readonly stderr: string
}

/** Lints a project once. */
export function lintProject(files: Readonly<Record<string, string>>, major: EslintMajor = 'eslint'): Promise<LintRun> {
  return inLintProject(files, ({ folder, eslint }) => {
    const { exitCode, stdout, stderr } = eslint(['--format', 'json'], major)
    return { exitCode, reports: stdout === '' ? [] : readReports(stdout, folder), stderr }
  })
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
      ({ ruleId, line, message }) => `${filePath.slice(folder.length + 1)}:${line} ${ruleId ?? ''} ${message}`,
    ),
  )
}
