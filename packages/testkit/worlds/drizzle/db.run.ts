import { createClient } from '@libsql/client'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzleOnLibsql } from 'drizzle-orm/libsql'
import * as schema from './schema.js'

/** Takes the place of `db.ts` where cases are executed: on libSQL after a migration with a target, as that will be. */
export let db = drizzle(new Database(':memory:'), { schema })

export function open(file: string, driver?: string) {
  db =
    driver === undefined
      ? drizzle(new Database(file), { schema })
      : (drizzleOnLibsql(createClient({ url: `file:${file}` }), { schema }) as unknown as typeof db)
}
