import { Kysely, PostgresDialect } from 'kysely'
import * as json from 'kysely/helpers/postgres'
import pg from 'pg'
import type { Contestant } from '../contestant.ts'
import { kyselyContestant, type Tables } from '../libraries/kysely.ts'

export function open(url: string): Contestant {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) })
  return kyselyContestant({ db, nesting: db, json })
}
