import type { IncomingMessage, ServerResponse } from 'node:http'
import { asyncContext } from '../execute/async-context.ts'
import { clientSignal } from './client-signal.ts'

/**
 * Wraps a request listener of `node:http` or `node:https`: blocking queries inside throw `SynchronousOnlyOperation`, and
 * a client that goes away cancels its queries.
 *
 * ```ts
 * createServer(requestContext(async (request, response) => { … }))
 * ```
 */
export function requestContext(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    void asyncContext(() => listener(request, response), { signal: clientSignal(response) })
  }
}
