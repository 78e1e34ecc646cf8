import { openBlocking } from '../blocking/open-blocking.ts'
import type { BlockingConnection } from '../connections.ts'
import type { PostgresSettings } from './connection-options.ts'
import { openNative } from './open-native.ts'

/** The connection of blocking calls, and its end. */
export type ClosableBlocking = BlockingConnection & { readonly close: () => Promise<void> }

/**
 * Opens the connection of blocking calls: libpq in this thread where the package pg-native is installed, otherwise a
 * worker thread that this one waits for. Statements and their waits for locks are limited by the server, because nothing
 * else of this thread runs meanwhile.
 */
export function openBlockingPostgres(settings: PostgresSettings): ClosableBlocking {
  const limited = { ...settings, ...settings.blocking }
  return openNative(limited) ?? openInWorker(limited)
}

function openInWorker(settings: PostgresSettings): ClosableBlocking {
  return openBlocking({
    module: new URL('./blocking-session.js', import.meta.url),
    options: settings,
    // Waits and timers take 32 bits at most.
    timeout: Math.min(settings.statementTimeout, longestWait),
    name: 'blocking',
  })
}

const longestWait = 2 ** 31 - 60_000
