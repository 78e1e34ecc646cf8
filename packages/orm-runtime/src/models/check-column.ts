import { inspect } from 'node:util'
import { UsageError } from '../errors/usage-error.ts'
import { checkValue } from '../fields/check-value.ts'
import { keyOf } from './key-of.ts'
import type { Column } from './model-definition.ts'

/**
 * A value that is to be written to a column, in its canonical form: of a relation, the key of the instance.
 * @throws UsageError that names the field, for a value that is not of its type, null where it may not be, and for one
 * that is not among its choices.
 */
export function checkColumn({ type, null: nullable, definition: { choices } }: Column, value: unknown): unknown {
  if (value === null) {
    if (nullable) return null
    throw new UsageError(`${type.place} can't be null: declare it with { null: true }, or give it a value.`)
  }
  if (choices && !choices.includes(value)) {
    const listed = choices.map((one) => inspect(one)).join(', ')
    throw new UsageError(`${type.place} takes one of ${listed}, not ${inspect(value, { depth: 0 })}.`)
  }
  const { target } = type
  return checkValue(type, target !== undefined && typeof value === 'object' ? keyOf(value, target) : value)
}
