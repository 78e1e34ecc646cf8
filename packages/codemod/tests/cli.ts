import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Readable, Writable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { main } from '../src/main.ts'

export const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

export interface Ran {
  readonly exitCode: number | null
  readonly out: string
  readonly error: string
}

/** Runs the command line in a folder, in this process. What it says of its progress is left out. */
export async function orm(folder: string, ...args: string[]): Promise<Ran> {
  const stdout = new Memory()
  const stderr = new Memory()
  const surroundings = { cwd: folder, environment: {}, stdin: Readable.from([]), stdout, stderr }
  const exitCode = await main(args, surroundings)
  return { exitCode, out: stdout.text, error: stderr.text.replaceAll(/^.*…\n/gm, '') }
}

class Memory extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8')
    done()
  }
}

/** Runs the built command line in a folder, as a process of its own with nothing to read. */
export function ormProcess(folder: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { exitCode: status, out: stdout, error: stderr }
}

/** A folder outside any repository, for as long as the test runs. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orm-codemod-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A project in a git repository of its own, all of it committed. */
export function repository(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder()
  write(folder, files)
  git(folder, 'init', '--quiet')
  commit(folder)
  return folder
}

export function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

export function commit(folder: string): void {
  git(folder, 'add', '--all')
  git(folder, '-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '-m', 'State')
}

export function git(folder: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/** All files of a folder outside `.git` and their bytes, to see that nothing has changed. */
export function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(folder, '.git')))
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'latin1')]))
}

/** A program whose one library is its own blocking client, so that no package needs to be installed. */
export const PROJECT = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023'],
      module: 'nodenext',
      strict: true,
      noEmit: true,
      types: [],
      allowImportingTsExtensions: true,
    },
    include: ['src'],
  }),
  'package.json': JSON.stringify({ type: 'module' }),
  'orm.config.json': JSON.stringify({
    profiles: [
      { module: './src/http.ts', exports: { getSync: { twin: 'get', effect: 'read', throws: 'infrastructure' } } },
    ],
  }),
  'src/http.ts': `export function getSync(url: string): string {
  return url
}

export async function get(url: string): Promise<string> {
  return url
}
`,
  'src/page.ts': `import { getSync } from './http.ts'

export function title(id: number) {
  return getSync(\`/pages/\${id}\`).toUpperCase()
}
`,
  'src/main.ts': `import { title } from './page.ts'

export function heading(id: number): string {
  return '# ' + title(id)
}
`,
}

/** What becomes of its files that change. */
export const MIGRATED = {
  'src/page.ts': `import { get } from './http.ts'

export async function title(id: number) {
  return (await get(\`/pages/\${id}\`)).toUpperCase()
}
`,
  'src/main.ts': `import { title } from './page.ts'

export async function heading(id: number): Promise<string> {
  return '# ' + (await title(id))
}
`,
}
