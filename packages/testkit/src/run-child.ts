import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import { databaseGround } from './database-ground.ts'
import { filesGround } from './files-ground.ts'
import type { Printed } from './run-programs.ts'

/** What the parent asks for: programs below `folder`, where the world's modules stand. */
export interface RunOrder {
  readonly folder: string
  readonly programs: readonly { readonly id: string; readonly main: string; readonly driver?: string | undefined }[]
}

/** What is answered: once that there is something to run on, then what each program printed, in their order. */
export type RunMessage = 'ready' | Printed

/** What programs run on; each finds it as it was at first. */
export interface Ground {
  readonly open: (id: string, driver?: string) => Promise<void>
  /** Answers what the program has left behind, line by line, if that is part of what it did. */
  readonly close: () => Promise<readonly string[]>
}

process.once('message', (order: RunOrder) => void runAll(order))

async function runAll({ folder, programs }: RunOrder) {
  const ground = existsSync(join(folder, 'database.js')) ? await databaseGround(folder) : filesGround(folder)
  answer('ready')
  for (const { id, main, driver } of programs) {
    await ground.open(id, driver)
    const printed = await run(main)
    const left = await ground.close()
    answer({ ...printed, lines: printed.lines.length === 0 ? [] : [...printed.lines, ...left] })
  }
  process.disconnect()
}

function answer(message: RunMessage) {
  process.send?.(message)
}

async function run(main: string): Promise<Printed> {
  const lines: string[] = []
  const { log } = console
  console.log = (...values: unknown[]) => void lines.push(format(...values))
  try {
    await import(pathToFileURL(main).href)
    return { lines }
  } catch (error) {
    return { lines, error: String(error instanceof Error ? error.stack : error) }
  } finally {
    console.log = log
  }
}
