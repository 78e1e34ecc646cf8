import type { Cell, ResultColumn, Row } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import { valueType, type ValueType } from '../fields/value-type.ts'
import { deferring } from '../models/deferred-columns.ts'
import { LoadedRow } from '../models/fill-instance.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import { decoder } from './columns-reader.ts'
import type { RowReader } from './row-reader.ts'

/**
 * What makes instances of the rows of SQL that the program wrote. Columns of the table are told by their names, in the
 * table or on instances; those that are missing are deferred, and others become properties.
 * @throws UsageError where the primary key is missing, and for a name that instances need for themselves.
 */
export function rawReader(definition: ModelDefinition, columns: readonly ResultColumn[], dialect: Dialect): RowReader {
  const { model } = definition
  const names = columns.map(({ name }) => name)
  const found = definition.columns.map(({ name, column, type }) => {
    const index = names.includes(column) ? names.indexOf(column) : names.indexOf(name)
    return { name, index, decode: columnDecoder(dialect, type) }
  })
  if (found.some(({ name, index }) => name === definition.primaryKey && index < 0)) throw withoutKey(definition, names)
  const own = found.filter(({ index }) => index >= 0)
  const known = new Set(definition.columns.flatMap(({ name, column }) => [name, column]))
  const extra = columns.flatMap(({ name, kind }, index) =>
    known.has(name) ? [] : [{ name, index, decode: extraDecoder(dialect, kind) }],
  )
  const reserved = extra.find(({ name }) => name in model.prototype)
  if (reserved) throw alreadyTaken(definition, reserved.name)
  const fill = filling(own)
  const loaded = new LoadedRow(fill, 0)
  const fillExtra = filling(extra)
  const deferred = found.filter(({ index }) => index < 0).map(({ name }) => name)
  const defer = deferred.length > 0 ? deferring(deferred) : undefined
  return (row) => {
    loaded.cells = row
    const instance = new model(loaded)
    fillExtra(instance, row)
    return defer ? defer(instance) : instance
  }
}

interface Property {
  readonly name: string
  readonly index: number
  readonly decode: (cell: Cell) => unknown
}

function filling(properties: readonly Property[]): (target: object, row: Row) => void {
  return (target, row) => {
    for (const { name, index, decode } of properties) {
      const cell = row[index] ?? null
      ;(target as Record<string, unknown>)[name] = cell === null ? null : decode(cell)
    }
  }
}

/** Cells come as they are stored: not as the text that a generated select list makes of them. */
function columnDecoder(dialect: Dialect, type: ValueType): Property['decode'] {
  const decode = decoder(dialect, type) ?? same
  const asText = dialect.types[type.kind].select !== undefined
  return (cell) => {
    if (asText && (typeof cell === 'bigint' || typeof cell === 'number')) return decode(String(cell))
    return decode(typeof cell === 'bigint' ? Number(cell) : cell)
  }
}

function extraDecoder(dialect: Dialect, kind: ResultColumn['kind']): Property['decode'] {
  if (kind === 'integer' || kind === undefined) return kind ? wholeNumber : exactNumber
  return decoder(dialect, valueType('', kind, { kind })) ?? same
}

function exactNumber(cell: Cell): unknown {
  return typeof cell === 'bigint' ? wholeNumber(cell) : cell
}

/** A number, unless that would not be exact. */
function wholeNumber(cell: Cell): unknown {
  const number = Number(cell)
  return Number.isSafeInteger(number) ? number : BigInt(cell as string | bigint)
}

function same(cell: Cell): unknown {
  return cell
}

function withoutKey({ name, key, table }: ModelDefinition, names: readonly string[]): UsageError {
  return new UsageError(
    names.length === 0
      ? `The SQL of ${name}.objects.raw(…) was executed and answered no rows; rows of '${table}' are what it is for. Add \`returning *\`, or use update(…), delete(…).`
      : `${name}.objects.raw(…) needs the primary key, '${key.column}', in each row. The SQL answered: ${names.join(', ')}.`,
  )
}

function alreadyTaken({ name }: ModelDefinition, taken: string): UsageError {
  return new UsageError(
    `${name}.objects.raw(…) can't give its rows a property '${taken}', which instances of ${name} have already. Name the column otherwise: \`… as other\`.`,
  )
}
