import { setImmediate as turn } from 'node:timers/promises'
import { runAsync } from '../execute/run-async.ts'
import type { AsyncCall, CallOptions } from '../execute/steps.ts'
import type { Query } from '../query/query.ts'
import { fetchedRows } from './fetched.ts'
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
  const { alias } = readingDatabase(query)
  const execute = () => runAsync(call, fetchedRows(query, cache), options)
  // What one caller may abort is that caller's own.
  const { rows, read } = await (options.signal ? execute() : cache.share(alias, execute))
  const results: R[] = []
  for (const row of rows) {
    if (results.length > 0 && results.length % CHUNK === 0) await turn()
    // The reader was made for this query.
    results.push(read(row) as R)
  }
  return results
}

/** Less than a millisecond's work. */
const CHUNK = 500
