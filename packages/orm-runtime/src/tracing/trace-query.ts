import { AsyncLocalStorage } from 'node:async_hooks'
import type { TracedQuery } from './traced-query.ts'

/** Takes the queries of one `timeline`. */
export interface Recorder {
  readonly queries: TracedQuery[]
  /** The timeline around this one, which takes them too. */
  readonly outer: Recorder | undefined
  /** False once its work is done. */
  open: boolean
}

const recorders = new AsyncLocalStorage<Recorder>()

/** True where a timeline wants to hear of queries. */
export function isTraced(): boolean {
  return recorders.getStore() !== undefined
}

/** Tells the timelines in whose context the query was sent. The executors call it for each statement. */
export function traceQuery(query: TracedQuery): void {
  for (let recorder = recorders.getStore(); recorder; recorder = recorder.outer) {
    if (recorder.open) recorder.queries.push(query)
  }
}

/** Runs a callback whose queries a recorder takes. */
export async function recording<T>(
  callback: (recorder: Recorder) => T | PromiseLike<T>,
): Promise<{ readonly recorder: Recorder; readonly outcome: PromiseSettledResult<T> }> {
  const recorder: Recorder = { queries: [], outer: recorders.getStore(), open: true }
  const work = recorders.run(recorder, async () => await callback(recorder))
  const [outcome] = await Promise.allSettled([work])
  recorder.open = false
  return { recorder, outcome }
}
