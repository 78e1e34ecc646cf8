import type { ValueType } from '../fields/value-type.ts'
import type {
  ColumnDefault,
  TableColumn,
  TableConstraint,
  TableDefinition,
  TableIndex,
} from '../schema/table-definition.ts'

/** What a database tells of a table; `introspectedTables` makes definitions of it. */
export interface FoundTable {
  readonly name: string
  readonly columns: readonly FoundColumn[]
  readonly indexes: readonly TableIndex[]
  readonly uniques: readonly FoundUnique[]
  readonly checks: readonly FoundCheck[]
  readonly references: readonly FoundReference[]
}

export interface FoundColumn {
  readonly name: string
  readonly type: Omit<ValueType, 'place'>
  readonly null: boolean
  readonly primaryKey: boolean
  /** The DEFAULT's SQL. */
  readonly default?: string | undefined
}

export interface FoundUnique {
  readonly name?: string | undefined
  readonly columns: readonly string[]
  readonly deferrable?: 'immediate' | 'deferred' | undefined
}

export interface FoundCheck {
  readonly name?: string | undefined
  readonly where: string
  /** The one column that it is about, where it is about one. */
  readonly column?: string | undefined
}

interface FoundReference {
  readonly column: string
  readonly table: string
  /** Undefined for the key of that table. */
  readonly to: string | undefined
  /** `CASCADE`, `SET NULL`, … */
  readonly onDelete: string
}

/** Definitions of tables, in the order of their names. */
export function introspectedTables(found: readonly FoundTable[]): TableDefinition[] {
  const tables = new Map(found.map((table) => [table.name, table]))
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((table) => definitionOf(table, tables))
}

function definitionOf(table: FoundTable, tables: ReadonlyMap<string, FoundTable>): TableDefinition {
  const own = { unique: new Set<string>(), choices: new Map<string, FoundCheck>() }
  const constraints: TableConstraint[] = []
  for (const { name, columns, deferrable } of table.uniques) {
    const [column] = columns
    if (column !== undefined && columns.length === 1 && !deferrable && isOwnUnique(table.name, column, name)) {
      own.unique.add(column)
      continue
    }
    const given = name ?? `${table.name}__${columns.join('__')}__unique`
    constraints.push({ kind: 'unique', name: given, columns, ...(deferrable && { deferrable }) })
  }
  for (const [index, check] of table.checks.entries()) {
    if (check.column !== undefined && isOwnChoices(check.name) && !own.choices.has(check.column)) {
      own.choices.set(check.column, check)
    } else {
      constraints.push({ kind: 'check', name: check.name ?? `${table.name}__check${index + 1}`, where: check.where })
    }
  }
  return {
    name: table.name,
    columns: table.columns.map((column) => columnOf(table, column, own, tables)),
    indexes: table.indexes.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    constraints: constraints.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** A column's own constraint: one of ours, one without a name, or with the name that databases give. */
function isOwnUnique(table: string, column: string, name: string | undefined): boolean {
  return (
    name === undefined || name === column || name === `${table}_${column}_key` || /__unique(_[\da-f]{8})?$/.test(name)
  )
}

function isOwnChoices(name: string | undefined): boolean {
  return name === undefined || /__choices(_[\da-f]{8})?$/.test(name)
}

function columnOf(
  table: FoundTable,
  column: FoundColumn,
  own: { readonly unique: ReadonlySet<string>; readonly choices: ReadonlyMap<string, FoundCheck> },
  tables: ReadonlyMap<string, FoundTable>,
): TableColumn {
  const reference = table.references.find((one) => one.column === column.name)
  const target = reference && tables.get(reference.table)
  const key = target?.columns.find((one) => (reference?.to === undefined ? one.primaryKey : one.name === reference.to))
  const type = { ...(key ? keyType(key.type, column.type) : column.type), place: `${table.name}.${column.name}` }
  const given = column.default === undefined ? undefined : defaultOf(column.default, type)
  const choices = own.choices.get(column.name)
  return {
    name: column.name,
    type,
    null: column.null,
    primaryKey: column.primaryKey,
    unique: own.unique.has(column.name),
    ...(given && { default: given }),
    ...(reference &&
      key && {
        references: { table: reference.table, column: key.name, onDelete: ON_DELETE[reference.onDelete] ?? 'restrict' },
      }),
    ...(choices && { choices: choicesOf(choices.where, type) }),
  }
}

/** A foreign key to a generated key is a whole number, of whichever size that is. */
function keyType(key: FoundColumn['type'], column: FoundColumn['type']): FoundColumn['type'] {
  if (key.kind === 'auto') return { kind: 'integer' }
  return key.kind === 'bigAuto' ? { kind: 'bigint' } : column
}

const ON_DELETE: Readonly<Record<string, NonNullable<TableColumn['references']>['onDelete']>> = {
  'NO ACTION': 'doNothing',
  RESTRICT: 'restrict',
  CASCADE: 'cascade',
  'SET NULL': 'setNull',
  'SET DEFAULT': 'setDefault',
}

/** A constant or the present moment; undefined for other expressions, which definitions can't hold. */
function defaultOf(sql: string, { kind }: ValueType): ColumnDefault | undefined {
  const text = bare(sql)
  if (/^null$/i.test(text)) return undefined
  if (
    /^(strftime|date|time|datetime)\(.*'now'\)$|^(current_(timestamp|date|time)|localtime(stamp)?|now)\b/i.test(text)
  ) {
    return { kind: 'now' }
  }
  const string = /^'((?:[^']|'')*)'$/.exec(text)?.[1]?.replaceAll("''", "'")
  const value = string ?? (/^(true|false|-?\d+(\.\d+)?)$/i.test(text) ? text.toLowerCase() : undefined)
  if (value === undefined) return undefined
  return { kind: 'literal', value: valueOf(value, kind) }
}

function valueOf(text: string, kind: ValueType['kind']): unknown {
  if (kind === 'boolean') return text === 'true' || text === '1'
  if (kind === 'bigint') return BigInt(text)
  if (kind === 'integer' || kind === 'float' || kind === 'duration') return Number(text)
  if (kind === 'datetime') return new Date(/[zZ]|[+-]\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`)
  return kind === 'json' ? JSON.parse(text) : text
}

/** The constants of `column in (…)`, or of what PostgreSQL makes of it. */
function choicesOf(where: string, { kind }: ValueType): (string | number)[] {
  const strings = [...where.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"))
  const found =
    strings.length > 0 ? strings : [...where.matchAll(/(?<![\w"`.])-?\d+(?:\.\d+)?(?![\w.])/g)].map(([text]) => text)
  return NUMBERS.has(kind) ? found.map(Number) : found
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'bigint', 'float', 'duration'])

/** An expression without the parentheses around it and PostgreSQL's casts behind it. */
export function bare(sql: string): string {
  const text = sql.trim().replace(/^((?:'(?:[^']|'')*'|-?[\d.]+|\(-?[\d.]+\)))::[\w\s."()[\]]+$/, '$1')
  return isEnclosed(text) ? bare(text.slice(1, -1)) : text
}

function isEnclosed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false
  let depth = 0
  for (const [part] of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[()]|[^'"`()]+/g)) {
    if (part === '(') depth++
    else if (part === ')') depth--
    else if (depth === 0) return false
  }
  return depth === 0
}
