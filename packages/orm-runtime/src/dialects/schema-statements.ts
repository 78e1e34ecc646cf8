import type { TableDefinition } from '../schema/table-definition.ts'
import type { Types } from './dialect.ts'

/** The DDL of a database, as SQL texts. `types` are the dialect's own. */
export interface SchemaStatements {
  /** A query for the names of the tables that exist. */
  readonly tables: string
  /** The table with its columns and constraints, then its indexes. */
  readonly createTable: (table: TableDefinition, types: Types) => readonly string[]
  /** The foreign keys that `createTable` left out, because other tables may not be there yet. */
  readonly foreignKeys: (table: TableDefinition) => readonly string[]
  /** The names of a table in SQL, and constants. */
  readonly quoted: (name: string) => string
  readonly literal: (value: unknown) => string
}
