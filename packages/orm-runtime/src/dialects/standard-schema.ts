import type {
  ColumnDefault,
  TableColumn,
  TableConstraint,
  TableDefinition,
  TableIndex,
} from '../schema/table-definition.ts'
import type { Types } from './dialect.ts'

/** How a database writes the parts of DDL that differ. */
export interface SchemaStyle {
  /** What names are quoted with. */
  readonly quote: '"' | '`'
  readonly literal: (value: unknown) => string
  /** The present moment, as a column's default. */
  readonly now: string
  /** What follows the type of a key that the database gives. */
  readonly generatedKey: string
  /** True where foreign keys stand in the table, which may then name tables that do not exist yet. */
  readonly inlineForeignKeys: boolean
  /** What a DEFAULT that is no constant is written in. */
  readonly expressionDefault: (text: string) => string
  readonly deferrable: (when: 'immediate' | 'deferred') => string
  /** The columns of an index. */
  readonly indexColumn?: (quotedName: string, column: TableColumn | undefined) => string
  /** What stands behind the closing parenthesis. */
  readonly tableOptions: string
}

/** The DDL that databases write alike, in a database's own style. */
export function standardSchema(style: SchemaStyle) {
  const { literal } = style
  const quoted = (name: string) => `${style.quote}${name.replaceAll(style.quote, style.quote.repeat(2))}${style.quote}`
  const list = (names: readonly string[]) => names.map(quoted).join(', ')

  function createTable(table: TableDefinition, types: Types): string[] {
    const lines = [...table.columns.map((one) => columnText(one, types)), ...table.constraints.map(constraintText)]
    const create = `create table ${quoted(table.name)} (${lines.join(', ')})${style.tableOptions}`
    return [create, ...table.indexes.map((index) => createIndex(table, index))]
  }

  function createIndex(table: TableDefinition, { name, columns, unique, where }: TableIndex): string {
    const indexed = columns.map((one) => {
      const column = table.columns.find((each) => each.name === one.name)
      const text = style.indexColumn?.(quoted(one.name), column) ?? quoted(one.name)
      return one.descending ? `${text} desc` : text
    })
    const condition = where === undefined ? '' : ` where ${where}`
    return `create ${unique ? 'unique ' : ''}index ${quoted(name)} on ${quoted(table.name)} (${indexed.join(', ')})${condition}`
  }

  function columnText(column: TableColumn, types: Types): string {
    const { type, references } = column
    const parts = [quoted(column.name), types[type.kind].ddl(type)]
    if (type.kind === 'auto' || type.kind === 'bigAuto') return [...parts, style.generatedKey].join(' ')
    if (!column.null) parts.push('not null')
    if (column.primaryKey) parts.push('primary key')
    if (column.unique) parts.push('unique')
    if (column.default) parts.push(`default ${defaultText(column.default)}`)
    if (column.choices) parts.push(`check (${quoted(column.name)} in (${column.choices.map(literal).join(', ')}))`)
    if (references && style.inlineForeignKeys) parts.push(referenceText(references))
    return parts.join(' ')
  }

  function referenceText({ table, column, onDelete }: NonNullable<TableColumn['references']>): string {
    return `references ${quoted(table)} (${quoted(column)}) on delete ${ON_DELETE[onDelete]}`
  }

  function constraintText(constraint: TableConstraint): string {
    const name = `constraint ${quoted(constraint.name)}`
    if (constraint.kind === 'check') return `${name} check (${constraint.where})`
    const deferrable = constraint.deferrable ? style.deferrable(constraint.deferrable) : ''
    return `${name} unique (${list(constraint.columns)})${deferrable}`
  }

  function defaultText(value: ColumnDefault): string {
    return value.kind === 'now' ? style.expressionDefault(style.now) : literal(value.value)
  }

  function foreignKeys({ name, columns }: TableDefinition): string[] {
    if (style.inlineForeignKeys) return []
    return columns.flatMap((column) => {
      if (!column.references) return []
      const constraint = quoted(foreignKeyName(name, column.name))
      const key = `foreign key (${quoted(column.name)}) ${referenceText(column.references)}`
      return [`alter table ${quoted(name)} add constraint ${constraint} ${key}`]
    })
  }

  return { createTable, createIndex, columnText, constraintText, foreignKeys, quoted, literal }
}

/** The name of a column's foreign key. */
export function foreignKeyName(table: string, column: string): string {
  return `${table}__${column}__fk`
}

const ON_DELETE = {
  restrict: 'restrict',
  cascade: 'cascade',
  setNull: 'set null',
  setDefault: 'set default',
  doNothing: 'no action',
} as const

/** A string in SQL. */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
