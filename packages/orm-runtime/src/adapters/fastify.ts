import { AsyncResource } from 'node:async_hooks'
import { asyncContext } from '../execute/async-context.ts'
import { clientSignal, type ClosingResponse } from './client-signal.ts'

/**
 * A plugin for Fastify: in the hooks and handlers that come after it, blocking queries throw `SynchronousOnlyOperation`,
 * and a client that goes away cancels its queries.
 *
 * ```ts
 * await app.register(requestContext)
 * ```
 */
export const requestContext = Object.assign(plugin, {
  // Fastify's mark of a plugin whose hooks are for the whole application, not for its own scope.
  [Symbol.for('skip-override')]: true,
})

function plugin(app: HookedApplication, _options: unknown, done: () => void): void {
  const contexts = new WeakMap<object, AsyncResource>()
  app.addHook('onRequest', (request, reply, next) => {
    const inside = () => {
      const context = new AsyncResource('RequestContext')
      contexts.set(request, context)
      next()
    }
    void asyncContext(inside, { signal: clientSignal(reply.raw) })
  })
  // The body is read in between, and its events belong to the connection, not to the request.
  app.addHook('preValidation', (request, _reply, next) => {
    const context = contexts.get(request)
    if (context) context.runInAsyncScope(next)
    else next()
  })
  done()
}

interface HookedApplication {
  addHook(name: 'onRequest' | 'preValidation', hook: Hook): unknown
}

type Hook = (request: object, reply: { readonly raw: ClosingResponse }, next: () => void) => void
