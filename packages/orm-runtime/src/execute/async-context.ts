import { currentContext, inContext } from './context.ts'

/**
 * Runs a callback in which blocking calls throw `SynchronousOnlyOperation`: wrap each request's handler in it. Answers
 * what the callback answers; a queryset that it returns is sent inside.
 */
export function asyncContext<T>(callback: () => T | PromiseLike<T>): Promise<T> {
  return inContext({ ...currentContext(), asynchronous: true }, callback)
}
