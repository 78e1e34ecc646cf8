import { PostgresQueryCompiler } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { postgresSettings, type PostgresOptions } from './connection-options.ts'
import { arithmetic } from './arithmetic.ts'
import { features } from './features.ts'
import { functions } from './functions.ts'
import { json } from './json.ts'
import { lookups } from './lookups.ts'
import { openPostgres } from './open-postgres.ts'
import { schema } from './schema-statements.ts'
import { stringAggNamed } from '../string-agg.ts'
import { transactionStatements } from './transaction-statements.ts'
import { types } from './types.ts'

/**
 * A PostgreSQL database, through pg: `postgres('postgres://user:password@host/database')`. Reads outside transactions
 * share pipelined connections; the rest comes from a pool. Blocking calls wait for a worker thread.
 * @throws UsageError for options that can't be.
 */
export function postgres(options: string | PostgresOptions): Dialect {
  const { pool } = postgresSettings(options)
  return {
    name: 'postgres',
    features,
    compiler: () => new PostgresQueryCompiler(),
    types,
    lookups,
    functions,
    arithmetic,
    stringAgg: stringAggNamed('string_agg'),
    json,
    explain: { plan: 'explain', analyze: 'explain (analyze)' },
    schema,
    transactions: transactionStatements(pool.acquireTimeout),
    open: () => openPostgres(options),
  }
}
