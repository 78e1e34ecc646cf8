import { UsageError } from '../errors/usage-error.ts'
import type { ConditionNode, LookupArgument } from './expression-node.ts'
import { Expression } from './expression.ts'
import { isQuerySource, queryOf } from './query-source.ts'

/**
 * An object of lookups as a condition.
 * @throws UsageError for a value that is undefined.
 */
export function whereNode(where: object): ConditionNode {
  const parts = Object.entries(where)
    .flatMap(([lookup, value]) => endsOf(lookup, value) ?? [[lookup, value] as const])
    .map(([lookup, value]): ConditionNode => ({ kind: 'lookup', lookup, argument: argumentOf(lookup, value) }))
  const [only] = parts
  return parts.length === 1 && only ? only : { kind: 'and', parts }
}

/** A range with an expression as an end: as its two comparisons. */
function endsOf(lookup: string, value: unknown): readonly (readonly [lookup: string, value: unknown])[] | undefined {
  if (!lookup.endsWith('__range') || !Array.isArray(value) || value.length !== 2) return undefined
  const [from, to] = value as readonly unknown[]
  if (!(from instanceof Expression) && !(to instanceof Expression)) return undefined
  const path = lookup.slice(0, -'__range'.length)
  return [
    [`${path}__gte`, from],
    [`${path}__lte`, to],
  ]
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
