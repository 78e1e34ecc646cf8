import Database from 'better-sqlite3'
import { Kysely, ParseJSONResultsPlugin, SqliteDialect } from 'kysely'
import * as json from 'kysely/helpers/sqlite'
import type { Contestant } from '../contestant.ts'
import { kyselyContestant, type Tables } from '../libraries/kysely.ts'

export function open(file: string): Contestant {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(file) }) })
  return kyselyContestant({ db, nesting: db.withPlugin(new ParseJSONResultsPlugin()), json })
}
