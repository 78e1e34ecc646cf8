import type BetterSqlite3 from 'better-sqlite3'
import { UsageError } from '../../errors/usage-error.ts'
import { defineRegularExpressions } from './regular-expressions.ts'
import { defineJsonFunctions } from './json-functions.ts'

export interface SqliteFile {
  readonly file: string
  /** Milliseconds that a statement waits for another connection's lock. */
  readonly timeout: number
}

/**
 * What opens connections with foreign keys checked and, for a file, a write-ahead log.
 * @throws UsageError where the driver is missing or, from what it answers, where the file is no database.
 */
export async function connectionOpener(): Promise<(file: SqliteFile) => BetterSqlite3.Database> {
  const { default: Driver } = await loadDriver()
  return ({ file, timeout }) => {
    try {
      const connection = new Driver(file, { timeout })
      connection.pragma('journal_mode = wal')
      connection.pragma('synchronous = normal')
      connection.pragma('foreign_keys = on')
      defineRegularExpressions(connection)
      defineJsonFunctions(connection)
      return connection
    } catch (error) {
      throw new UsageError(`Can't open '${file}' as a SQLite database: ${reason(error)}`, { cause: error })
    }
  }
}

async function loadDriver() {
  try {
    return await import('better-sqlite3')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new UsageError('SQLite needs the package better-sqlite3, which is not installed: npm install better-sqlite3')
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'SQLITE_NOTADB')
    return 'the file holds something else. Give the path of a SQLite file, or of one to be made.'
  if (message.includes('directory does not exist')) return 'its directory does not exist. Make the directory first.'
  return `${message}.`
}
