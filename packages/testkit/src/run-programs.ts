import { fork } from 'node:child_process'
import {
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
}

/** What a program printed, line by line, and how it failed if it did. */
export interface Printed {
  readonly lines: readonly string[]
  readonly error?: string
}

/**
 * Executes programs of a world one after the other, each on a freshly seeded database of its own. One process runs them
 * all; a program that ends it, or takes longer than ten seconds, fails, and the next process goes on behind it.
 */
export async function runPrograms(world: World, programs: readonly RunnableProgram[]): Promise<Map<string, Printed>> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'fixtures-'))
  try {
    writeWorld(world, folder)
    for (const program of programs) writeProgram(program, folder)
    const printed = new Map<string, Printed>()
    const left = programs.map(({ id, main }) => ({ id, main: join(folder, id, scriptName(main)) }))
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

/** Answers how many of the programs have come to an end, whichever it was. */
function runInOneProcess(folder: string, programs: RunOrder['programs'], printed: Map<string, Printed>) {
  return new Promise<number>((resolve) => {
    const child = fork(CHILD, [], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    let errors = ''
    let reached = 0
    const watch = setTimeout(() => child.kill(), MOST_MS)
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('message', ({ id, ...result }: RunMessage) => {
      printed.set(id, result)
      reached++
      watch.refresh()
    })
    child.on('exit', () => {
      clearTimeout(watch)
      const ended = programs[reached]
      if (ended)
        printed.set(ended.id, { lines: [], error: `the program ended its process: ${errors.trim() || 'too slow'}` })
      resolve(reached + 1)
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
  for (const name of readdirSync(world.folder).filter((name) => name.endsWith('.ts')))
    writeScript(join(folder, name), readFileSync(join(world.folder, name), 'utf8'))
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
