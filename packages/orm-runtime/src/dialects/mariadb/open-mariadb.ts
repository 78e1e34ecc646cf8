import { Pool } from '../../pool/pool.ts'
import { turnLimits, turns } from '../../pool/turns.ts'
import { openBlocking } from '../blocking/open-blocking.ts'
import type { Connections } from '../connections.ts'
import { mariadbSettings, type MariadbOptions, type MariadbSettings } from './connection-options.ts'
import { MariadbConnection } from './mariadb-connection.ts'
import { giveBack, mariadbSession, outcome } from './mariadb-session.ts'
import { rowStream } from './row-stream.ts'
import type { ServerVersion } from './server-version.ts'

export interface MariadbConnections extends Connections {
  /** Which server answers, for the dialect's features. */
  readonly server: ServerVersion
}

/**
 * The connections to a MariaDB or MySQL database: a pool, in which streams outside transactions take at most `max − 1`, so
 * that loops over their rows can write, and one for the blocking half. The first is opened at once, to learn which server
 * it is.
 * @throws UsageError where an option is wrong or the driver is not installed, NotSupportedError where the server is too
 * old, OperationalError where it can't be reached or refuses.
 */
export async function openMariadb(options: string | MariadbOptions): Promise<MariadbConnections> {
  const settings = mariadbSettings(options)
  const pool = openPool(settings)
  try {
    const first = await pool.acquire({ caller: { describe: () => 'the first connection' }, use: 'statement' })
    const { server } = first.connection
    await first.release('clean')
    return mariadbConnections(settings, pool, server)
  } catch (error) {
    await pool.close()
    throw error
  }
}

function mariadbConnections(
  settings: MariadbSettings,
  pool: Pool<MariadbConnection>,
  server: ServerVersion,
): MariadbConnections {
  const limits = { ...settings.pool, ...turnLimits, name: 'stream', max: Math.max(1, settings.pool.max - 1) }
  const streams = new Pool(turns, limits)
  let blocking: ReturnType<typeof openBlocking> | undefined
  return {
    server,
    blocking: () => (blocking ??= openBlockingMariadb(settings)),
    execute: async (statement, { caller, signal }) => {
      const lease = await pool.acquire({ caller, signal, use: 'statement' })
      try {
        return outcome(await lease.connection.execute(statement, signal), lease.name)
      } finally {
        // Not awaited, because an aborted statement's caller is told at once.
        void giveBack(lease, 'clean')
      }
    },
    async *stream(statement, options) {
      const turn = await streams.acquire(options)
      try {
        const lease = await pool.acquire(options)
        try {
          yield* rowStream(lease.connection, statement, options)
        } finally {
          await giveBack(lease, 'clean')
        }
      } finally {
        await turn.release('clean')
      }
    },
    state: () => pool.state(),
    acquire: async (options) => mariadbSession(await pool.acquire(options)),
    close: async () => {
      await Promise.all([streams.close(), pool.close(), blocking?.close()])
    },
  }
}

function openPool(settings: MariadbSettings): Pool<MariadbConnection> {
  return new Pool(
    {
      open: () => MariadbConnection.open(settings),
      ping: (connection) => connection.ping(),
      reset: (connection) => connection.reset(),
      close: (connection) => connection.close(),
      isUsable: (connection) => connection.isUsable,
    },
    settings.pool,
  )
}

// Timers and waits take 32 bits at most.
const longestTimeout = 2 ** 31 - 1 - 60_000

/** Its statements and their waits for locks are limited by the server: nothing else of this thread runs meanwhile. */
function openBlockingMariadb(settings: MariadbSettings): ReturnType<typeof openBlocking> {
  const { statementTimeout, lockTimeout } = settings.blocking
  return openBlocking({
    module: new URL('./blocking-session.js', import.meta.url),
    options: { ...settings, statementTimeout, lockTimeout },
    timeout: Math.min(statementTimeout, longestTimeout),
    name: 'blocking',
  })
}
