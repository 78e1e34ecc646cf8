import type { ColumnKind } from '../../fields/field-definition.ts'
import type { ValueType } from '../../fields/value-type.ts'

/** The SQL that turns a column's values from one type into another, where SQLite stores them differently. */
export function convertedColumn(column: string, from: ValueType, to: ValueType): string {
  const [before, after] = [storedAs(from.kind), storedAs(to.kind)]
  if (before === 'decimal' || after === 'decimal') return convertedDecimal(column, from, to)
  if (from.kind === 'datetime' && to.kind === 'date') return `substr(${column}, 1, 10)`
  if (from.kind === 'datetime' && to.kind === 'time') return `substr(${column}, 12, 12)`
  if (from.kind === 'date' && to.kind === 'datetime') return `${column} || 'T00:00:00.000Z'`
  if (before === after) return column
  return `cast(${column} as ${after})`
}

/** Decimals are whole numbers of their last place's units. */
function convertedDecimal(column: string, from: ValueType, to: ValueType): string {
  const unit = (type: ValueType) => (type.kind === 'decimal' ? 10 ** (type.places ?? 0) : 1)
  const [before, after] = [unit(from), unit(to)]
  if (to.kind === 'decimal' && (from.kind === 'decimal' || storedAs(from.kind) === 'integer')) {
    if (before === after) return column
    return before < after ? `${column} * ${after / before}` : rounded(`${column} / ${before / after}.0`)
  }
  if (to.kind === 'decimal') return rounded(`cast(${column} as real) * ${after}`)
  if (storedAs(to.kind) === 'integer') return rounded(`${column} / ${before}.0`)
  if (storedAs(to.kind) === 'real') return `${column} / ${before}.0`
  return `printf('%.${from.places ?? 0}f', ${column} / ${before}.0)`
}

function rounded(expression: string): string {
  return `cast(round(${expression}) as integer)`
}

function storedAs(kind: ColumnKind): 'decimal' | 'integer' | 'real' | 'text' | 'blob' {
  if (kind === 'decimal') return 'decimal'
  if (kind === 'float') return 'real'
  if (kind === 'binary') return 'blob'
  return WHOLE.has(kind) ? 'integer' : 'text'
}

const WHOLE: ReadonlySet<ColumnKind> = new Set(['auto', 'bigAuto', 'integer', 'bigint', 'boolean', 'duration'])
