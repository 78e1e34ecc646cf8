import { openBlocking } from '../blocking/open-blocking.ts'
import type { BlockingConnection } from '../connections.ts'
import type { PostgresSettings } from './connection-options.ts'

/** The connection of blocking calls, and its end. */
export type ClosableBlocking = BlockingConnection & { readonly close: () => Promise<void> }

/**
 * Opens the connection of blocking calls: libpq in this thread where the package pg-native is installed, otherwise a
 * worker thread that this one waits for. Statements and their waits for locks are limited by the server, because nothing
 * else of this thread runs meanwhile.
 */
export function openBlockingPostgres(settings: PostgresSettings): ClosableBlocking {
  const limited = { ...settings, ...settings.blocking }
  return openBlocking({
    module: new URL('./blocking-session.js', import.meta.url),
    options: limited,
    // Timers and waits take 32 bits at most.
    timeout: Math.min(limited.statementTimeout, 2 ** 31 - 1 - 60_000),
    name: 'blocking',
  })
}
