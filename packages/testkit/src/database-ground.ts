import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Ground } from './run-child.ts'

interface WorldDatabase {
  readonly openDatabase: (file: string, driver?: string) => Promise<void> | void
  readonly seedDatabase: () => Promise<void> | void
  readonly closeDatabase: () => Promise<void> | void
}

/** The database of a world's `database.ts`: seeded once, then copied for each program. */
export async function databaseGround(folder: string): Promise<Ground> {
  const world = (await import(pathToFileURL(join(folder, 'database.js')).href)) as WorldDatabase
  const seeded = join(folder, 'seeded.db')
  rmSync(seeded, { force: true })
  await world.openDatabase(seeded)
  await world.seedDatabase()
  await world.closeDatabase()
  return {
    open: async (id, driver) => {
      const database = join(folder, `${id}.db`)
      copyFileSync(seeded, database)
      await world.openDatabase(database, driver)
    },
    close: async () => {
      await world.closeDatabase()
      return []
    },
  }
}
