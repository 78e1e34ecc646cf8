import type { AddColumn, AlterColumn, TableChange } from '../../schema/table-change.ts'
import type { TableColumn } from '../../schema/table-definition.ts'
import {
  changedConstraints,
  columnOf,
  fillNulls,
  isChanged,
  isOtherType,
  type ChangedColumn,
} from '../column-changes.ts'
import type { Types } from '../dialect.ts'
import { choicesName, foreignKeyName, uniqueName } from '../schema-names.ts'
import type { ChangedTable } from '../schema-statements.ts'
import type { StandardSchema } from '../standard-schema.ts'

/** The statements of a change of one table. */
export function changeTable(
  schema: StandardSchema,
  change: TableChange,
  { before, after }: ChangedTable,
  types: Types,
): string[] {
  const { quoted } = schema
  const alter = `alter table ${quoted(before.name)}`
  const concurrently = 'concurrently' in change ? 'concurrently ' : ''
  switch (change.kind) {
    case 'renameTable': {
      const renames = before.columns.flatMap((column) =>
        renameConstraints(schema, column, before.name, column.name, after.name),
      )
      return [`${alter} rename to ${quoted(change.to)}`, ...renames]
    }
    case 'renameColumn': {
      const rename = `${alter} rename column ${quoted(change.from)} to ${quoted(change.to)}`
      return [rename, ...renameConstraints(schema, columnOf(before, change.from), before.name, change.to, after.name)]
    }
    case 'addColumn':
      return addColumn(schema, change, types)
    case 'dropColumn':
      return [`${alter} drop column ${quoted(change.name)}`]
    case 'alterColumn':
      return alterColumn(schema, change, columnOf(before, change.column.name), types)
    case 'addIndex':
      return [schema.createIndex(after, change.index, concurrently)]
    case 'dropIndex':
      return [`drop index ${concurrently}${quoted(change.name)}`]
    case 'renameIndex':
      return [`alter index ${quoted(change.from)} rename to ${quoted(change.to)}`]
    case 'addConstraint':
      return [`${alter} add ${schema.constraintText(change.constraint)}`]
    case 'dropConstraint':
      return [`${alter} drop constraint ${quoted(change.name)}`]
  }
}

/** Constraints of a column carry the names of its table and its own. */
function renameConstraints(schema: StandardSchema, column: TableColumn, from: string, to: string, table: string) {
  const { quoted } = schema
  const rename = (name: typeof uniqueName) =>
    `alter table ${quoted(table)} rename constraint ${quoted(name(from, column.name))} to ${quoted(name(table, to))}`
  return [
    ...(column.unique ? [rename(uniqueName)] : []),
    ...(column.choices ? [rename(choicesName)] : []),
    ...(column.references ? [rename(foreignKeyName)] : []),
  ]
}

function addColumn(schema: StandardSchema, { table, column, fill }: AddColumn, types: Types): string[] {
  const { quoted } = schema
  const alter = `alter table ${quoted(table)}`
  const filled = fill && !column.default
  return [
    `${alter} add column ${schema.columnText(filled ? { ...column, default: fill } : column, types)}`,
    ...(filled ? [`${alter} alter column ${quoted(column.name)} drop default`] : []),
    ...schema.columnConstraints(table, column, types).map(({ text }) => `${alter} add ${text}`),
    ...schema.addForeignKey(table, column),
  ]
}

function alterColumn(schema: StandardSchema, { table, column, fill }: AlterColumn, before: TableColumn, types: Types) {
  const { quoted } = schema
  const changed: ChangedColumn = { before, after: column }
  const alter = `alter table ${quoted(table)}`
  const alterThis = `${alter} alter column ${quoted(column.name)}`
  const { dropped, added } = changedConstraints(schema, table, changed, types)
  const otherType = isOtherType(changed, types)
  const ddl = types[column.type.kind].ddl(column.type)
  const newDefault = isChanged(changed, 'default') || otherType
  const newReference = isChanged(changed, 'references')
  return [
    ...(before.references && newReference
      ? [`${alter} drop constraint ${quoted(foreignKeyName(table, column.name))}`]
      : []),
    ...dropped.map(({ name }) => `${alter} drop constraint ${quoted(name)}`),
    // A default of the old type can't always be cast to the new one.
    ...(before.default && newDefault ? [`${alterThis} drop default`] : []),
    ...(otherType ? [`${alterThis} type ${ddl} using cast(${quoted(column.name)} as ${ddl})`] : []),
    ...(column.default && newDefault
      ? [`${alterThis} set default ${schema.defaultText(column, column.default, types)}`]
      : []),
    ...(before.null && !column.null
      ? [...fillNulls(schema, { table, column, fill }, types), `${alterThis} set not null`]
      : []),
    ...(!before.null && column.null ? [`${alterThis} drop not null`] : []),
    ...added.map(({ text }) => `${alter} add ${text}`),
    ...(newReference ? schema.addForeignKey(table, column) : []),
  ]
}
