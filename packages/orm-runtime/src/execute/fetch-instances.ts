import { setImmediate as turn } from 'node:timers/promises'
import type { Query } from '../query/query.ts'
import { ResultCache } from '../query/result-cache.ts'
import { fetchedRows } from '../query/terminals/fetched.ts'
import { runAsync } from './run-async.ts'
import type { AsyncCall } from './steps.ts'

/**
 * The rows of a query as instances of the caller's own. Calls on one queryset share the execution in flight. The event
 * loop turns between chunks of a large result.
 */
export async function fetchInstances<M>(call: AsyncCall, query: Query<M>, cache = new ResultCache<M>()): Promise<M[]> {
  const { rows, instanceOf } = await cache.share(() => runAsync(call, fetchedRows(query, cache)))
  const instances: M[] = []
  for (const row of rows) {
    if (instances.length > 0 && instances.length % CHUNK === 0) await turn()
    instances.push(instanceOf(row))
  }
  return instances
}

/** Less than a millisecond's work. */
const CHUNK = 500
