import { AsyncLocalStorage } from 'node:async_hooks'
import { addQueryListener } from '../execute/query-log.ts'
import type { TracedQuery } from './traced-query.ts'

/** What some work has sent until it settled, and how it settled. */
export interface RecordedWork<T> {
  readonly queries: readonly TracedQuery[]
  readonly outcome: PromiseSettledResult<T>
}

/** One recording, and the one around it, which takes its queries too. */
interface Recording {
  readonly outer: Recording | undefined
}

const recordings = new AsyncLocalStorage<Recording>()

/** Records the queries that some work sends, and not those of others at the same time. It never rejects. */
export async function recordQueries<T>(work: () => T | PromiseLike<T>): Promise<RecordedWork<T>> {
  const recording: Recording = { outer: recordings.getStore() }
  const queries: TracedQuery[] = []
  // The listener is called in the context of the call that sent the query.
  const stop = addQueryListener((query) => {
    if (isWithin(recording)) queries.push(query)
  })
  const [outcome] = await Promise.allSettled([recordings.run(recording, async () => await work())])
  stop()
  return { queries, outcome }
}

function isWithin(recording: Recording): boolean {
  for (let at = recordings.getStore(); at; at = at.outer) if (at === recording) return true
  return false
}
