import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { close, connect, introspect, type ConnectOptions, type TableDefinition } from 'orm-runtime'
import { describeFailure, runCommand } from '../../dist/command-line/run-command.js'
import type { TestedDialect } from './tested-dialects.ts'

const loaded = createRequire(import.meta.url).cache
const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

export interface Finished {
  readonly code: number
  readonly out: string
  readonly error: string
}

/** A project as a user has it, in a folder of its own. */
export interface TestProject {
  readonly folder: string
  readonly file: (path: string, text: string) => Promise<void>
  /** `src/models.ts`: classes, with the imports that they need. */
  readonly models: (classes: string) => Promise<void>
  /** Runs the command as a process. */
  readonly orm: (...words: string[]) => Promise<Finished>
  /** The same for one that must end well. */
  readonly done: (...words: string[]) => Promise<string>
  readonly migrations: () => Promise<string[]>
  /** What the database has, columns in the order of their names. */
  readonly tables: () => Promise<readonly TableDefinition[]>
  /** The database, for a program that connects to it. */
  readonly dialect: () => ConnectOptions['default']
  /** Executes SQL beside the ORM. */
  readonly sql: (text: string) => Promise<readonly (readonly unknown[])[]>
}

/** Makes a project with a database of its own. */
export async function newProject(dialect: TestedDialect): Promise<TestProject> {
  const folder = await mkdtemp(join(tmpdir(), 'orm-project-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const database = await dialect.newDatabase(folder)
  const file = (path: string, text: string) => writeFile(join(folder, path), text)
  await mkdir(join(folder, 'src'))
  await mkdir(join(folder, 'node_modules'))
  await symlink(packageFolder, join(folder, 'node_modules', 'orm-runtime'))
  await file('package.json', '{ "type": "module" }')
  await file(
    'orm.config.ts',
    `import { defineConfig, ${dialect.name} } from 'orm-runtime'\n\nexport default defineConfig({ default: ${database.code}, models: './src/models.ts' })\n`,
  )
  // As a user runs it on SQLite; elsewhere in this process, which saves a second for each command.
  const orm = (...words: string[]) => (dialect.name === 'sqlite' ? run(folder, words) : runHere(folder, words))
  return {
    folder,
    file,
    models: (classes) => file('src/models.ts', `import * as orm from 'orm-runtime'\n\n${IMPORTS}\n${classes}`),
    orm,
    done: async (...words) => {
      const { code, out, error } = await orm(...words)
      if (code !== 0) throw new Error(`orm ${words.join(' ')} ended with ${code}:\n${out}${error}`)
      return out
    },
    migrations: async () => (await readdir(join(folder, 'migrations')).catch(() => [])).toSorted(),
    tables: () => introspected(database.open()),
    dialect: database.open,
    sql: database.sql,
  }
}

const IMPORTS =
  'const { auto, bigint, boolean, char, choice, datetime, decimal, float, foreignKey, integer, json, manyToMany, Model, oneToOne, Q, text, uuid } = orm'

async function introspected(dialect: ConnectOptions['default']) {
  await connect({ default: dialect, models: [] })
  try {
    const tables = (await introspect()).filter(({ name }) => name !== 'orm_migrations')
    return tables.map((table) => ({ ...table, columns: table.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }))
  } finally {
    await close()
  }
}

async function runHere(folder: string, words: readonly string[]): Promise<Finished> {
  const lines: string[] = []
  const before = process.cwd()
  process.chdir(folder)
  // The next process would read the models anew.
  for (const path of Object.keys(loaded)) if (path.startsWith(folder)) Reflect.deleteProperty(loaded, path)
  try {
    const code = await runCommand(words, { print: (line) => void lines.push(`${line}\n`), ask: undefined })
    return { code, out: lines.join(''), error: '' }
  } catch (error) {
    const { exitCode, message } = describeFailure(error)
    return { code: exitCode, out: lines.join(''), error: `orm: ${message}\n` }
  } finally {
    process.chdir(before)
  }
}

function run(folder: string, words: readonly string[]): Promise<Finished> {
  const command = join(packageFolder, 'dist/command-line/orm.js')
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...words], { cwd: folder }, (error, out, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, error: stderr })
    })
  })
}
