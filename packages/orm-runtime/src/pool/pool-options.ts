/** Limits of a pool; times in milliseconds, `Infinity` for no limit. */
export interface PoolOptions {
  /** Begins the name of each connection: `pool` makes `pool 1`, `pool 2`, … */
  readonly name: string
  /** Connections that are kept open even when nobody needs them. */
  readonly min: number
  readonly max: number
  /** How long a caller waits for a connection before it gets a `PoolTimeout`. */
  readonly acquireTimeout: number
  /** How long a connection above `min` stays open unused. */
  readonly idleTimeout: number
  /** How long a connection lives at most; up to a tenth less, so that not all of them end at once. */
  readonly maxLifetime: number
  /** A connection unused for longer than this is asked for a sign of life before anybody gets it. */
  readonly pingAfterIdle: number
  /** Callers that may wait for others to give a connection back; one more gets a `PoolQueueFull`. */
  readonly maxQueue: number
}

export const poolDefaults: PoolOptions = {
  name: 'pool',
  min: 0,
  max: 10,
  acquireTimeout: 10_000,
  idleTimeout: 60_000,
  maxLifetime: 30 * 60_000,
  pingAfterIdle: 1_000,
  maxQueue: 10_000,
}

/** What a program may say of a pool; the rest is as in {@link poolDefaults}. */
export type PoolSettings = Partial<Omit<PoolOptions, 'name'>>

/** The limits of a database's pool. */
export function poolOptions(given: PoolSettings): PoolOptions {
  return {
    name: poolDefaults.name,
    min: given.min ?? poolDefaults.min,
    max: given.max ?? poolDefaults.max,
    acquireTimeout: given.acquireTimeout ?? poolDefaults.acquireTimeout,
    idleTimeout: given.idleTimeout ?? poolDefaults.idleTimeout,
    maxLifetime: given.maxLifetime ?? poolDefaults.maxLifetime,
    pingAfterIdle: given.pingAfterIdle ?? poolDefaults.pingAfterIdle,
    maxQueue: given.maxQueue ?? poolDefaults.maxQueue,
  }
}
