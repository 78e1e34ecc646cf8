import type { AddColumn, AlterColumn, TableChange } from '../../schema/table-change.ts'
import type { TableColumn } from '../../schema/table-definition.ts'
import { changedConstraints, columnOf, fillNulls, isChanged, isOtherType } from '../column-changes.ts'
import type { Types } from '../dialect.ts'
import { foreignKeyName } from '../schema-names.ts'
import type { ChangedTable } from '../schema-statements.ts'
import type { ColumnConstraint, StandardSchema } from '../standard-schema.ts'

/** The statements of a change of one table. Each of them commits. */
export function changeTable(
  schema: StandardSchema,
  change: TableChange,
  { before, after }: ChangedTable,
  types: Types,
): string[] {
  const { quoted } = schema
  const alter = `alter table ${quoted(before.name)}`
  switch (change.kind) {
    case 'renameTable':
      return [
        ...before.columns.flatMap((column) => dropOwn(schema, before.name, column, types)),
        `rename table ${quoted(before.name)} to ${quoted(after.name)}`,
        ...after.columns.flatMap((column) => addOwn(schema, after.name, column, types)),
      ]
    case 'renameColumn':
      return [
        ...dropOwn(schema, before.name, columnOf(before, change.from), types),
        `${alter} rename column ${quoted(change.from)} to ${quoted(change.to)}`,
        ...addOwn(schema, after.name, columnOf(after, change.to), types),
      ]
    case 'addColumn':
      return addColumn(schema, change, types)
    case 'dropColumn':
      return [
        ...dropOwn(schema, before.name, columnOf(before, change.name), types),
        `${alter} drop column ${quoted(change.name)}`,
      ]
    case 'alterColumn':
      return alterColumn(schema, change, columnOf(before, change.column.name), types)
    case 'addIndex':
      return [schema.createIndex(after, change.index)]
    case 'dropIndex':
      return [`drop index ${quoted(change.name)} on ${quoted(before.name)}`]
    case 'renameIndex':
      return [`${alter} rename index ${quoted(change.from)} to ${quoted(change.to)}`]
    case 'addConstraint':
      return [`${alter} add ${schema.constraintText(change.constraint)}`]
    case 'dropConstraint': {
      const isUnique = before.constraints.find(({ name }) => name === change.name)?.kind === 'unique'
      return [`${alter} drop ${isUnique ? 'index' : 'constraint'} ${quoted(change.name)}`]
    }
  }
}

/** The foreign key of a column stands before its unique index, which may serve it. */
function dropOwn(schema: StandardSchema, table: string, column: TableColumn, types: Types): string[] {
  const { quoted, columnConstraints } = schema
  return [
    ...(column.references ? [dropForeignKey(schema, table, column)] : []),
    ...columnConstraints(table, column, types).map((one) => `alter table ${quoted(table)} ${dropText(schema, one)}`),
  ]
}

function addOwn(schema: StandardSchema, table: string, column: TableColumn, types: Types): string[] {
  const constraints = schema.columnConstraints(table, column, types)
  return [
    ...constraints.map(({ text }) => `alter table ${schema.quoted(table)} add ${text}`),
    ...schema.addForeignKey(table, column),
  ]
}

function dropForeignKey({ quoted }: StandardSchema, table: string, { name }: TableColumn): string {
  return `alter table ${quoted(table)} drop foreign key ${quoted(foreignKeyName(table, name))}`
}

function dropText({ quoted }: StandardSchema, { kind, name }: ColumnConstraint): string {
  return `drop ${kind === 'unique' ? 'index' : 'constraint'} ${quoted(name)}`
}

function addColumn(schema: StandardSchema, { table, column, fill }: AddColumn, types: Types): string[] {
  const { quoted } = schema
  const alter = `alter table ${quoted(table)}`
  const filled = fill && !column.default
  return [
    `${alter} add column ${schema.columnText(filled ? { ...column, default: fill } : column, types)}`,
    ...(filled ? [`${alter} alter column ${quoted(column.name)} drop default`] : []),
    ...addOwn(schema, table, column, types),
  ]
}

function alterColumn(schema: StandardSchema, { table, column, fill }: AlterColumn, before: TableColumn, types: Types) {
  const changed = { before, after: column }
  const alter = `alter table ${schema.quoted(table)}`
  const { dropped, added } = changedConstraints(schema, table, changed, types)
  const isModified = isOtherType(changed, types) || isChanged(changed, 'default') || before.null !== column.null
  // InnoDB alters no column that a foreign key is on, and drops no index that one needs.
  const newReference = isChanged(changed, 'references') || isModified || isChanged(changed, 'unique')
  return [
    ...(before.references && newReference ? [dropForeignKey(schema, table, before)] : []),
    ...dropped.map((one) => `${alter} ${dropText(schema, one)}`),
    ...(before.null && !column.null ? fillNulls(schema, { table, column, fill }, types) : []),
    ...(isModified ? [`${alter} modify column ${schema.columnText({ ...column, primaryKey: false }, types)}`] : []),
    ...added.map(({ text }) => `${alter} add ${text}`),
    ...(newReference ? schema.addForeignKey(table, column) : []),
  ]
}
