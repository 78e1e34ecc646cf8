// How the executors reach a database, whichever it is. A dialect's `open()` makes `Connections`; nothing above knows of
// workers, pools, sockets or drivers.

import type { ColumnKind } from '../fields/field-definition.ts'
import type { PoolState } from '../pool/pool-refusals.ts'

/** A parameter in the form that the dialect's driver takes. */
export type Parameter = string | number | bigint | boolean | Uint8Array | Date | null | readonly Parameter[]

/** A value as the driver gives it; the dialect's `types` turn it into the field's. */
export type Cell = string | number | bigint | boolean | Uint8Array | null

/** Cells in the order of the select list. */
export type Row = readonly Cell[]

/** A statement ready to be executed. */
export interface Statement {
  /** The same string object each time for one plan: drivers key their prepared statements by it. */
  readonly sql: string
  readonly parameters: readonly Parameter[]
  /** `read` may go to any connection, a replica included; `write` may not, and neither may a SELECT … FOR UPDATE. */
  readonly effect: 'read' | 'write'
  /** False for statements that come once (DDL, transaction control, raw SQL): drivers do not keep them prepared. */
  readonly prepare: boolean
  /** SQL of the program's own, never prepared: the outcome names its columns, and SQLite's integers come as bigints. */
  readonly describe?: true
  /** True for the first query of its shape, which compiled the plan; for the query log. */
  readonly compiled: boolean
}

export interface Outcome {
  /** Empty for statements that answer none. */
  readonly rows: readonly Row[]
  /** Rows that the statement inserted, changed (found, not only altered) or deleted. */
  readonly changes: number
  /** The key that the database gave to an inserted row, where it has no RETURNING. */
  readonly insertId?: number | bigint
  /** The columns of the rows, where the statement asked for them by `describe`. */
  readonly columns?: readonly ResultColumn[]
  /** The connection that was used, for the query log: `main`, `writer`, `reader 1`, `pipeline`, `pool 3`, … */
  readonly connection: string
}

/** A column of a result. */
export interface ResultColumn {
  readonly name: string
  /** The kind of field that holds such values, where the database says it and the cell is not the value itself. */
  readonly kind?: ColumnKind
}

/** Who waits or holds, for the messages of timeouts. */
export interface Caller {
  /** `User.objects.aget()`, `the transaction opened at app.ts:12`. */
  readonly describe: () => string
}

export interface SendOptions {
  readonly caller: Caller
  /**
   * Aborts: rejects with the signal's reason. PostgreSQL and MariaDB cancel the statement; on SQLite it runs to its end
   * and its answer is dropped.
   */
  readonly signal?: AbortSignal | undefined
}

export interface StreamOptions extends SendOptions {
  /** Rows of one chunk. */
  readonly chunkSize: number
}

export interface AcquireOptions extends SendOptions {
  /** `read` where nothing will be written: a SQLite reader or a replica will do. */
  readonly effect: 'read' | 'write'
}

/** All connections to one database. */
export interface Connections {
  /** The blocking half, opened when it is first used. */
  readonly blocking: () => BlockingConnection
  /** Executes one statement by itself (autocommit) on whichever connection suits it. */
  readonly execute: (statement: Statement, options: SendOptions) => Promise<Outcome>
  /** The rows of a SELECT in chunks as they are pulled, in flat memory. Leaving the loop frees the connection. */
  readonly stream: (statement: Statement, options: StreamOptions) => AsyncGenerator<readonly Row[], void, void>
  /** A connection for one caller alone, until `release`. Waits for one; the wait is bounded. */
  readonly acquire: (options: AcquireOptions) => Promise<Session>
  /** Who has connections, and how many wait for one. */
  readonly state: () => PoolState
  /** Takes no new work, waits for what was sent, then closes all connections, workers and timers. */
  readonly close: () => Promise<void>
}

/** A connection held by one caller: a transaction, or a lock. It runs one statement at a time; the caller sees to that. */
export interface Session {
  readonly name: string
  /** False once the connection is known to be gone. */
  readonly isUsable: () => boolean
  readonly execute: (statement: Statement, options: SendOptions) => Promise<Outcome>
  readonly stream: (statement: Statement, options: StreamOptions) => AsyncGenerator<readonly Row[], void, void>
  /**
   * Gives the connection back. `clean` if no transaction is open on it; otherwise it is reset (rolled back) or closed
   * before anybody else gets it. Never throws.
   */
  readonly release: (state: 'clean' | 'dirty') => Promise<void>
}

/** The connection of blocking calls; the calling thread waits. */
export interface BlockingConnection {
  readonly name: string
  readonly execute: (statement: Statement) => Outcome
  /** Rows in chunks, in flat memory. Other statements may be executed meanwhile. */
  readonly stream: (statement: Statement, chunkSize: number) => Generator<readonly Row[], void, void>
}
