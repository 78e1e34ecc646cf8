import type { Cell, Parameter, Row } from './connections.ts'
import type { TableChange } from '../schema/table-change.ts'
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
  /** Drops tables that may refer to each other, all on one connection. */
  readonly dropTables: (names: readonly string[]) => readonly string[]
  /** A change of one table, whose definition is `before` and will be `after`. */
  readonly change: (change: TableChange, tables: ChangedTable, types: Types) => readonly SchemaStep[]
  /** The tables that exist, in the order of their names, as exactly as the database tells. */
  readonly introspect: (query: SchemaQuery) => Promise<readonly TableDefinition[]>
  /** What a connection needs around migrations. */
  readonly session: MigrationSession
  /** The names of a table in SQL, and constants. */
  readonly quoted: (name: string) => string
  readonly literal: (value: Constant) => string
}

/** What can stand in DDL as it is. */
export type Constant = string | number | bigint | boolean | null

export interface ChangedTable {
  readonly before: TableDefinition
  readonly after: TableDefinition
}

/** A statement, or a table that is made anew with its rows. */
export type SchemaStep = string | TableRebuild

/** A new table takes the place of the old one, because the database can't alter it. */
export interface TableRebuild {
  readonly statements: readonly string[]
  /** A query for the SQL of what stands on the table beside its definition (triggers): it is made again afterwards. */
  readonly others: string
}

export interface MigrationSession {
  /** Executed outside of transactions. */
  readonly begin: readonly string[]
  readonly end: readonly string[]
  /** A query whose rows are violations, before a migration is committed. */
  readonly check?: string
  /** The lock against two processes that migrate at once: queries whose one cell says whether it was to be had. */
  readonly lock?: { readonly take: string; readonly release: string }
}

/** Sends SQL and answers the rows, as the driver gives them. */
export type SchemaQuery = (sql: string, parameters?: readonly Parameter[]) => Promise<readonly Row[]>

/** Whether a cell is true: drivers give `t`, 1, `1`. */
export function isTrue(cell: Cell | undefined): boolean {
  return cell !== undefined && ['t', 'true', '1'].includes(String(cell))
}
