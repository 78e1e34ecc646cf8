import type { TableChange } from '../../schema/table-change.ts'
import type { TableColumn, TableDefinition } from '../../schema/table-definition.ts'
import { columnOf } from '../column-changes.ts'
import type { Types } from '../dialect.ts'
import type { ChangedTable, SchemaStep, TableRebuild } from '../schema-statements.ts'
import { isGenerated, stringLiteral, type StandardSchema } from '../standard-schema.ts'
import { convertedColumn } from './converted-column.ts'

/**
 * The steps of a change of one table. What SQLite's ALTER TABLE can't do is a new table with the old rows, as
 * https://sqlite.org/lang_altertable.html#otheralter describes; foreign keys are off meanwhile.
 */
export function changeTable(
  schema: StandardSchema,
  change: TableChange,
  tables: ChangedTable,
  types: Types,
): SchemaStep[] {
  const { quoted } = schema
  const { before, after } = tables
  const alter = `alter table ${quoted(before.name)}`
  switch (change.kind) {
    case 'renameTable':
      return [`${alter} rename to ${quoted(after.name)}`]
    case 'renameColumn':
      return [`${alter} rename column ${quoted(change.from)} to ${quoted(change.to)}`]
    case 'addColumn': {
      const { column, fill } = change
      if (canBeAdded(column)) return [`${alter} add column ${schema.columnText(column, types)}`]
      const value = fill ?? column.default
      const text = value ? schema.defaultText(column, value, types) : 'null'
      return [rebuild(schema, tables, types, (name) => (name === column.name ? text : quoted(name)))]
    }
    case 'alterColumn': {
      const { column, fill } = change
      const old = columnOf(before, column.name)
      const converted = convertedColumn(quoted(column.name), old.type, column.type)
      if (converted === quoted(column.name) && linesOf(schema, before, types) === linesOf(schema, after, types))
        return []
      const value = old.null && !column.null ? (fill ?? column.default) : undefined
      const text = value ? `coalesce(${converted}, ${schema.defaultText(column, value, types)})` : converted
      return [rebuild(schema, tables, types, (name) => (name === column.name ? text : quoted(name)))]
    }
    case 'addIndex':
      return [schema.createIndex(after, change.index)]
    case 'dropIndex':
      return [`drop index ${quoted(change.name)}`]
    case 'renameIndex': {
      const index = after.indexes.find(({ name }) => name === change.to)!
      return [`drop index ${quoted(change.from)}`, schema.createIndex(after, index)]
    }
    case 'dropColumn':
    case 'addConstraint':
    case 'dropConstraint':
      return [rebuild(schema, tables, types, quoted)]
  }
}

function linesOf(schema: StandardSchema, table: TableDefinition, types: Types): string {
  return schema.tableLines(table, types).join()
}

/** ADD COLUMN takes no constraints, no expressions, and of columns that can't be null only those with a constant. */
function canBeAdded(column: TableColumn): boolean {
  if (column.unique || column.choices || column.primaryKey || column.default?.kind === 'now') return false
  if (column.references) return column.null && !column.default
  return column.null || column.default !== undefined
}

function rebuild(
  schema: StandardSchema,
  { before, after }: ChangedTable,
  types: Types,
  expression: (column: string) => string,
): TableRebuild {
  const { quoted } = schema
  const [table, temporary] = [quoted(after.name), quoted(`orm_new_${after.name}`)]
  const columns = schema.list(after.columns.map(({ name }) => name))
  const expressions = after.columns.map(({ name }) => expression(name)).join(', ')
  const isManaged = [...before.indexes, ...after.indexes].map(({ name }) => stringLiteral(name)).join(', ')
  return {
    statements: [
      `create table ${temporary} (${schema.tableLines(after, types).join(', ')})`,
      `insert into ${temporary} (${columns}) select ${expressions} from ${table}`,
      ...(after.columns.some(isGenerated) ? keepSequence(after.name) : []),
      `drop table ${table}`,
      // Without it the rename would stop at views and triggers, which name a table that is not there just now.
      'pragma legacy_alter_table = on',
      `alter table ${temporary} rename to ${table}`,
      'pragma legacy_alter_table = off',
      ...after.indexes.map((index) => schema.createIndex(after, index)),
    ],
    others: `select sql from sqlite_master where tbl_name = ${stringLiteral(after.name)} and sql is not null and (type = 'trigger' or type = 'index' and name not in (${isManaged}))`,
  }
}

/** Keys that were given once are not given again. */
function keepSequence(table: string): string[] {
  const [name, temporary] = [stringLiteral(table), stringLiteral(`orm_new_${table}`)]
  return [
    `delete from sqlite_sequence where name = ${temporary}`,
    `insert into sqlite_sequence (name, seq) select ${temporary}, seq from sqlite_sequence where name = ${name}`,
  ]
}
