import type { Row } from '../dialects/connections.ts'
import type { Parameter } from '../dialects/dialect.ts'
import type { SchemaChange } from '../schema/table-change.ts'

/** One step of a migration, as plain data. */
export type Operation =
  | SchemaChange
  /** SQL that changes no table as models see it; without `down` it can't be rolled back. */
  | { readonly kind: 'runSql'; readonly up: readonly string[]; readonly down?: readonly string[] }
  | { readonly kind: 'runCode'; readonly up: MigrationCode; readonly down?: MigrationCode }

/** Work on the rows, on the connection (and in the transaction) of the migration. */
export type MigrationCode = (send: SendSql) => Promise<void> | void

/**
 * Sends SQL in the database's own writing (`?` for SQLite and MariaDB, `$1` for PostgreSQL) and answers rows, each an
 * array of cells as the driver gives them.
 */
export type SendSql = (sql: string, parameters?: readonly Parameter[]) => Promise<readonly Row[]>

/** What a migration file exports as its default. */
export interface Migration {
  readonly operations: readonly Operation[]
  /** False where the migration is not to run in a transaction, for example for an index that is made concurrently. */
  readonly atomic: boolean
}

/** A migration with its place in the order. */
export interface NamedMigration extends Migration {
  /** `0002_add_user_age`: the file's name. */
  readonly name: string
  /** Of the file's text. */
  readonly checksum: string
}
