import { Kysely, PostgresDialect, type Generated } from 'kysely'
import { Pool } from 'pg'

export interface Database {
  users: { id: Generated<number>; email: string; active: boolean }
  orders: { id: Generated<number>; user_id: number; total: number; paid: boolean }
}

export const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: new Pool() }) })
