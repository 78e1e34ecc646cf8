import type { ColumnDefault, TableColumn, TableConstraint, TableDefinition, TableIndex } from './table-definition.ts'

/** One change of the schema, as plain data. */
export type SchemaChange =
  | { readonly kind: 'createTable'; readonly table: TableDefinition }
  | { readonly kind: 'dropTable'; readonly table: string }
  | TableChange

/** One change of a table that exists before and after it. */
export type TableChange =
  | { readonly kind: 'renameTable'; readonly table: string; readonly to: string }
  | AddColumn
  /** The column, its own constraints, and the indexes on it alone. */
  | { readonly kind: 'dropColumn'; readonly table: string; readonly name: string }
  | { readonly kind: 'renameColumn'; readonly table: string; readonly from: string; readonly to: string }
  | AlterColumn
  | AddIndex
  | { readonly kind: 'dropIndex'; readonly table: string; readonly name: string; readonly concurrently?: true }
  | { readonly kind: 'renameIndex'; readonly table: string; readonly from: string; readonly to: string }
  | { readonly kind: 'addConstraint'; readonly table: string; readonly constraint: TableConstraint }
  | { readonly kind: 'dropConstraint'; readonly table: string; readonly name: string }

export interface AddColumn {
  readonly kind: 'addColumn'
  readonly table: string
  readonly column: TableColumn
  /** What the rows that exist get, where the column itself has no default. */
  readonly fill?: ColumnDefault
}

export interface AlterColumn {
  readonly kind: 'alterColumn'
  readonly table: string
  /** What the column of this name becomes. */
  readonly column: TableColumn
  /** What rows get that have null, where the column may not be null any more. */
  readonly fill?: ColumnDefault
}

export interface AddIndex {
  readonly kind: 'addIndex'
  readonly table: string
  readonly index: TableIndex
  /** Without locking the table against writes (PostgreSQL); not in a transaction. */
  readonly concurrently?: true
}
