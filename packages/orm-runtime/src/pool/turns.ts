import type { PooledDriver } from './pool.ts'

/** Connects to nothing: a pool of it hands out turns in order, in bounded time, and names those that have one. */
export const turns: PooledDriver<'a turn'> = {
  open: () => Promise.resolve('a turn'),
  ping: () => Promise.resolve(),
  reset: () => Promise.resolve(),
  close: () => Promise.resolve(),
  isUsable: () => true,
}

/** The limits that a pool of turns has not. */
export const turnLimits = { min: 0, idleTimeout: Infinity, maxLifetime: Infinity, pingAfterIdle: Infinity }
