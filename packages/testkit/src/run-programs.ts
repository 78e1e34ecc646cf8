import { fork } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { RunMessage, RunOrder } from './run-child.ts'
import type { World } from './world.ts'

/** A program of one or more files: their text, and the one to start. */
export interface RunnableProgram {
  readonly id: string
  readonly main: string
  readonly files: ReadonlyMap<string, string>
  /** The driver that the world's database is to be opened with; its usual one, if left out. */
  readonly driver?: string | undefined
}

/** What a program printed, line by line, and how it failed if it did. */
export interface Printed {
  readonly lines: readonly string[]
  readonly error?: string
}

/**
 * Executes programs of a world one after the other, each on a freshly seeded database, or a copy of the world's files, of
 * its own. One process runs them all; a program that ends it, or takes longer than ten seconds, fails, and the next process goes on behind it.
 */
export async function runPrograms(world: World, programs: readonly RunnableProgram[]): Promise<Map<string, Printed>> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'fixtures-'))
  try {
    writeWorld(world, folder)
    for (const program of programs) writeProgram(program, folder)
    const printed = new Map<string, Printed>()
    const left = programs.map(({ id, main, driver }) => ({ id, main: join(folder, id, scriptName(main)), driver }))
    while (left.length > 0) {
      const reached = await runInOneProcess(folder, left, printed)
      left.splice(0, reached)
    }
    return printed
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const MOST_MS = 10_000
const CHILD = fileURLToPath(new URL('../dist/run-child.js', import.meta.url))

/**
 * Answers how many of the programs have come to an end, whichever it was.
 * @throws Error where there is nothing to run the programs on
 */
function runInOneProcess(folder: string, programs: RunOrder['programs'], printed: Map<string, Printed>) {
  return new Promise<number>((resolve, reject) => {
    const child = fork(CHILD, [], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    const watch = setTimeout(() => child.kill(), MOST_MS)
    const messages: RunMessage[] = []
    let errors = ''
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('message', (message: RunMessage) => {
      messages.push(message)
      watch.refresh()
    })
    child.on('close', () => {
      clearTimeout(watch)
      const [ready, ...results] = messages
      if (ready === undefined) return reject(new Error(`What the programs run on can't be opened: ${errors.trim()}`))
      const why = `the program ended its process: ${errors.trim() || 'it was silent, or too slow'}`
      const ended = results.length < programs.length ? [...results, { lines: [], error: why }] : results
      ended.forEach((result, index) => printed.set(programs[index]!.id, result as Printed))
      resolve(ended.length)
    })
    child.send({ folder, programs } satisfies RunOrder)
  })
}

function writeWorld(world: World, folder: string) {
  symlinkSync(
    join(fileURLToPath(new URL('../../..', import.meta.url)), 'node_modules'),
    join(folder, 'node_modules'),
    'dir',
  )
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  if (world.runsOn === 'files') cpSync(join(world.folder, 'files'), join(folder, 'files'), { recursive: true })
  const names = readdirSync(world.folder).filter((name) => name.endsWith('.ts'))
  for (const name of names) writeScript(join(folder, name), readFileSync(join(world.folder, name), 'utf8'))
  // What is typed by `db.ts` is opened by `db.run.ts`, anew for each program.
  for (const name of names.filter((name) => name.endsWith('.run.ts')))
    writeScript(join(folder, name.replace('.run.ts', '.ts')), `export * from './${scriptName(name)}'`)
}

function writeProgram({ id, files }: RunnableProgram, folder: string) {
  for (const [name, text] of files) writeScript(join(folder, id, name), text)
}

function writeScript(file: string, text: string) {
  const { outputText } = ts.transpileModule(text, {
    fileName: file,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(scriptName(file), outputText)
}

const scriptName = (file: string) => file.replace(/ts$/, 'js')
