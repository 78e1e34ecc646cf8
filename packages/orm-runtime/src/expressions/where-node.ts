import { UsageError } from '../errors/usage-error.ts'
import type { ConditionNode, LookupArgument } from './expression-node.ts'
import { Expression } from './expression.ts'
import { isQuerySource, queryOf } from './query-source.ts'

/**
 * An object of lookups as a condition.
 * @throws UsageError for a value that is undefined.
 */
export function whereNode(where: object): ConditionNode {
  const parts = Object.entries(where).map(([lookup, value]): ConditionNode => ({
    kind: 'lookup',
    lookup,
    argument: argumentOf(lookup, value),
  }))
  const [only] = parts
  return parts.length === 1 && only ? only : { kind: 'and', parts }
}

/** The right side of a lookup, as the program writes it. */
export function argumentOf(lookup: string, value: unknown): LookupArgument {
  if (value === undefined) throw new UsageError(`The value of '${lookup}' is undefined. Write null for "no value".`)
  if (value === null) return { kind: 'isNull', isNull: true }
  if (lookup.endsWith('__isNull') && typeof value === 'boolean') return { kind: 'isNull', isNull: value }
  if (value instanceof Expression) return { kind: 'expression', expression: value.node }
  if (isQuerySource(value)) return { kind: 'query', query: { query: queryOf(value) } }
  return { kind: 'value', value }
}
