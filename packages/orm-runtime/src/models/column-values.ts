import { inspect } from 'node:util'
import type { Cell } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Column, ModelDefinition } from './model-definition.ts'

/** What a statement's parameter may be; whole numbers are bound as integers. */
export type Bindable = string | number | null

/**
 * The database's form of a value for a column.
 * @throws UsageError that names the column and the model, for anything that is not the column's type; `undefined` and
 * NaN above all, which drivers turn into NULL.
 */
export function toDatabase(definition: ModelDefinition, column: Column, value: unknown): Bindable {
  if (value === null) return null
  switch (column.kind) {
    case 'text':
      if (typeof value === 'string') return value
      break
    case 'boolean':
      if (typeof value === 'boolean') return value ? 1 : 0
      break
    case 'datetime':
      if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString()
      break
    case 'auto':
    case 'integer':
      if (Number.isSafeInteger(value)) return Number(value)
      break
  }
  throw new UsageError(
    `${definition.name}.${column.name} takes ${wanted[column.kind]}, not ${inspect(value, { depth: 0 })}.`,
  )
}

/**
 * A column's value from the database's form.
 * @throws UsageError where a number of the table is too large to be exact in JavaScript.
 */
export function fromDatabase(column: Column, cell: Cell): unknown {
  if (cell === null) return null
  switch (column.kind) {
    case 'boolean':
      return cell !== 0
    case 'datetime':
      return new Date(cell)
    case 'auto':
    case 'integer':
      if (Number.isSafeInteger(cell)) return cell
      throw new UsageError(`The column '${column.name}' holds ${cell}, which is no exact number in JavaScript.`)
    case 'text':
      return cell
  }
}

const wanted: Readonly<Record<Column['kind'], string>> = {
  auto: 'a whole number up to 2^53',
  integer: 'a whole number up to 2^53',
  text: 'a string',
  boolean: 'true or false',
  datetime: 'a valid Date',
}
