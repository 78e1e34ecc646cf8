import type { Column, ModelDefinition } from '../../models/model-definition.ts'

/** The statements that make a model's table, and an index for each of its foreign keys, where they do not exist. */
export function createTable(definition: ModelDefinition, modelNamed: (name: string) => ModelDefinition): string[] {
  const table = quoted(definition.table)
  const columns = definition.columns.map((column) => columnText(column, modelNamed))
  const indexes = definition.columns
    .filter((column) => column.relation !== undefined && !column.definition.unique)
    .map((column) => {
      // No column's name has `__` in it, so no two indexes share a name.
      const name = quoted(`${definition.table}__${column.name}`)
      return `create index if not exists ${name} on ${table} (${quoted(column.name)})`
    })
  return [`create table if not exists ${table} (${columns.join(', ')})`, ...indexes]
}

function columnText(column: Column, modelNamed: (name: string) => ModelDefinition): string {
  const parts = [quoted(column.name), TYPES[column.kind]]
  if (column.kind === 'auto') return parts.join(' ')
  if (!column.null) parts.push('not null')
  if (column.definition.unique) parts.push('unique')
  if (column.relation !== undefined) {
    const target = modelNamed(column.definition.target ?? '')
    const onDelete = ON_DELETE[column.definition.onDelete ?? 'restrict']
    parts.push(`references ${quoted(target.table)} (${quoted(target.primaryKey)}) on delete ${onDelete}`)
  }
  return parts.join(' ')
}

const TYPES: Readonly<Record<Column['kind'], string>> = {
  auto: 'integer primary key autoincrement',
  integer: 'integer',
  text: 'text',
  boolean: 'integer',
  // ISO 8601 in UTC, which sorts as text.
  datetime: 'text',
}

const ON_DELETE = { restrict: 'restrict', cascade: 'cascade', setNull: 'set null' } as const

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
