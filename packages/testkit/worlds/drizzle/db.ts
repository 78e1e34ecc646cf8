import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import * as schema from './schema.js'

/** The synchronous driver: terminals (`all`, `get`, `run`, `values`) and `transaction` block. */
export const db = drizzle(new Database(':memory:'), { schema })
