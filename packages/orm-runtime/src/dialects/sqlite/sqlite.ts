import { RawNode, SqliteQueryCompiler } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { arithmetic } from './arithmetic.ts'
import { features } from './features.ts'
import { functions } from './functions.ts'
import { json } from './json.ts'
import { lookups } from './lookups.ts'
import { openConnections } from './open-connections.ts'
import { schema } from './schema-statements.ts'
import { stringAgg } from './string-agg.ts'
import { transactionStatements } from './transaction-statements.ts'
import { types } from './types.ts'

export interface SqliteOptions {
  /** Worker threads that read; one more writes. 2 if not given. */
  readonly readers?: number
  /** Milliseconds that a statement waits for a lock, and a transaction for its turn. 5000 if not given. */
  readonly timeout?: number
}

/**
 * A SQLite database in a file, through better-sqlite3. Blocking calls run on the main thread, asynchronous ones on
 * worker threads. `:memory:` is a temporary file, because the memory of one connection can't be shared between threads.
 */
export function sqlite(file: string, { readers = 2, timeout = 5000 }: SqliteOptions = {}): Dialect {
  return {
    name: 'sqlite',
    features,
    compiler: () => new SqliteQueryCompiler(),
    types,
    lookups,
    // A parameter alone makes SQLite plan the statement anew at each execution, to make use of its value.
    limit: (parameter) => RawNode.create(['', ' + 0'], [parameter]),
    functions,
    arithmetic,
    stringAgg,
    json,
    explain: { plan: 'explain query plan' },
    schema,
    transactions: transactionStatements(timeout),
    open: () => openConnections({ file, readers, timeout }),
  }
}
