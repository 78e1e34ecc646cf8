import { MysqlQueryCompiler } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { mariadbSettings, type MariadbOptions } from './connection-options.ts'
import { arithmetic } from './arithmetic.ts'
import { features } from './features.ts'
import { functions } from './functions.ts'
import { json } from './json.ts'
import { lookups } from './lookups.ts'
import { openMariadb } from './open-mariadb.ts'
import { schema } from './schema-statements.ts'
import { stringAgg } from './string-agg.ts'
import { transactionStatements } from './transaction-statements.ts'
import { types } from './types.ts'

/**
 * A MariaDB or MySQL database, through mysql2: `mariadb('mysql://user:password@host/database')`. Blocking calls wait for
 * a worker thread.
 * @throws UsageError for options that can't be.
 */
export function mariadb(options: string | MariadbOptions): Dialect {
  const { pool } = mariadbSettings(options)
  return {
    name: 'mariadb',
    features,
    compiler: () => new MysqlQueryCompiler(),
    types,
    lookups,
    functions,
    arithmetic,
    stringAgg,
    json,
    explain: { plan: 'explain format=json', analyze: 'analyze format=json' },
    schema,
    transactions: transactionStatements(pool.acquireTimeout),
    open: () => openMariadb(options),
  }
}
