import pg from 'pg'
import type { Comment } from '../contestant.ts'
import { COMMENTS } from '../sample-rows.ts'
import type { Arena } from './arena.ts'
import { seedPostgres } from './seed-postgres.ts'

/** The same tables for all libraries. */
export async function postgresArena(address: string): Promise<Arena> {
  await seedPostgres(address)
  const client = new pg.Client(address)
  await client.connect()
  const added = {
    read: async () =>
      (await client.query<Comment>('select * from comments where id > $1 order by id', [COMMENTS])).rows,
    remove: async () => {
      await client.query('delete from comments where id > $1', [COMMENTS])
      // Dead rows would make the tables longer for those who come after.
      await client.query('vacuum comments')
    },
  }
  return { prepare: async () => ({ address, added }), close: () => client.end() }
}
