import { asyncContext } from '../execute/async-context.ts'
import { clientSignal, type ClosingResponse } from './client-signal.ts'

/**
 * A middleware for Koa: in what comes after it, blocking queries throw `SynchronousOnlyOperation`, and a client that goes
 * away cancels its queries.
 *
 * ```ts
 * app.use(requestContext())
 * ```
 */
export function requestContext() {
  return (context: { readonly res: ClosingResponse }, next: () => Promise<unknown>): Promise<unknown> =>
    asyncContext(next, { signal: clientSignal(context.res) })
}
