import { openTransaction } from '../bridges/open-transaction.ts'
import { UsageError } from '../errors/usage-error.ts'
import { currentContext, inContext } from '../execute/context.ts'
import { memoryStore, type CacheStore } from './cache-store.ts'
import { generationOf, renewGeneration } from './generations.ts'
import { packRows, unpackRows, type PackedRows } from './packed-rows.ts'
import { SingleFlight } from './single-flight.ts'

/** What a query asks, as far as a cache must know. */
export interface QueryIdentity {
  /** Its database, SQL and parameters: the same for two querysets that ask the same. */
  readonly signature: string
  /** The tables that it reads. */
  readonly tables: readonly string[]
}

export interface CachedQueryOptions {
  /** Milliseconds for which the rows are kept. */
  readonly ttl: number
  /** A name for the rows instead of the query's signature; two queries must not share one. */
  readonly key?: string
  /** Where the rows are kept: the memory of this process unless told. */
  readonly store?: CacheStore
}

export interface QueryCaching {
  /**
   * The results of a queryset, from the cache if it has them. Kept are rows, never rejections; each caller gets instances
   * of its own. Callers that miss at the same time share one execution, which no single caller's abort ends. Inside a
   * transaction the cache is neither asked nor filled.
   *
   * ```ts
   * const products = await cachedQuery(Product.objects.filter({ active: true }), { ttl: 60_000 })
   * ```
   * @throws UsageError for a promise in place of a queryset: it was sent already.
   */
  readonly cachedQuery: <T>(queryset: PromiseLike<T>, options: CachedQueryOptions) => Promise<T>
  /** Forgets the rows of all queries that read the models' tables; after a transaction call it in `onCommit`. */
  readonly invalidate: (models: Table | readonly Table[], store?: CacheStore) => Promise<void>
}

/** A model's class. */
export interface Table {
  readonly table: string
}

/** The caching of querysets, given how to tell what a queryset asks. */
export function queryCaching(identify: (queryset: object) => QueryIdentity): QueryCaching {
  const shared = memoryStore()
  const flights = new SingleFlight<PackedRows>()

  async function packed(queryset: PromiseLike<unknown>, { ttl, key, store = shared }: CachedQueryOptions) {
    const { signature, tables } = identify(queryset)
    const generations = await Promise.all(tables.map((table) => generationOf(store, table)))
    const name = `orm:rows:${generations.join(',')}:${key ?? signature}`
    const kept = await store.get(name)
    // Only rows that were packed are stored under such a name.
    if (kept !== undefined) return kept as PackedRows
    return flights.share(store, name, async () => {
      const rows = await fetchRows(queryset)
      await store.set(name, rows, ttl)
      return rows
    })
  }

  return {
    cachedQuery: async <T>(queryset: PromiseLike<T>, options: CachedQueryOptions): Promise<T> => {
      check(queryset, options)
      if (openTransaction()) return queryset
      const rows = await untilAborted(packed(queryset, options))
      // What was packed was this queryset's result.
      return unpackRows(rows) as T
    },
    invalidate: async (models, store = shared) => {
      const tables = [models].flat().map(({ table }) => table)
      await Promise.all(tables.map((table) => renewGeneration(store, table)))
    },
  }
}

function check(queryset: PromiseLike<unknown>, { ttl }: CachedQueryOptions): void {
  if (queryset instanceof Promise) {
    throw new UsageError('cachedQuery was given a promise, whose query was sent already. Give the queryset itself.')
  }
  if (!(ttl > 0)) throw new UsageError(`ttl: ${ttl} is no time to keep rows for. Give milliseconds.`)
}

/** Sends the query so that the signal of the caller who came first does not end it for the others. */
async function fetchRows(queryset: PromiseLike<unknown>): Promise<PackedRows> {
  const context = currentContext()
  return packRows(await inContext({ asynchronous: false, ...context, signal: undefined }, () => queryset))
}

/** Rejects when the context of this caller aborts; the work goes on for others. */
async function untilAborted<T>(work: Promise<T>): Promise<T> {
  const signal = currentContext()?.signal
  if (!signal) return work
  const { promise, stop } = abortOf(signal)
  try {
    return await Promise.race([work, promise])
  } finally {
    stop()
  }
}

function abortOf(signal: AbortSignal): { readonly promise: Promise<never>; readonly stop: () => void } {
  let stop = () => {}
  const promise = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    stop = () => signal.removeEventListener('abort', abort)
  })
  return { promise, stop }
}
