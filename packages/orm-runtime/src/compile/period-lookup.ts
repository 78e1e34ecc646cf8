import { BinaryOperationNode, OperatorNode, RawNode, type ComparisonOperator, type OperationNode } from 'kysely'
import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import { checkValue } from '../fields/check-value.ts'
import type { LookupPath } from './lookup-path.ts'
import type { Scope } from './scope.ts'
import { binder, slotNode } from './slot.ts'

/**
 * `createdAt__year` and `createdAt__date` with a value, as a range of the column itself, which an index helps to find;
 * undefined for all other lookups.
 */
export function periodLookup(left: Typed, path: LookupPath, slot: number, scope: Scope): OperationNode | undefined {
  const [transform, ...others] = path.transforms
  if (transform?.kind !== 'part' || others.length > 0) return undefined
  const { part } = transform
  const { kind, place } = left.type
  if (part !== 'year' && !(part === 'date' && kind === 'datetime')) return undefined
  if (kind !== 'date' && kind !== 'datetime') return undefined
  const bind = binder(scope.dialect, left.type)
  const edge = (side: 'first' | 'last') =>
    slotNode(slot, (value) => bind(edgeOf(part === 'year' ? days(value, place)[side] : day(value, place), side, kind)))
  const compare = (operator: ComparisonOperator, side: 'first' | 'last') =>
    BinaryOperationNode.create(left.node, OperatorNode.create(operator), edge(side))
  switch (path.lookup) {
    case 'exact':
      return RawNode.create(['', ' between ', ' and ', ''], [left.node, edge('first'), edge('last')])
    case 'gt':
      return compare('>', 'last')
    case 'gte':
      return compare('>=', 'first')
    case 'lt':
      return compare('<', 'first')
    case 'lte':
      return compare('<=', 'last')
    default:
      return undefined
  }
}

/** The first and the last day of a year. */
function days(value: unknown, place: string): { readonly first: string; readonly last: string } {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 9999) {
    throw new UsageError(`${place}__year takes a whole number from 1 to 9999, not ${String(value)}.`)
  }
  const year = String(value).padStart(4, '0')
  return { first: `${year}-01-01`, last: `${year}-12-31` }
}

function day(value: unknown, place: string): string {
  // A day's canonical form is its text.
  return checkValue({ kind: 'date', place: `${place}__date` }, value) as string
}

/** Moments have milliseconds and no more. */
function edgeOf(day: string, side: 'first' | 'last', kind: 'date' | 'datetime'): string | Date {
  if (kind === 'date') return day
  return new Date(`${day}T${side === 'first' ? '00:00:00.000' : '23:59:59.999'}Z`)
}
