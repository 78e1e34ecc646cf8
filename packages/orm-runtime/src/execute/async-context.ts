import { combinedSignal, currentContext, inContext } from './context.ts'
import type { CallOptions } from './steps.ts'

/**
 * Runs a callback in which blocking calls throw `SynchronousOnlyOperation`: wrap each request's handler in it. Answers
 * what the callback answers; a queryset that it returns is sent inside. A `signal` aborts all queries inside.
 */
export function asyncContext<T>(callback: () => T | PromiseLike<T>, options: CallOptions = {}): Promise<T> {
  const signal = combinedSignal(options.signal)
  return inContext({ ...currentContext(), asynchronous: true, ...(signal && { signal }) }, callback)
}
