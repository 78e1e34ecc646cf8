import { checkValue } from '../fields/check-value.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { AddColumn, AlterColumn, SchemaChange } from '../schema/table-change.ts'
import type { ColumnDefault, TableColumn } from '../schema/table-definition.ts'
import { isGenerated } from '../dialects/standard-schema.ts'
import { columnOf } from '../dialects/column-changes.ts'
import { stateAfter, tableOf, type SchemaState } from './state.ts'

/** Values for rows that exist, by `table.column`. */
export type Fills = ReadonlyMap<string, ColumnDefault>

/** The operations with a value for the rows that exist, where one is needed, and the columns for which none is known. */
export function filled(operations: readonly SchemaChange[], from: SchemaState, fills: Fills) {
  const missing: TableColumn[] = []
  const complete: SchemaChange[] = []
  let state = from
  for (const operation of operations) {
    const before = state
    state = stateAfter(operation, state)
    if (!needsFill(operation, before)) {
      complete.push(operation)
      continue
    }
    const fill = fills.get(`${operation.table}.${operation.column.name}`)
    if (!fill) missing.push(operation.column)
    complete.push(fill ? { ...operation, fill } : operation)
  }
  return { operations: complete, missing }
}

function needsFill(operation: SchemaChange, state: SchemaState): operation is AddColumn | AlterColumn {
  if (operation.kind !== 'addColumn' && operation.kind !== 'alterColumn') return false
  const { kind, table, column } = operation
  if (column.null || column.default || isGenerated(column)) return false
  return kind === 'addColumn' || columnOf(tableOf(state, table), column.name).null
}

/**
 * Reads `users.age=0` for one of these columns; `now` is the present moment.
 * @throws UsageError for a column that needs no value, or a value that is none of its kind.
 */
export function readFill(text: string, columns: readonly TableColumn[]): readonly [string, ColumnDefault] {
  const [, place = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  const found = columns.filter(({ name, type }) => type.place === place || name === place)
  const [column] = found
  if (column && found.length === 1) return [column.type.place, fillOf(column, value)]
  const choices = columns.map(({ type }) => `--default ${type.place}=…`).join(', ') || 'none is needed'
  throw new UsageError(`--default ${text} names no column that needs a value for the rows that exist: ${choices}.`)
}

/** A value as a person writes it. */
export function fillOf({ type }: TableColumn, text: string): ColumnDefault {
  if (text === 'now' && (type.kind === 'datetime' || type.kind === 'date' || type.kind === 'time'))
    return { kind: 'now' }
  return { kind: 'literal', value: checkValue(type, valueOf(text, type.kind)) }
}

function valueOf(text: string, kind: TableColumn['type']['kind']): unknown {
  switch (kind) {
    case 'integer':
    case 'float':
    case 'duration':
      return text.trim() === '' ? text : Number(text)
    case 'bigint':
      return /^-?\d+$/.test(text) ? BigInt(text) : text
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'datetime':
      return new Date(text)
    case 'binary':
      return Buffer.from(text, 'hex')
    case 'json':
      return parsed(text)
    default:
      return text
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`'${text}' is no JSON; a string needs its quotes: '"${text}"'.`)
  }
}
