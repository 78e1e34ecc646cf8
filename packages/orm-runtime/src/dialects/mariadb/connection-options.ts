import type { ConnectionOptions, SslOptions } from 'mysql2'
import { UsageError } from '../../errors/usage-error.ts'
import { poolOptions, type PoolSettings } from '../../pool/pool-options.ts'

/** How to reach a MariaDB or MySQL server, and how much of it to use. Times are in milliseconds, `Infinity` for no limit. */
export interface MariadbOptions extends PoolSettings {
  /** `mysql://user:password@host:3306/database?ssl=true`, or `mariadb://…`. What it says wins over the fields below. */
  readonly url?: string
  /** Default: localhost. */
  readonly host?: string
  /** Default: 3306. */
  readonly port?: number
  /** The path of a Unix socket, in place of host and port. */
  readonly socketPath?: string
  readonly user?: string
  readonly password?: string
  readonly database?: string
  /** True for TLS with the certificate and the host's name checked, or mysql2's options for it. */
  readonly ssl?: boolean | SslOptions
  /** Connections that may be open at the same time; 10 by default. One that cancels a statement comes on top. */
  readonly max?: number
  /** How long a caller waits for a connection, and a connection for the server; 10,000 by default. */
  readonly acquireTimeout?: number
  /**
   * The server cancels statements that run longer; streams excepted, whose time is that of their reader. MySQL has such
   * a limit for SELECT only. No limit by default, 30,000 for blocking calls.
   */
  readonly statementTimeout?: number
  /** How long a statement of a blocking call waits for a lock, rounded up to whole seconds; 10,000 by default. */
  readonly lockTimeout?: number
  /** Prepared statements that one connection keeps; 250 by default. */
  readonly preparedStatements?: number
}

/** The options with all defaults; can be cloned to another thread. */
export type MariadbSettings = ReturnType<typeof mariadbSettings>

/** @throws UsageError where an option can't be what it says. */
export function mariadbSettings(given: string | MariadbOptions) {
  const options = typeof given === 'string' ? { url: given } : given
  const { preparedStatements = 250, statementTimeout = Infinity } = options
  const pool = poolOptions(options)
  checkCount('max', pool.max)
  checkCount('preparedStatements', preparedStatements)
  return {
    server: serverOf(options),
    statementTimeout,
    /** Of the server, for a wait for a lock; only blocking calls have one of ours. */
    lockTimeout: Infinity,
    blocking: {
      statementTimeout: options.statementTimeout ?? 30_000,
      lockTimeout: options.lockTimeout ?? 10_000,
    },
    preparedStatements,
    pool,
  }
}

/** What the driver is told for one connection. */
export function driverOptions({ server, pool, preparedStatements }: MariadbSettings): ConnectionOptions {
  return {
    ...server,
    connectTimeout: Number.isFinite(pool.acquireTimeout) ? pool.acquireTimeout : 0,
    maxPreparedStatements: preparedStatements,
    charset: 'utf8mb4',
    rowsAsArray: true,
    // Cells stay what the server sent, and integers exact: the dialect's types read them, by column.
    dateStrings: true,
    jsonStrings: true,
    supportBigNumbers: true,
    timezone: 'Z',
    // A stack for each statement is time that only a failed one would need.
    trace: false,
    keepAliveInitialDelay: 30_000,
    // Found rows are asked for by default. A server may not ask for files of ours, nor take `count (*)` for a mistake.
    flags: ['-LOCAL_FILES', '-IGNORE_SPACE'],
  }
}

type Server = Pick<ConnectionOptions, 'host' | 'port' | 'socketPath' | 'user' | 'password' | 'database' | 'ssl'>

function serverOf({ url, host, port, socketPath, user, password, database, ssl }: MariadbOptions): Server {
  const fields = {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(socketPath !== undefined && { socketPath }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ...tlsOf(ssl),
  }
  return url === undefined ? fields : { ...fields, ...serverOfUrl(url) }
}

function serverOfUrl(url: string): Server {
  // A URL of a database may hold a password, so no message repeats it.
  if (!URL.canParse(url) || !/^(mysql|mariadb):/.test(url)) {
    throw new UsageError(
      "The address of the MariaDB database is not a URL of the form 'mysql://user:password@host:3306/database'. Characters such as @ : / # in a name or password are written percent-encoded.",
    )
  }
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const unknown = [...searchParams.keys()].find((key) => key !== 'ssl')
  if (unknown !== undefined) {
    throw new UsageError(
      `The address of the MariaDB database has a parameter '${unknown}'; it may have 'ssl=true'. Other settings are options beside \`url\`.`,
    )
  }
  const database = decodeURIComponent(pathname.slice(1))
  return {
    ...(hostname !== '' && { host: hostname.replace(/^\[(.*)\]$/, '$1') }),
    ...(port !== '' && { port: Number(port) }),
    ...(username !== '' && { user: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(database !== '' && { database }),
    ...(searchParams.get('ssl') === 'true' && tlsOf(true)),
  }
}

function tlsOf(ssl: boolean | SslOptions | undefined): Pick<Server, 'ssl'> {
  if (ssl === undefined || ssl === false) return {}
  return { ssl: ssl === true ? { rejectUnauthorized: true, verifyIdentity: true } : ssl }
}

function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw new UsageError(`\`${name}\` of a MariaDB database is a whole number of at least 1, not ${value}.`)
}
