import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import type { Printed } from './run-programs.ts'

/** What the parent asks for: programs below `folder`, where the world's modules stand. */
export interface RunOrder {
  readonly folder: string
  readonly programs: readonly { readonly id: string; readonly main: string; readonly driver?: string | undefined }[]
}

/** What is answered: once that the database can be opened, then what each program printed, in their order. */
export type RunMessage = 'ready' | Printed

interface WorldDatabase {
  readonly openDatabase: (file: string, driver?: string) => Promise<void> | void
  readonly seedDatabase: () => Promise<void> | void
  readonly closeDatabase: () => Promise<void> | void
}

process.once('message', (order: RunOrder) => void runAll(order))

async function runAll({ folder, programs }: RunOrder) {
  const world = (await import(pathToFileURL(join(folder, 'database.js')).href)) as WorldDatabase
  const seeded = join(folder, 'seeded.db')
  rmSync(seeded, { force: true })
  await world.openDatabase(seeded)
  await world.seedDatabase()
  await world.closeDatabase()
  answer('ready')
  for (const { id, main, driver } of programs) {
    const database = join(folder, `${id}.db`)
    copyFileSync(seeded, database)
    await world.openDatabase(database, driver)
    const printed = await run(main)
    await world.closeDatabase()
    answer(printed)
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
