import { drizzle } from 'drizzle-orm/node-postgres'
import { drizzle as drizzleOnPostgresJs } from 'drizzle-orm/postgres-js'
import { Pool } from 'pg'
import postgres from 'postgres'
import * as schema from './pg-schema.js'

export const db = drizzle(new Pool(), { schema })

export const postgresDb = drizzleOnPostgresJs(postgres('postgres://localhost/shop'), { schema })

/** What functions take that run in and outside of transactions. */
export type Database = typeof db | Parameters<Parameters<typeof db.transaction>[0]>[0]
