import { ConnectionLost } from '../../errors/database-error.ts'
import { Pool, type PooledDriver } from '../../pool/pool.ts'
import { turnLimits, turns } from '../../pool/turns.ts'
import type { Connections, Outcome, SendOptions, Statement, StreamOptions } from '../connections.ts'
import { openBlockingPostgres } from './blocking-postgres.ts'
import { postgresSettings, type PostgresOptions, type PostgresSettings } from './connection-options.ts'
import { cursorStream } from './cursor-stream.ts'
import { loadDriver } from './driver.ts'
import { Pipeline } from './pipeline.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { giveBack, outcome, postgresSession } from './postgres-session.ts'

/**
 * The connections to a PostgreSQL database, each opened when it is first needed. There are four classes:
 * - *pipelined*: shared by reads outside transactions that are prepared and can't be aborted;
 * - *exclusive*, from the pool: transactions, locks, writes, and what can be aborted;
 * - *cursor*, from the pool: streams outside transactions, at most `max − 1` at once, so that loops over their rows can
 *   write;
 * - *blocking*: one for the blocking half.
 * @throws UsageError where an option is wrong or the driver is not installed.
 */
export async function openPostgres(options: string | PostgresOptions): Promise<Connections> {
  const settings = postgresSettings(options)
  await loadDriver()
  return new PostgresConnections(settings)
}

// A pipeline that so many statements wait for is reason to open the next one.
const crowd = 64

class PostgresConnections implements Connections {
  readonly #settings: PostgresSettings
  readonly #pool: Pool<PostgresConnection>
  readonly #streams: Pool<'a turn'>
  readonly #pipelines: readonly Pipeline[]
  #blocking: ReturnType<typeof openBlockingPostgres> | undefined
  #closing: Promise<void> | undefined

  constructor(settings: PostgresSettings) {
    this.#settings = settings
    this.#pool = new Pool(pooledDriver(settings), settings.pool)
    // Streams take turns as callers take connections: in order, in bounded time, and with the names of those that have one.
    const max = Math.max(1, settings.pool.max - 1)
    this.#streams = new Pool(turns, { ...settings.pool, ...turnLimits, name: 'stream', max })
    this.#pipelines = Array.from({ length: settings.pipelines }, (_, index) => {
      return new Pipeline(`pipeline ${index + 1}`, settings)
    })
  }

  blocking() {
    return (this.#blocking ??= openBlockingPostgres(this.#settings))
  }

  async execute(statement: Statement, options: SendOptions): Promise<Outcome> {
    if (statement.effect === 'write') return this.#executeAlone(statement, options)
    try {
      return (await this.#executeShared(statement, options)) ?? (await this.#executeAlone(statement, options))
    } catch (error) {
      // A read has no effect, so it can be repeated on another connection. Its own may have died while nobody used it.
      if (!(error instanceof ConnectionLost)) throw error
      return this.#executeAlone(statement, options)
    }
  }

  async *stream(statement: Statement, options: StreamOptions) {
    const turn = await this.#streams.acquire(options)
    try {
      const lease = await this.#pool.acquire(options)
      try {
        yield* cursorStream(lease.connection, statement, options)
      } finally {
        await giveBack(lease, 'clean')
      }
    } finally {
      await turn.release('clean')
    }
  }

  state() {
    return this.#pool.state()
  }

  async acquire(options: SendOptions) {
    return postgresSession(await this.#pool.acquire(options))
  }

  close() {
    return (this.#closing ??= this.#close())
  }

  async #executeShared(statement: Statement, { signal }: SendOptions): Promise<Outcome | undefined> {
    if (signal || !statement.prepare || this.#closing) return undefined
    const pipeline = this.#pipeline()
    const answer = await pipeline?.execute(statement)
    return pipeline && answer && outcome(answer, pipeline.name)
  }

  async #executeAlone(statement: Statement, options: SendOptions): Promise<Outcome> {
    const lease = await this.#pool.acquire(options)
    try {
      return outcome(await lease.connection.execute(statement, options.signal), lease.name)
    } finally {
      // Not awaited, because an aborted statement's caller is told at once.
      void giveBack(lease, 'clean')
    }
  }

  /** The available pipeline with the least to do; a further one only where all before it are crowded. */
  #pipeline(): Pipeline | undefined {
    let least: Pipeline | undefined
    for (const pipeline of this.#pipelines) {
      if (!pipeline.isAvailable) continue
      if (pipeline.pending < crowd) return pipeline
      if (!least || pipeline.pending < least.pending) least = pipeline
    }
    return least
  }

  async #close(): Promise<void> {
    await Promise.all([
      ...this.#pipelines.map((pipeline) => pipeline.close()),
      this.#streams.close(),
      this.#pool.close(),
      this.#blocking?.close(),
    ])
  }
}

function pooledDriver(settings: PostgresSettings): PooledDriver<PostgresConnection> {
  return {
    open: () => PostgresConnection.open(settings, 'one-by-one'),
    ping: (connection) => connection.ping(),
    reset: (connection) => connection.reset(),
    close: (connection) => connection.close(),
    isUsable: (connection) => connection.isUsable,
  }
}
