import { runAsync } from '../execute/run-async.ts'
import type { AsyncCall, CallOptions } from '../execute/steps.ts'
import type { Query } from '../query/query.ts'
import { fetchedRows } from './fetched.ts'
import { hydratedInTurns } from './prefetch/hydrate.ts'
import { ResultCache } from './result-cache.ts'
import { readingDatabase } from './statements.ts'

/**
 * The rows of a query as results of the caller's own. Calls on one queryset share the execution in flight. The event
 * loop turns between chunks of a large result.
 */
export async function fetchInstances<R>(
  call: AsyncCall,
  query: Query<R>,
  options: CallOptions = {},
  cache = new ResultCache(),
): Promise<R[]> {
  if (query.known) return [...query.known]
  const { alias } = readingDatabase(query)
  const execute = () => runAsync(call, fetchedRows(query, cache), options)
  // What one caller may abort is that caller's own.
  return hydratedInTurns(await (options.signal ? execute() : cache.share(alias, execute)))
}
