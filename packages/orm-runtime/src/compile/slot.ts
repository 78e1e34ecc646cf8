import { ValueNode } from 'kysely'
import type { Dialect, Parameter } from '../dialects/dialect.ts'
import { checkValue } from '../fields/check-value.ts'
import type { ValueType } from '../fields/value-type.ts'
import { keyOf } from '../models/key-of.ts'

/** The place of a value in a compiled statement: which value of the query, and how it becomes a parameter. */
export interface Slot {
  readonly value: number
  readonly bind: (value: unknown) => Parameter
}

/** A parameter; Kysely's compilers hand its slot through. */
export function slotNode(value: number, bind: Slot['bind']): ValueNode {
  const slot: Slot = { value, bind }
  return ValueNode.create(slot)
}

/**
 * What turns values of a type into parameters.
 * @throws UsageError, when called, for a value that is not of the type.
 */
export function binder(dialect: Dialect, type: ValueType): Slot['bind'] {
  const { encode } = dialect.types[type.kind]
  const { target } = type
  // `checkValue` has answered the kind's own form, which is what the codec takes; without a codec the driver takes it.
  const send = encode
    ? (value: unknown) => encode(checkValue(type, value) as never, type)
    : (value: unknown) => checkValue(type, value) as Parameter
  return (value) => {
    const plain = target !== undefined && typeof value === 'object' ? keyOf(value, target) : value
    return plain === null ? null : send(plain)
  }
}

/** A whole number, for LIMIT and OFFSET. */
export function bindNumber(value: unknown): Parameter {
  return Number(value)
}
