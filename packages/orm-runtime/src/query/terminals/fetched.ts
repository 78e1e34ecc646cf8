import type { Steps } from '../../execute/steps.ts'
import type { Query } from '../query.ts'
import type { FetchedRows, ResultCache } from '../result-cache.ts'
import { rowsStatement } from '../statements.ts'

/** The rows of a query as instances, from the cache if it has them. */
export function* fetched<M>(query: Query<M>, cache?: ResultCache<M>): Steps<M[]> {
  const { rows, instanceOf } = yield* fetchedRows(query, cache)
  return rows.map((row) => instanceOf(row))
}

/** An iterator of the rows. */
export function* iterated<M>(query: Query<M>, cache?: ResultCache<M>): Steps<IterableIterator<M>> {
  return (yield* fetched(query, cache)).values()
}

/** The rows as the database gives them, from the cache if it has them. */
export function* fetchedRows<M>(query: Query<M>, cache?: ResultCache<M>): Steps<FetchedRows<M>> {
  const known = cache?.get()
  if (known) return known
  const { statement, instanceOf } = rowsStatement(query)
  const { rows } = yield statement
  const result = { rows, instanceOf }
  cache?.keep(result)
  return result
}
