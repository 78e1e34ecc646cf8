import { AsyncLocalStorage } from 'node:async_hooks'
import type { AsyncTransaction } from './async-transaction.ts'

/** What travels with a chain of asynchronous calls. */
export interface Context {
  /** True where blocking calls are errors: inside `asyncContext`. */
  readonly asynchronous: boolean
  /** The innermost open (or, for code that outlived it, ended) transaction of each database, by alias. */
  readonly transactions?: ReadonlyMap<string, AsyncTransaction>
  /** Aborts all queries of the context, for example when the client has gone. */
  readonly signal?: AbortSignal | undefined
  /** True inside a transaction and behind its commit: `close()` waits for it, and so lets its queries begin. */
  readonly isPartOfCall?: true
}

const storage = new AsyncLocalStorage<Context>()

/** The context of the running code; undefined outside of all. */
export function currentContext(): Context | undefined {
  return storage.getStore()
}

/** The transaction of a database in whose context the running code is. */
export function currentTransaction(alias: string): AsyncTransaction | undefined {
  return storage.getStore()?.transactions?.get(alias)
}

/** Runs a callback inside a context and waits for what it returns there: a returned queryset is sent inside. */
export function inContext<T>(context: Context, callback: () => T | PromiseLike<T>): Promise<T> {
  return storage.run(context, async () => await callback())
}

/** Aborts when the signal of a call does, or that of the running code's context. */
export function combinedSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  const outer = storage.getStore()?.signal
  if (!signal || signal === outer) return outer
  return outer ? AbortSignal.any([signal, outer]) : signal
}
