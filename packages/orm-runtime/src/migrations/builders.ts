// What migration files are written with: `import { … } from 'orm-runtime/migrations'`.
import type { ColumnKind, OnDelete } from '../fields/field-definition.ts'
import type { AddColumn, AddIndex, AlterColumn, SchemaChange } from '../schema/table-change.ts'
import type { ColumnDefault, TableColumn, TableConstraint, TableIndex } from '../schema/table-definition.ts'
import type { Migration, MigrationCode, Operation } from './operation.ts'

export type { Migration, MigrationCode, Operation, SendSql } from './operation.ts'

/** The present moment, as a default. */
export const now = { kind: 'now' } as const satisfies ColumnDefault

/** A migration. `atomic: false` runs it outside of a transaction, for `addIndex(…, { concurrently: true })`. */
export function migration(operations: readonly Operation[], options: { readonly atomic?: boolean } = {}): Migration {
  return { operations, atomic: options.atomic ?? true }
}

/** A column without its name. */
export type ColumnShape = Omit<TableColumn, 'name' | 'type'> & { readonly type: Omit<TableColumn['type'], 'place'> }

export interface ColumnOptions {
  readonly maxLength?: number
  readonly digits?: number
  readonly places?: number
  readonly null?: boolean
  readonly primaryKey?: boolean
  readonly unique?: boolean
  /** The value that the database gives to new rows: a constant, or `now`. */
  readonly default?: unknown
  readonly references?: { readonly table: string; readonly column: string; readonly onDelete: OnDelete }
  readonly choices?: readonly (string | number)[]
}

/** A column of a kind that fields have: `column('char', { maxLength: 20 })`. */
export function column(kind: ColumnKind, options: ColumnOptions = {}): ColumnShape {
  const { maxLength, digits, places, references, choices } = options
  return {
    type: {
      kind,
      ...(maxLength !== undefined && { maxLength }),
      ...(digits !== undefined && { digits }),
      ...(places !== undefined && { places }),
    },
    null: options.null ?? false,
    primaryKey: options.primaryKey ?? (kind === 'auto' || kind === 'bigAuto'),
    unique: options.unique ?? false,
    ...(options.default !== undefined && { default: defaultOf(options.default) }),
    ...(references && { references }),
    ...(choices && { choices }),
  }
}

/** An index: `index('orders__createdAt', ['-createdAt'])`. `where` is SQL. */
export function index(
  name: string,
  columns: readonly string[],
  { unique = false, where }: { readonly unique?: boolean; readonly where?: string } = {},
): TableIndex {
  return {
    name,
    columns: columns.map((one) => ({ name: one.replace(/^-/, ''), descending: one.startsWith('-') })),
    unique,
    ...(where !== undefined && { where }),
  }
}

/** A constraint that no two rows have the same values. */
export function unique(
  name: string,
  columns: readonly string[],
  { deferrable }: { readonly deferrable?: 'immediate' | 'deferred' } = {},
): TableConstraint {
  return { kind: 'unique', name, columns, ...(deferrable && { deferrable }) }
}

/** A constraint that a condition in SQL holds for each row. */
export function check(name: string, where: string): TableConstraint {
  return { kind: 'check', name, where }
}

/** Makes a table. Tables that are made one after the other may refer to each other. */
export function createTable(
  name: string,
  columns: Readonly<Record<string, ColumnShape>>,
  {
    indexes = [],
    constraints = [],
  }: { readonly indexes?: readonly TableIndex[]; readonly constraints?: readonly TableConstraint[] } = {},
): SchemaChange {
  const named = Object.entries(columns).map(([key, shape]) => columnNamed(name, key, shape))
  return { kind: 'createTable', table: { name, columns: named, indexes, constraints } }
}

/** Drops a table and its rows. */
export function dropTable(table: string): SchemaChange {
  return { kind: 'dropTable', table }
}

export function renameTable(table: string, to: string): SchemaChange {
  return { kind: 'renameTable', table, to }
}

/** Adds a column. `fill`: what the rows that exist get, where the column has no default and may not be null. */
export function addColumn(
  table: string,
  name: string,
  shape: ColumnShape,
  { fill }: { readonly fill?: unknown } = {},
): AddColumn {
  const added = columnNamed(table, name, shape)
  return { kind: 'addColumn', table, column: added, ...(fill !== undefined && { fill: defaultOf(fill) }) }
}

/** Drops a column, its values, and the indexes on it alone. */
export function dropColumn(table: string, name: string): SchemaChange {
  return { kind: 'dropColumn', table, name }
}

export function renameColumn(table: string, from: string, to: string): SchemaChange {
  return { kind: 'renameColumn', table, from, to }
}

/** Makes a column what is given, its foreign key included. `fill`: what rows get that have null and may not any more. */
export function alterColumn(
  table: string,
  name: string,
  shape: ColumnShape,
  { fill }: { readonly fill?: unknown } = {},
): AlterColumn {
  const altered = columnNamed(table, name, shape)
  return { kind: 'alterColumn', table, column: altered, ...(fill !== undefined && { fill: defaultOf(fill) }) }
}

/** Makes an index; `concurrently` (PostgreSQL, `atomic: false`) without locking the table against writes. */
export function addIndex(
  table: string,
  added: TableIndex,
  { concurrently }: { readonly concurrently?: true } = {},
): AddIndex {
  return { kind: 'addIndex', table, index: added, ...(concurrently && { concurrently }) }
}

export function dropIndex(
  table: string,
  name: string,
  { concurrently }: { readonly concurrently?: true } = {},
): SchemaChange {
  return { kind: 'dropIndex', table, name, ...(concurrently && { concurrently }) }
}

export function renameIndex(table: string, from: string, to: string): SchemaChange {
  return { kind: 'renameIndex', table, from, to }
}

export function addConstraint(table: string, constraint: TableConstraint): SchemaChange {
  return { kind: 'addConstraint', table, constraint }
}

export function dropConstraint(table: string, name: string): SchemaChange {
  return { kind: 'dropConstraint', table, name }
}

/** SQL of one's own, that changes no table as models see it. Without `down` the migration can't be rolled back. */
export function runSql(up: string | readonly string[], down?: string | readonly string[]): Operation {
  const list = (sql: string | readonly string[]) => (typeof sql === 'string' ? [sql] : sql)
  return { kind: 'runSql', up: list(up), ...(down !== undefined && { down: list(down) }) }
}

/** A program on the rows: `runCode(async (send) => { await send('update …') })`. Without `down` it can't be rolled back. */
export function runCode(up: MigrationCode, down?: MigrationCode): Operation {
  return { kind: 'runCode', up, ...(down && { down }) }
}

function columnNamed(table: string, name: string, shape: ColumnShape): TableColumn {
  return { ...shape, name, type: { ...shape.type, place: `${table}.${name}` } }
}

function defaultOf(value: unknown): ColumnDefault {
  return value === now ? now : { kind: 'literal', value }
}
