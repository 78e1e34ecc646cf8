import { randomBytes } from 'node:crypto'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe } from 'vitest'
import {
  close,
  connect,
  createTables,
  mariadb,
  postgres,
  sqlite,
  type ConnectOptions,
  type QueryEvent,
} from 'orm-runtime'
import { mariadbUrl } from '../databases/mariadb-url.ts'
import { executeOn, postgresUrl } from '../databases/postgres-url.ts'

/** The database that a block of tests runs on. */
export interface TestedDatabase {
  readonly name: 'sqlite' | 'postgres' | 'mariadb'
  /** The query log since it was last emptied. */
  readonly queries: QueryEvent[]
}

type Dialect = ConnectOptions['default']
type Options = Omit<ConnectOptions, 'default'>

/**
 * Runs the same tests on SQLite, PostgreSQL and, where `MARIADB_URL` names a server, MariaDB; each on a new database with
 * the models' tables.
 */
export function onEachDatabase(options: Options, define: (database: TestedDatabase) => void): void {
  on('sqlite', async () => sqlite(':memory:'), options, define)
  let url = ''
  const open = async () => postgres({ url: (url = await postgresUrl()), max: 5 })
  on('postgres', open, options, define, () => executeOn(url, LATER_KEYS))
  if (mariadbUrl === undefined) describe.skip('mariadb', () => define({ name: 'mariadb', queries: [] }))
  else on('mariadb', () => newMariadb(mariadbUrl ?? ''), options, define)
}

function on(
  name: TestedDatabase['name'],
  open: () => Promise<Dialect>,
  options: Options,
  define: (database: TestedDatabase) => void,
  prepare: () => Promise<unknown> = async () => undefined,
) {
  describe(name, () => {
    const queries: QueryEvent[] = []
    // Hooks of `open`, which drop the database, run after the one that closes it.
    beforeAll(async () => {
      await connect({ ...options, default: await open(), onQuery: (query) => void queries.push(query) })
      await createTables()
      await prepare()
    })
    afterAll(close)
    define({ name, queries })
  })
}

/** Keys that tests give themselves do not advance PostgreSQL's sequences: they begin behind them. */
const LATER_KEYS = `do $$ declare one record; begin
  for one in select sequencename from pg_sequences where schemaname = current_schema() loop
    perform setval(quote_ident(one.sequencename), 1000);
  end loop;
end $$`

async function newMariadb(url: string): Promise<Dialect> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await execute(url, `create database ${name} character set utf8mb4`)
  dropLater.push(() => execute(url, `drop database ${name}`))
  return mariadb({ url: `${url.replace(/\/+$/, '')}/${name}`, max: 5 })
}

const dropLater: (() => Promise<unknown>)[] = []

afterAll(async () => {
  for (const drop of dropLater.splice(0)) await drop()
})

async function execute(url: string, sql: string): Promise<void> {
  const connection = await createConnection(url)
  await connection.query(sql)
  await connection.end()
}
