import { asyncContext } from '../execute/async-context.ts'
import { clientSignal, type ClosingResponse } from './client-signal.ts'

/**
 * A middleware for Express: in what comes after it, blocking queries throw `SynchronousOnlyOperation`, and a client that
 * goes away cancels its queries.
 *
 * ```ts
 * app.use(requestContext())
 * ```
 */
export function requestContext() {
  return (_request: unknown, response: ClosingResponse, next: () => void): void => {
    void asyncContext(next, { signal: clientSignal(response) })
  }
}
