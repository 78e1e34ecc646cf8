import { isDeepStrictEqual } from 'node:util'
import type { AlterColumn } from '../schema/table-change.ts'
import type { TableColumn, TableDefinition } from '../schema/table-definition.ts'
import type { Types } from './dialect.ts'
import type { StandardSchema } from './standard-schema.ts'

/** A column before and after a change. */
export interface ChangedColumn {
  readonly before: TableColumn
  readonly after: TableColumn
}

export function isChanged({ before, after }: ChangedColumn, part: 'references' | 'default' | 'unique'): boolean {
  return !isDeepStrictEqual(before[part], after[part])
}

/** Whether the database holds the column's values in another type. */
export function isOtherType({ before, after }: ChangedColumn, types: Types): boolean {
  return ddlOf(before, types) !== ddlOf(after, types)
}

function ddlOf({ type }: TableColumn, types: Types): string {
  return types[type.kind].ddl(type)
}

/** The constraints of the column itself that are to be dropped, and those to be added, all checks among them if its type changes. */
export function changedConstraints(schema: StandardSchema, table: string, changed: ChangedColumn, types: Types) {
  const before = schema.columnConstraints(table, changed.before, types)
  const after = schema.columnConstraints(table, changed.after, types)
  const otherType = isOtherType(changed, types)
  const isKept = ({ kind, text }: (typeof before)[number]) =>
    !(otherType && kind === 'check') && [before, after].every((all) => all.some((one) => one.text === text))
  return { dropped: before.filter((one) => !isKept(one)), added: after.filter((one) => !isKept(one)) }
}

/** Gives the rows that have null what is given, or the column's default. */
export function fillNulls(
  { quoted, defaultText }: StandardSchema,
  { table, column, fill }: Pick<AlterColumn, 'table' | 'column'> & { readonly fill: AlterColumn['fill'] | undefined },
  types: Types,
): string[] {
  const value = fill ?? column.default
  if (!value) return []
  const name = quoted(column.name)
  return [`update ${quoted(table)} set ${name} = ${defaultText(column, value, types)} where ${name} is null`]
}

/** A column of a table that is known to have it. */
export function columnOf(table: TableDefinition, name: string): TableColumn {
  return table.columns.find((one) => one.name === name)!
}
