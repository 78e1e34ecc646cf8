import { LRUCache } from 'lru-cache'

/**
 * Where cached rows are kept. Values are plain: arrays, objects, strings, numbers, dates, bigints and byte arrays, so a
 * store outside of the process can write them with `serialize` of `node:v8`. A store that fails fails the query.
 */
export interface CacheStore {
  /** The value, or undefined where there is none or its time is over. */
  get(key: string): unknown
  /** Keeps a value for so many milliseconds; for ever where none are given. */
  set(key: string, value: unknown, ttl?: number): unknown
  delete(key: string): unknown
}

/** A store in this process: the `max` keys that were used last. */
export function memoryStore({ max = 1000 }: { readonly max?: number } = {}): CacheStore {
  const entries = new LRUCache<string, object>({ max })
  return {
    get: (key) => (entries.get(key) as { readonly value: unknown } | undefined)?.value,
    set: (key, value, ttl) => entries.set(key, { value }, ttl === undefined ? {} : { ttl }),
    delete: (key) => entries.delete(key),
  }
}
