import type { ConnectionOptions as TlsOptions } from 'node:tls'
import type { ClientConfig } from 'pg'
import { UsageError } from '../../errors/usage-error.ts'
import { poolOptions, type PoolSettings } from '../../pool/pool-options.ts'

/** How to reach a PostgreSQL server, and how much of it to use. Times are in milliseconds, `Infinity` for no limit. */
export interface PostgresOptions extends PoolSettings {
  /** `postgres://user:password@host:5432/database?sslmode=require`. What it says wins over the fields below. */
  readonly url?: string
  /** Default: the environment's PGHOST, else localhost. A folder, where the server listens on a Unix socket. */
  readonly host?: string
  /** Default: PGPORT, else 5432. */
  readonly port?: number
  /** Default: PGUSER, else the name of the system's user. */
  readonly user?: string
  /** Default: PGPASSWORD. */
  readonly password?: string
  /** Default: PGDATABASE, else the user's name. */
  readonly database?: string
  /** True for TLS with the certificate checked, or Node's options for it. */
  readonly ssl?: boolean | TlsOptions
  /** Shown in the server's list of connections. */
  readonly applicationName?: string
  /** Connections that callers may have for themselves at the same time; 10 by default. Pipelines come on top. */
  readonly max?: number
  /** Connections that reads outside transactions share, each opened when it is needed; 2 by default, 0 for none. */
  readonly pipelines?: number
  /** How long a caller waits for a connection, and a connection for the server; 10,000 by default. */
  readonly acquireTimeout?: number
  /** The server cancels statements that run longer. No limit by default, 30,000 for blocking calls. */
  readonly statementTimeout?: number
  /** How long a statement of a blocking call waits for a lock; 10,000 by default. */
  readonly lockTimeout?: number
  /** True behind PgBouncer and the like, where a prepared statement may be on another connection by the next query. */
  readonly unnamed?: boolean
  /** Prepared statements that one connection keeps; 250 by default. */
  readonly preparedStatements?: number
}

/** The options with all defaults; can be cloned to another thread. */
export type PostgresSettings = ReturnType<typeof postgresSettings>

/** @throws UsageError where an option can't be what it says. */
export function postgresSettings(given: string | PostgresOptions) {
  const options = typeof given === 'string' ? { url: given } : given
  const { preparedStatements = 250, statementTimeout = Infinity } = options
  const pool = poolOptions(options)
  checkCount('max', pool.max)
  checkCount('preparedStatements', preparedStatements)
  return {
    server: serverOf(options),
    statementTimeout,
    /** Of the server, for a wait for a lock; only blocking calls have one. */
    lockTimeout: Infinity,
    blocking: {
      statementTimeout: options.statementTimeout ?? 30_000,
      lockTimeout: options.lockTimeout ?? 10_000,
    },
    unnamed: options.unnamed ?? false,
    preparedStatements,
    pipelines: options.unnamed ? 0 : (options.pipelines ?? 2),
    pool,
  }
}

/** What the driver is told for one connection. */
export function clientConfig(settings: PostgresSettings): ClientConfig {
  const { server, statementTimeout, lockTimeout, pool } = settings
  return {
    ...server,
    ...(Number.isFinite(statementTimeout) && { statement_timeout: statementTimeout }),
    ...(Number.isFinite(lockTimeout) && { lock_timeout: lockTimeout }),
    ...(Number.isFinite(pool.acquireTimeout) && { connectionTimeoutMillis: pool.acquireTimeout }),
    keepAlive: true,
  }
}

function serverOf({ url, host, port, user, password, database, ssl, applicationName }: PostgresOptions) {
  // The URL's own `options` would replace ours, so they are put behind them.
  const { connectionString, startOptions } = url === undefined ? {} : splitUrl(url)
  return {
    ...(connectionString !== undefined && { connectionString }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ...(ssl !== undefined && { ssl }),
    application_name: applicationName ?? 'orm-runtime',
    // Sent with the connection's first message, so they cost no round trip.
    options: ['-c timezone=UTC -c datestyle=ISO', startOptions].filter(Boolean).join(' '),
  }
}

function splitUrl(url: string) {
  // A URL of a database may hold a password, so no message repeats it.
  if (!URL.canParse(url) || !/^(postgres(ql)?|socket):/.test(url)) {
    throw new UsageError(
      "The address of the PostgreSQL database is not a URL of the form 'postgres://user:password@host:5432/database'. Characters such as @ : / # in a name or password are written percent-encoded.",
    )
  }
  const parsed = new URL(url)
  const startOptions = parsed.searchParams.get('options')
  if (startOptions === null) return { connectionString: url }
  parsed.searchParams.delete('options')
  return { connectionString: parsed.href, startOptions }
}

function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw new UsageError(`\`${name}\` of a PostgreSQL database is a whole number of at least 1, not ${value}.`)
}
