import type {
  ColumnDefault,
  TableColumn,
  TableConstraint,
  TableDefinition,
  TableIndex,
} from '../schema/table-definition.ts'
import type { Types } from './dialect.ts'
import type { Constant } from './schema-statements.ts'
import { choicesName, foreignKeyName, uniqueName } from './schema-names.ts'

/** How a database writes the parts of DDL that differ. */
export interface SchemaStyle {
  /** What names are quoted with. */
  readonly quote: '"' | '`'
  /** A constant: strings, numbers, bigints, booleans, null. */
  readonly literal: (value: Constant) => string
  readonly binaryLiteral: (hex: string) => string
  /** The present moment, as a column's default. */
  readonly now: (kind: 'date' | 'time' | 'datetime') => string
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

/** A constraint of one column. */
export interface ColumnConstraint {
  readonly kind: 'unique' | 'check'
  readonly name: string
  /** Its DDL. */
  readonly text: string
}

export type StandardSchema = ReturnType<typeof standardSchema>

/** The DDL that databases write alike, in a database's own style. */
export function standardSchema(style: SchemaStyle) {
  const { literal } = style
  const quoted = (name: string) => `${style.quote}${name.replaceAll(style.quote, style.quote.repeat(2))}${style.quote}`
  const list = (names: readonly string[]) => names.map(quoted).join(', ')

  function createTable(table: TableDefinition, types: Types): string[] {
    const create = `create table ${quoted(table.name)} (${tableLines(table, types).join(', ')})${style.tableOptions}`
    return [create, ...table.indexes.map((index) => createIndex(table, index))]
  }

  /** Columns and constraints. */
  function tableLines(table: TableDefinition, types: Types): string[] {
    return [
      ...table.columns.map((one) => columnText(one, types)),
      ...table.columns.flatMap((one) => columnConstraints(table.name, one, types).map(({ text }) => text)),
      ...table.constraints.map(constraintText),
    ]
  }

  function createIndex(table: TableDefinition, { name, columns, unique, where }: TableIndex, modifier = ''): string {
    const indexed = columns.map((one) => {
      const column = table.columns.find((each) => each.name === one.name)
      const text = style.indexColumn?.(quoted(one.name), column) ?? quoted(one.name)
      return one.descending ? `${text} desc` : text
    })
    const condition = where === undefined ? '' : ` where ${where}`
    return `create ${unique ? 'unique ' : ''}index ${modifier}${quoted(name)} on ${quoted(table.name)} (${indexed.join(', ')})${condition}`
  }

  function columnText(column: TableColumn, types: Types): string {
    const { type, references } = column
    const parts = [quoted(column.name), types[type.kind].ddl(type)]
    if (isGenerated(column)) return [...parts, style.generatedKey].join(' ')
    if (!column.null) parts.push('not null')
    if (column.primaryKey) parts.push('primary key')
    if (column.default) parts.push(`default ${defaultText(column, column.default, types)}`)
    if (references && style.inlineForeignKeys) parts.push(referenceText(references))
    return parts.join(' ')
  }

  /** `unique` and `choices` as constraints with names, by which they can be dropped. */
  function columnConstraints(table: string, column: TableColumn, types: Types): ColumnConstraint[] {
    const { name, unique, primaryKey, choices } = column
    const constraints: ColumnConstraint[] = []
    if (unique && !primaryKey) {
      constraints.push({ kind: 'unique', name: uniqueName(table, name), text: `unique (${quoted(name)})` })
    }
    if (choices) {
      constraints.push({ kind: 'check', name: choicesName(table, name), text: `check (${choicesText(column, types)})` })
    }
    return constraints.map((one) => ({ ...one, text: `constraint ${quoted(one.name)} ${one.text}` }))
  }

  function choicesText(column: TableColumn, types: Types): string {
    const values = (column.choices ?? []).map((one) => valueText(column, one, types))
    return `${quoted(column.name)} in (${values.join(', ')})`
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

  function defaultText(column: TableColumn, value: ColumnDefault, types: Types): string {
    if (value.kind === 'literal') return valueText(column, value.value, types)
    const { kind } = column.type
    return style.expressionDefault(style.now(kind === 'date' || kind === 'time' ? kind : 'datetime'))
  }

  /** A value of a column as a constant: what a parameter would be. */
  function valueText({ type }: TableColumn, value: unknown, types: Types): string {
    // The value is one of the column's kind, which is what its codec takes.
    const encoded: unknown = value === null ? null : (types[type.kind].encode?.(value as never, type) ?? value)
    if (encoded instanceof Uint8Array) return style.binaryLiteral(Buffer.from(encoded).toString('hex'))
    return literal(constantOf(encoded))
  }

  function foreignKeys({ name, columns }: TableDefinition): string[] {
    return style.inlineForeignKeys ? [] : columns.flatMap((column) => addForeignKey(name, column))
  }

  function addForeignKey(table: string, { name, references }: TableColumn): string[] {
    if (!references) return []
    const key = `foreign key (${quoted(name)}) ${referenceText(references)}`
    return [`alter table ${quoted(table)} add constraint ${quoted(foreignKeyName(table, name))} ${key}`]
  }

  return {
    createTable,
    tableLines,
    createIndex,
    columnText,
    columnConstraints,
    constraintText,
    defaultText,
    foreignKeys,
    addForeignKey,
    quoted,
    list,
    literal,
  }
}

function constantOf(value: unknown): Constant {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return value
  if (value === null || typeof value === 'string') return value
  return value instanceof Date ? value.toISOString() : JSON.stringify(value)
}

/** Whether the database gives the column's values. */
export function isGenerated({ type }: TableColumn): boolean {
  return type.kind === 'auto' || type.kind === 'bigAuto'
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
