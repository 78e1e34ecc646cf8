import { SqliteQueryCompiler } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { createTable } from './create-table.ts'
import { lookups } from './lookups.ts'
import { openSqlite } from './open-sqlite.ts'

export interface SqliteOptions {
  /** Worker threads that read; one more writes. 2 if not given. */
  readonly readers?: number
  /** Milliseconds that a statement waits for a lock, and a transaction for its turn. 5000 if not given. */
  readonly timeout?: number
}

/**
 * A SQLite database in a file, through better-sqlite3. Blocking calls run on the main thread, asynchronous ones on
 * worker threads. `:memory:` has the blocking half only: its data can't be shared between threads.
 */
export function sqlite(file: string, { readers = 2, timeout = 5000 }: SqliteOptions = {}): Dialect {
  return {
    name: 'sqlite',
    compiler: () => new SqliteQueryCompiler(),
    lookups,
    createTable,
    begin: 'begin immediate',
    timeout,
    open: () => openSqlite({ file, readers, timeout }),
  }
}
