import { UsageError } from '../errors/usage-error.ts'
import { toDatabase, type Bindable } from '../models/column-values.ts'
import { keyOf } from '../models/key-of.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'

/** The place of a value in a compiled statement: which value of the query, and how it is bound. */
export interface Slot {
  readonly value: number
  /** Absent for the numbers of a slice. */
  readonly column?: { readonly definition: ModelDefinition; readonly column: Column }
  readonly encode?: 'list' | 'pattern'
}

/** The parameter that a slot takes from a query's values. */
export function bindSlot(slot: Slot, values: readonly unknown[]): Bindable {
  const value = values[slot.value]
  if (!slot.column) return Number(value)
  const { definition, column } = slot.column
  if (slot.encode === 'list') {
    if (!Array.isArray(value)) throw new UsageError(`${definition.name}.${column.name}__in takes an array.`)
    return JSON.stringify(value.map((one) => bound(definition, column, one)))
  }
  const parameter = bound(definition, column, value)
  return slot.encode === 'pattern' ? `%${String(parameter).replace(/[\\%_]/g, '\\$&')}%` : parameter
}

function bound(definition: ModelDefinition, column: Column, value: unknown): Bindable {
  const target = column.relation === undefined ? definition.name : (column.definition.target ?? '')
  return toDatabase(definition, column, keyOf(value, target))
}
