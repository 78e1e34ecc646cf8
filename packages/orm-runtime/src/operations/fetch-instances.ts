import { combinedSignal } from '../execute/context.ts'
import { runWith } from '../execute/run-async.ts'
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
  const signal = combinedSignal(options.signal)
  signal?.throwIfAborted()
  const execute = (shared: AbortSignal | undefined) => runWith(shared, call, fetchedRows(query, cache))
  return hydratedInTurns(await cache.share(alias, signal, execute))
}
