import type { Caller } from '../dialects/connections.ts'
import type { CallSite } from './call-site.ts'

/**
 * How a connection comes back. `clean`: as it was taken. `dirty`: it must be reset before anybody else gets it. `broken`:
 * it is of no use any more.
 */
export type LeaseState = 'clean' | 'dirty' | 'broken'

/** A connection that one caller has alone. */
export interface Lease<C> {
  readonly connection: C
  /** `pool 3` */
  readonly name: string
  /** Settles when the connection is back in the pool, or closed. Never rejects; a second call does nothing. */
  readonly release: (state: LeaseState) => Promise<void>
}

/** What a caller says when it asks for a connection. */
export interface AcquireRequest {
  readonly caller: Caller
  /** Aborts: the caller leaves the queue, with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /**
   * `statement` for a connection that comes back after one statement: then the pool does not look where in the program it
   * is taken, which costs 10 to 25 microseconds. Default: `session`.
   */
  readonly use?: 'statement' | 'session'
  /** The connection that the caller has already and keeps meanwhile; lets the pool see a deadlock. */
  readonly holds?: Lease<unknown> | undefined
}

/** Who has a connection, as the pool knows it. */
export interface Holding {
  readonly request: AcquireRequest
  readonly callSite: CallSite | undefined
  /** Milliseconds of `performance.now()`. */
  readonly since: number
}
