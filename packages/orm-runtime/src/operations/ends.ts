import { UsageError } from '../errors/usage-error.ts'
import type { Steps } from '../execute/steps.ts'
import { orderBy, slice } from '../query/builders.ts'
import { refuseSliced, type Query } from '../query/query.ts'
import { reverse } from '../query/rows.ts'
import { fetched } from './fetched.ts'

// The rows at both ends of an order.

export function* first<R>(query: Query<R>): Steps<R | undefined> {
  const [row] = yield* fetched(slice(ordered(query, 'first'), 0, 1))
  return row
}

export function* last<R>(query: Query<R>): Steps<R | undefined> {
  refuseSliced(query, 'last')
  const [row] = yield* fetched(slice(reverse(ordered(query, 'last')), 0, 1))
  return row
}

export function* earliest<R>(query: Query<R>, ...names: readonly string[]): Steps<R> {
  return yield* end(query, 'earliest', names)
}

export function* latest<R>(query: Query<R>, ...names: readonly string[]): Steps<R> {
  return yield* end(query, 'latest', names)
}

function* end<R>(query: Query<R>, operation: 'earliest' | 'latest', names: readonly string[]): Steps<R> {
  refuseSliced(query, operation)
  if (names.length === 0) throw new UsageError(`\`${operation}\` needs the column to go by: ${operation}('createdAt').`)
  const inOrder = orderBy(query, ...names)
  const [row] = yield* fetched(slice(operation === 'latest' ? reverse(inOrder) : inOrder, 0, 1))
  if (row === undefined) throw new query.definition.model.DoesNotExist()
  return row
}

/** In the query's order, else by the key. */
function ordered<R>(query: Query<R>, operation: string): Query<R> {
  const { order, ordered: isOrdered, groupBy, rows } = query.shape.state
  if (order.length > 0 && (isOrdered || !groupBy)) return query
  if (groupBy || (query.shape.state.combined && rows.kind !== 'instances')) {
    throw new UsageError(`\`${operation}\` of groups needs an order: \`.orderBy('…').${operation}()\`.`)
  }
  return orderBy(query, query.definition.primaryKey)
}
