import { setMaxListeners } from 'node:events'

/** Calls the listener when the signal aborts, or at once if it has; answers how to stop listening. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  // One signal for all queries of a request is no leak, though Node warns of the eleventh listener.
  setMaxListeners(0, signal)
  if (signal.aborted) listener()
  signal.addEventListener('abort', listener)
  return () => signal.removeEventListener('abort', listener)
}

/** What the work answers, or a rejection with the signal's reason as soon as it aborts; the work itself goes on. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    // A signal's reason may be anything; it is handed on as it is.
    const ignore = onAbort(signal, () => reject(signal.reason as Error))
    work.then(resolve, reject).finally(ignore)
  })
}
