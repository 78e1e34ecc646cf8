import { DRIZZLE_DRIVERS } from './drizzle-values.ts'
import type { Caveat, Operation, Target } from './profile.ts'

/** The rows that the synchronous drivers have without a target. */
export interface SyncRows {
  readonly read: Rows
  readonly change: Rows
  readonly prepared: Rows
  readonly client: Rows
  readonly sync: Operation
}

type Rows = Readonly<Record<string, Operation>>

/**
 * The asynchronous drivers that `--target` names. Those of SQLite have the terminals, whose promises are awaited. The
 * builders of all others are awaited themselves: `all` and `run` go, and of what a `get` asks for the first row is taken.
 */
export function drizzleTargets(rows: SyncRows): Readonly<Record<string, Target>> {
  const targets = Object.entries(DRIZZLE_DRIVERS).flatMap(([database, drivers]) =>
    database.endsWith('<sync>') ? [] : drivers.map((driver) => [driver, targetOf(rows, database, driver)] as const),
  )
  return Object.fromEntries(targets)
}

function targetOf(rows: SyncRows, database: string, driver: string): Target {
  const core = CORES[database]
  const { transaction } = rows.client
  const client = {
    ...(core ? withEach(rows.client, { caveat: RAW }) : { run: changed(rows.client, 'run', resultOf(driver)) }),
    ...(transaction && { transaction: { ...transaction, twin: WITHOUT_TRANSACTIONS.has(driver) ? null : 'same' } }),
  }
  const sync = { sync: { ...rows.sync, twin: QUERY } }
  const opens = `This opens a synchronous driver: open that of drizzle-orm/${driver}`
  return {
    types: {
      ...Object.fromEntries(CLIENTS.map((type) => [type, client])),
      ...(core ? awaitedQueries(rows) : keptTerminals(rows, driver)),
      SQLiteSyncRelationalQuery: sync,
      ExecuteResultSync: sync,
    },
    left: core ? `${opens}, and describe the tables with drizzle-orm/${core}.` : `${opens}.`,
  }
}

const CLIENTS = ['BaseSQLiteDatabase', 'SQLiteTransaction']
const QUERY = '[query]'

/** What the tables of other dialects are described with. */
const CORES: Readonly<Record<string, string>> = {
  PgDatabase: 'pg-core',
  MySqlDatabase: 'mysql-core',
  SingleStoreDatabase: 'singlestore-core',
  GelDatabase: 'gel-core',
}

/** Drivers whose `transaction` throws, or commits before its callback has waited. */
const WITHOUT_TRANSACTIONS = new Set([
  ...['d1', 'op-sqlite', 'neon-http', 'xata-http', 'pg-proxy', 'mysql-proxy', 'singlestore-proxy'],
])

function keptTerminals({ read, change }: SyncRows, driver: string): Target['types'] {
  const caveat = driver === 'libsql' ? { caveat: LIBSQL_ROWS } : {}
  const reads = { values: changed(read, 'values', caveat) }
  const changes = { run: changed(change, 'run', resultOf(driver)), values: changed(change, 'values', caveat) }
  return {
    SQLiteSelectBase: reads,
    SQLiteSelectQueryBuilderBase: reads,
    SQLiteInsertBase: changes,
    SQLiteUpdateBase: changes,
    SQLiteDeleteBase: changes,
  }
}

function awaitedQueries({ read, change, prepared }: SyncRows): Target['types'] {
  const selects = {
    all: changed(read, 'all', { twin: QUERY }),
    get: changed(read, 'get', { twin: QUERY, takes: 'first', limitedBy: 'limit' }),
    run: changed(read, 'run', { twin: QUERY, caveat: DRIVER_RESULT }),
    values: changed(read, 'values', { caveat: NO_VALUES }),
  }
  const changes = {
    all: changed(change, 'all', { twin: QUERY }),
    get: changed(change, 'get', { twin: QUERY, takes: 'first' }),
    run: changed(change, 'run', { twin: QUERY, caveat: DRIVER_RESULT }),
    values: changed(change, 'values', { caveat: NO_VALUES }),
  }
  return {
    SQLiteSelectBase: selects,
    SQLiteSelectQueryBuilderBase: selects,
    SQLiteInsertBase: changes,
    SQLiteUpdateBase: changes,
    SQLiteDeleteBase: changes,
    SQLitePreparedQuery: {
      all: changed(prepared, 'all', { twin: 'execute' }),
      get: changed(prepared, 'get', { twin: 'execute', takes: 'first' }),
      run: changed(prepared, 'run', { twin: 'execute', caveat: DRIVER_RESULT }),
      values: changed(prepared, 'values', { caveat: NO_VALUES }),
    },
  }
}

function changed(rows: Rows, name: string, change: Partial<Operation>): Operation {
  const row = rows[name]
  if (!row) throw new Error(`Drizzle has no row \`${name}\`.`)
  return { ...row, ...change }
}

function withEach(rows: Rows, change: Partial<Operation>): Rows {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { ...row, ...change }]))
}

function resultOf(driver: string): Partial<Operation> {
  const answer = RUN_RESULTS[driver] ?? 'the driver’s own'
  return { caveat: { of: 'result', says: `What \`run\` answers is ${answer} there.` } }
}

const RUN_RESULTS: Readonly<Record<string, string>> = {
  libsql: 'a `ResultSet`, with `rowsAffected` and `lastInsertRowid`,',
  d1: 'a `D1Result`, with `meta.changes` and `meta.last_row_id`,',
}

const LIBSQL_ROWS: Caveat = {
  of: 'result',
  says: 'What `values` answers is libSQL’s rows, which have indexes and names and are no arrays.',
}
const NO_VALUES: Caveat = {
  of: 'call',
  says: 'The target has no `values`: await the query itself, and make lists of its rows.',
}
const RAW: Caveat = {
  of: 'call',
  says: 'The target has no such method: `execute` runs raw SQL there, and answers what the driver does.',
}
const DRIVER_RESULT: Caveat = {
  of: 'result',
  says: 'What a change answers is the driver’s own: `returning` tells which rows it changed.',
}
