import type { ColumnDefault, TableColumn, TableConstraint, TableDefinition } from '../../schema/table-definition.ts'
import type { Types } from '../dialect.ts'
import type { SchemaStatements } from '../schema-statements.ts'

/** SQLite's DDL. */
export const schema: SchemaStatements = {
  createTable,
  dropTable: (table) => [`drop table if exists ${quoted(table)}`],
}

function createTable({ name, columns, indexes, constraints }: TableDefinition, types: Types): string[] {
  const lines = [...columns.map((column) => columnText(column, types)), ...constraints.map(constraintText)]
  return [
    `create table if not exists ${quoted(name)} (${lines.join(', ')})`,
    ...indexes.map((index) => {
      const list = index.columns.map((one) => `${quoted(one.name)}${one.descending ? ' desc' : ''}`).join(', ')
      const where = index.where === undefined ? '' : ` where ${index.where}`
      return `create ${index.unique ? 'unique ' : ''}index if not exists ${quoted(index.name)} on ${quoted(name)} (${list})${where}`
    }),
  ]
}

function columnText(column: TableColumn, types: Types): string {
  const { type, references } = column
  const parts = [quoted(column.name), types[type.kind].ddl(type)]
  if (type.kind === 'auto' || type.kind === 'bigAuto') return [...parts, 'primary key autoincrement'].join(' ')
  if (!column.null) parts.push('not null')
  if (column.primaryKey) parts.push('primary key')
  if (column.unique) parts.push('unique')
  if (column.default) parts.push(`default ${defaultText(column.default)}`)
  if (column.choices) parts.push(`check (${quoted(column.name)} in (${column.choices.map(literal).join(', ')}))`)
  if (references) {
    const target = `${quoted(references.table)} (${quoted(references.column)})`
    parts.push(`references ${target} on delete ${ON_DELETE[references.onDelete]}`)
  }
  return parts.join(' ')
}

function constraintText(constraint: TableConstraint): string {
  const name = `constraint ${quoted(constraint.name)}`
  if (constraint.kind === 'check') return `${name} check (${constraint.where})`
  return `${name} unique (${constraint.columns.map(quoted).join(', ')})`
}

function defaultText(value: ColumnDefault): string {
  return value.kind === 'now' ? "(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))" : literal(value.value)
}

const ON_DELETE = {
  restrict: 'restrict',
  cascade: 'cascade',
  setNull: 'set null',
  setDefault: 'set default',
  doNothing: 'no action',
} as const

function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (typeof value === 'boolean') return value ? '1' : '0'
  return value === null ? 'null' : String(value)
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
