import type { MariadbSettings } from './connection-options.ts'
import { isAtLeast, type ServerVersion } from './server-version.ts'

// A stream's reader may take its time; a lost one is found by the socket. Seconds.
const writeTimeout = 3_600

/** The one statement that makes a new session ours. */
export function sessionSettings(settings: MariadbSettings, server: ServerVersion): string {
  const { lockTimeout } = settings
  const variables = [
    // Without a collation, for the one that tables have by default.
    'names utf8mb4',
    "time_zone = '+00:00'",
    `${isolationVariable(server)} = 'READ-COMMITTED'`,
    // Values that do not fit are refused. Quotes and backslashes keep the meaning that compiled statements rely on.
    "sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'",
    'autocommit = 1',
    'sql_auto_is_null = 0',
    // By default longer texts are cut, by MySQL after 1,024 bytes.
    'group_concat_max_len = 4294967295',
    `net_write_timeout = ${writeTimeout}`,
    statementLimit(settings, server),
    ...(Number.isFinite(lockTimeout) ? lockLimits(Math.max(1, Math.ceil(lockTimeout / 1_000))) : []),
  ]
  return `set ${variables.join(', ')}`
}

/** How long the server lets a statement run: `max_statement_time = 2.5`. */
export function statementLimit({ statementTimeout }: Pick<MariadbSettings, 'statementTimeout'>, server: ServerVersion) {
  const milliseconds = Number.isFinite(statementTimeout) ? Math.ceil(statementTimeout) : 0
  return server.flavour === 'mariadb'
    ? `max_statement_time = ${milliseconds / 1_000}`
    : `max_execution_time = ${milliseconds}`
}

/** For rows, and for tables that somebody alters. */
function lockLimits(seconds: number): string[] {
  return [`innodb_lock_wait_timeout = ${seconds}`, `lock_wait_timeout = ${seconds}`]
}

function isolationVariable(server: ServerVersion): string {
  return server.flavour === 'mysql' || isAtLeast(server, 11, 1) ? 'transaction_isolation' : 'tx_isolation'
}
