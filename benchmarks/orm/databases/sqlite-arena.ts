import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Comment } from '../contestant.ts'
import { COMMENTS } from '../sample-rows.ts'
import type { Arena, Place } from './arena.ts'
import { seedSqlite } from './seed-sqlite.ts'

/** A file for each library, because each stores a moment in its own way; both halves of one share it. */
export function sqliteArena(folder: string): Arena {
  const places = new Map<string, Place>()
  const connections: Database.Database[] = []
  return {
    async prepare({ module }, { storedMoment = (moment) => moment.toISOString() }) {
      const address = join(folder, `${module.replace(/-async$/, '')}.db`)
      const known = places.get(address)
      if (known) return known
      seedSqlite(address, storedMoment)
      const connection = new Database(address)
      connections.push(connection)
      const read = connection.prepare<[number], Comment>('select * from comments where id > ? order by id')
      const remove = connection.prepare<[number]>('delete from comments where id > ?')
      const added = { read: async () => read.all(COMMENTS), remove: async () => void remove.run(COMMENTS) }
      const place = { address, added }
      places.set(address, place)
      return place
    },
    async close() {
      for (const connection of connections) connection.close()
    },
  }
}
