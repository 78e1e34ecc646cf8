import { send, type Steps } from '../execute/steps.ts'
import type { Query } from '../query/query.ts'
import type { FetchedRows, ResultCache } from './result-cache.ts'
import { rowsStatement } from './statements.ts'

/** The rows of a query as results, from the cache if it has them. */
export function* fetched<R>(query: Query<R>, cache?: ResultCache): Steps<R[]> {
  return resultsOf(yield* fetchedRows(query, cache))
}

/** An iterator of the rows. */
export function* iterated<R>(query: Query<R>, cache?: ResultCache): Steps<IterableIterator<R>> {
  return (yield* fetched(query, cache)).values()
}

/** The rows as the database gives them, from the cache if it has them. */
export function* fetchedRows<R>(query: Query<R>, cache?: ResultCache): Steps<FetchedRows> {
  const { database, statement, read } = rowsStatement(query)
  const known = cache?.get(database.alias)
  if (known) return known
  const { rows } = yield* send(database, statement)
  const result = { rows, read }
  cache?.keep(database.alias, result)
  return result
}

/** Results of the caller's own. */
export function resultsOf<R>({ rows, read }: FetchedRows): R[] {
  // The reader was made for the query whose rows the caller names.
  return rows.map(read) as R[]
}
