import type { AsyncLocalStorage } from 'node:async_hooks'
import { UsageError } from '../errors/usage-error.ts'

/** How a value of the context crosses between threads. */
export interface ContextCarrier<T> {
  /** The value where the call is made; it is cloned. Undefined if there is none. */
  readonly read: () => T | undefined
  /** Runs a callback in the other thread so that it finds the value. */
  readonly restore: <R>(value: T, callback: () => R) => R
}

const carriers = new Map<string, ContextCarrier<unknown>>()

/**
 * Sends a value along with each call of `syncToAsync` and `asyncToSync`: a tenant, a language, a request's id. Write it
 * in a module that both sides import, because each thread has storages and registrations of its own. An
 * `AsyncLocalStorage` is a carrier as it is. What the other thread does to its copy stays there.
 *
 * asgiref carries all context variables, and their changes back; JavaScript can't list them, nor share them.
 * @throws UsageError where another carrier has the name.
 */
export function carryContext<T>(name: string, carrier: ContextCarrier<T> | AsyncLocalStorage<T>): void {
  if (carriers.has(name)) throw new UsageError(`A context '${name}' is carried already. Choose another name.`)
  carriers.set(name, carrierOf(carrier))
}

/** The values of the running code, by name. */
export function readContext(): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, { read }] of carriers) {
    const value = read()
    if (value !== undefined) values[name] = value
  }
  return values
}

/** Runs a callback within values that came from another thread. One that nothing here has asked for is left out. */
export function withContext<R>(values: Readonly<Record<string, unknown>>, callback: () => R): R {
  const restored = Object.entries(values).reduce<() => R>((inner, [name, value]) => {
    const carrier = carriers.get(name)
    return carrier ? () => carrier.restore(value, inner) : inner
  }, callback)
  return restored()
}

function carrierOf<T>(carrier: ContextCarrier<T> | AsyncLocalStorage<T>): ContextCarrier<unknown> {
  const { read, restore } = 'getStore' in carrier ? storageCarrier(carrier) : carrier
  // A value is restored by the carrier of the same name that has read it, and so has its type.
  return { read, restore: (value, callback) => restore(value as T, callback) }
}

function storageCarrier<T>(storage: AsyncLocalStorage<T>): ContextCarrier<T> {
  return { read: () => storage.getStore(), restore: (value, callback) => storage.run(value, callback) }
}
