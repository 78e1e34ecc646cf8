import type { PostgresSettings } from './connection-options.ts'

/** The address in libpq's words, or undefined where it asks for TLS, which libpq and Node are told of differently. */
export function nativeAddress({ server, statementTimeout, lockTimeout, pool }: PostgresSettings): string | undefined {
  const url = server.connectionString === undefined ? undefined : new URL(server.connectionString)
  if (server.ssl || url?.search || url?.protocol === 'socket:') return undefined
  const limits = Object.entries({ statement_timeout: statementTimeout, lock_timeout: lockTimeout })
    .filter(([, limit]) => Number.isFinite(limit))
    .map(([name, limit]) => ` -c ${name}=${limit}`)
  const fields = {
    host: decodeURIComponent(url?.hostname ?? '') || server.host || process.env['PGHOST'] || 'localhost',
    port: url?.port || server.port,
    user: decodeURIComponent(url?.username ?? '') || server.user,
    password: decodeURIComponent(url?.password ?? '') || server.password,
    dbname: decodeURIComponent(url?.pathname.slice(1) ?? '') || server.database,
    application_name: server.application_name,
    // libpq writes the server's notices to the console.
    options: `${server.options}${limits.join('')} -c client_min_messages=error`,
    ...(Number.isFinite(pool.acquireTimeout) && { connect_timeout: Math.ceil(pool.acquireTimeout / 1_000) }),
  }
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}='${String(value).replace(/['\\]/g, '\\$&')}'`)
    .join(' ')
}
