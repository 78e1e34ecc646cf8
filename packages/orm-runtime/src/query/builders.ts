import { UsageError } from '../errors/usage-error.ts'
import type { ConditionNode } from '../expressions/expression-node.ts'
import { Expression, type Order } from '../expressions/expression.ts'
import { orderNode } from '../expressions/order-node.ts'
import { Condition, conditionNode } from '../expressions/q.ts'
import { isQuerySource } from '../expressions/query-source.ts'
import { argumentOf, whereNode } from '../expressions/where-node.ts'
import { liftCondition, liftOrder, type Placement } from './lift.ts'
import { Prefetch, type AnyPrefetch } from './prefetch.ts'
import { derived, refuseCombined, refuseSliced, type FetchMode, type Query } from './query.ts'

// Methods that return a new query. None touches a database; names are checked when a plan is compiled.

export function all<R>(query: Query<R>): Query<R> {
  return query
}

export function none<R>(query: Query<R>): Query<R> {
  return derived(query, 'none', [], (state) => ({ ...state, none: true }))
}

export function filter<R>(query: Query<R>, where: object, ...more: readonly object[]): Query<R> {
  return narrow(query, together(where, more), 'filter')
}

export function exclude<R>(query: Query<R>, where: object, ...more: readonly object[]): Query<R> {
  return narrow(query, together(where, more), 'exclude')
}

export function orderBy<R>(query: Query<R>, ...order: readonly (string | Order | Expression)[]): Query<R> {
  refuseSliced(query, 'orderBy')
  const values: unknown[] = query.values.slice()
  const nodes = order.map((one) => liftOrder(orderNode(one), values, placement(query)))
  const step = `order\0${order.every((one) => typeof one === 'string') ? order.join('\0') : JSON.stringify(nodes)}`
  return derived(query, step, values.slice(query.values.length), (state) => ({ ...state, order: nodes, ordered: true }))
}

/** Where aggregates stand that come now: of the query's groups, or, without groups, of the rows related to each row. */
function placement({ shape }: Query): Placement {
  const { where, groupBy } = shape.state
  return groupBy ? { after: where.length } : { after: where.length, perRow: true }
}

export function selectRelated<R>(query: Query<R>, ...names: readonly string[]): Query<R> {
  return derived(query, `related\0${names.join('\0')}`, [], (state) => ({
    ...state,
    related: [...new Set([...state.related, ...names])],
  }))
}

export function prefetchRelated<R>(query: Query, ...lookups: readonly (string | AnyPrefetch)[]): Query<R> {
  const added = lookups.map((one) => (typeof one === 'string' ? new Prefetch(one) : one))
  // The rows take the attributes that the caller's type names.
  return { ...query, prefetch: [...query.prefetch, ...added], known: undefined } as Query<R>
}

export function slice<R>(query: Query<R>, from: number, to?: number): Query<R> {
  if (!Number.isSafeInteger(from) || from < 0 || (to !== undefined && (!Number.isSafeInteger(to) || to < from))) {
    throw new UsageError(`slice(${from}, ${to}) takes whole numbers with 0 ≤ from ≤ to.`)
  }
  const { offset, limit } = query.shape.state
  const start = (offset === undefined ? 0 : Number(query.values[offset])) + from
  const room = limit === undefined ? Infinity : Math.max(0, Number(query.values[limit]) - from)
  const length = Math.min(to === undefined ? Infinity : to - from, room)
  const first = query.values.length
  const bounds = [...(start > 0 ? [start] : []), ...(length < Infinity ? [length] : [])]
  const step = `slice${start > 0 ? ' offset' : ''}${length < Infinity ? ' limit' : ''}`
  return derived(query, step, bounds, ({ offset: _, limit: __, ...state }) => ({
    ...state,
    ...(start > 0 && { offset: first }),
    ...(length < Infinity && { limit: first + bounds.length - 1 }),
  }))
}

export function using<R>(query: Query<R>, database: string): Query<R> {
  return { ...query, database, known: undefined }
}

export function fetchMode<R>(query: Query<R>, mode: FetchMode): Query<R> {
  return { ...query, fetchMode: mode, known: undefined }
}

/** A query with one more clause. */
function narrow<R>(query: Query<R>, where: object, by: 'filter' | 'exclude'): Query<R> {
  const lifted = where instanceof Condition || where instanceof Expression ? undefined : plainStep(where)
  if (lifted?.values.length === 0) return query
  refuseSliced(query, by)
  refuseCombined(query, by)
  const add = (condition: ConditionNode): ConditionNode =>
    by === 'exclude' ? { kind: 'not', part: condition } : condition
  if (lifted) {
    // The usual case: the names are the step, and the tree is made the first time only.
    return derived(query, `${by}${lifted.step}`, lifted.values, (state) => {
      const clause = add(liftCondition(whereNode(where), query.values.slice()))
      return { ...state, where: [...state.where, clause] }
    })
  }
  const values = query.values.slice()
  const clause = add(liftCondition(conditionNode(where), values, placement(query)))
  return derived(query, `${by}\0${JSON.stringify(clause)}`, values.slice(query.values.length), (state) => ({
    ...state,
    where: [...state.where, clause],
  }))
}

/** All that one call asks for: lookups in it speak of the same related rows. */
function together(where: object, more: readonly object[]): object {
  if (more.length === 0) return where
  return new Condition({ kind: 'and', parts: [where, ...more].map(conditionNode) })
}

/** The names and values of lookups that take plain values; undefined where one of them decides more than a value. */
function plainStep(where: object): { readonly step: string; readonly values: readonly unknown[] } | undefined {
  let step = ''
  const values: unknown[] = []
  for (const [lookup, value] of Object.entries(where)) {
    if (value === undefined) argumentOf(lookup, value)
    if (value === null || value instanceof Expression || isQuerySource(value)) return undefined
    if (lookup.endsWith('__isNull') || lookup.endsWith('__range')) return undefined
    step += `\0${lookup}`
    values.push(value)
  }
  return { step, values }
}
