import { asyncContext } from '../execute/async-context.ts'
import { clientGone } from './client-signal.ts'

/**
 * A middleware for Hono: in what comes after it, blocking queries throw `SynchronousOnlyOperation`, and a client that
 * goes away cancels its queries where the server aborts the request's signal, as `@hono/node-server` does.
 *
 * ```ts
 * app.use(requestContext())
 * ```
 */
export function requestContext() {
  return (context: { readonly req: { readonly raw: Request } }, next: () => Promise<void>): Promise<void> => {
    // Servers abort with reasons of their own, which are not always errors.
    const controller = new AbortController()
    context.req.raw.signal.addEventListener('abort', () => controller.abort(clientGone()), { once: true })
    return asyncContext(next, { signal: controller.signal })
  }
}
