import type { Outcome } from '../dialects/connections.ts'
import type { Steps } from '../execute/steps.ts'
import type { Query } from '../query/query.ts'
import { hydrated } from './prefetch/hydrate.ts'
import { prefetchRows } from './prefetch/prefetch-rows.ts'
import { requireTransaction } from './require-transaction.ts'
import type { FetchedRows, ResultCache } from './result-cache.ts'
import { rowsStatement } from './statements.ts'

/** The rows of a query as results, from the cache if it has them. */
export function* fetched<R>(query: Query<R>, cache?: ResultCache): Steps<R[]> {
  if (query.known) return [...query.known]
  return hydrated(yield* fetchedRows(query, cache))
}

/** An iterator of the rows. */
export function* iterated<R>(query: Query<R>, cache?: ResultCache): Steps<IterableIterator<R>> {
  return (yield* fetched(query, cache)).values()
}

/** The rows as the database gives them, those of prefetched relations beside them, from the cache if it has them. */
export function* fetchedRows<R>(query: Query<R>, cache?: ResultCache): Steps<FetchedRows> {
  const { database, statement, read, models } = rowsStatement(query)
  if (query.shape.state.lock) requireTransaction(query, database.alias)
  const known = cache?.get(database.alias)
  if (known) return known
  // What `send` does, without a generator for each query. Both executors answer a statement with its outcome.
  const { rows } = (yield { kind: 'statement', database, statement }) as Outcome
  const related = query.prefetch.length > 0 ? yield* prefetchRows(query, rows, models) : []
  const result = { query, rows, read, related }
  cache?.keep(database.alias, result)
  return result
}
