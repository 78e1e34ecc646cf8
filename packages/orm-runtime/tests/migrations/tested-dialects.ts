import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createConnection } from 'mysql2/promise'
import { afterAll, describe } from 'vitest'
import { mariadb, postgres, sqlite, type ConnectOptions } from 'orm-runtime'
import { mariadbUrl } from '../databases/mariadb-url.ts'
import { executeOn, postgresUrl } from '../databases/postgres-url.ts'

/** A database that a project is tried on. */
export interface TestedDialect {
  readonly name: 'sqlite' | 'postgres' | 'mariadb'
  readonly newDatabase: (folder: string) => Promise<{
    /** What the configuration of a project says. */
    readonly code: string
    readonly open: () => ConnectOptions['default']
    readonly sql: (text: string) => Promise<readonly (readonly unknown[])[]>
  }>
}

const tested: readonly TestedDialect[] = [
  {
    name: 'sqlite',
    newDatabase: async (folder) => {
      const file = join(folder, 'app.db')
      return { code: `sqlite('app.db')`, open: () => sqlite(file), sql: async (text) => onSqlite(file, text) }
    },
  },
  {
    name: 'postgres',
    newDatabase: async () => {
      const url = await postgresUrl()
      return {
        code: `postgres({ url: '${url}', max: 3 })`,
        open: () => postgres({ url, max: 3 }),
        sql: (text) => executeOn(url, text),
      }
    },
  },
  {
    name: 'mariadb',
    newDatabase: async () => {
      const url = await newMariadb(mariadbUrl ?? '')
      return {
        code: `mariadb({ url: '${url}', max: 3 })`,
        open: () => mariadb({ url, max: 3 }),
        sql: (text) => onMariadb(url, text),
      }
    },
  },
]

/** Defines the same tests for each database; those of MariaDB run where `MARIADB_URL` names a server. */
export function forEachDialect(define: (dialect: TestedDialect) => void): void {
  for (const dialect of tested) {
    const isThere = dialect.name !== 'mariadb' || mariadbUrl !== undefined
    describe.skipIf(!isThere)(dialect.name, () => define(dialect))
  }
}

export const onlySqlite = tested[0]!

function onSqlite(file: string, text: string): unknown[][] {
  const database = new Database(file)
  try {
    const statement = database.prepare(text)
    // Raw statements answer rows as arrays.
    if (statement.reader) return statement.raw(true).all() as unknown[][]
    statement.run()
    return []
  } finally {
    database.close()
  }
}

async function newMariadb(server: string): Promise<string> {
  const name = `orm_migrations_${randomBytes(6).toString('hex')}`
  await onMariadb(server, `create database ${name} character set utf8mb4`)
  afterAll(async () => {
    await onMariadb(server, `drop database ${name}`)
  })
  const url = new URL(server)
  url.pathname = name
  return url.href
}

async function onMariadb(url: string, text: string): Promise<unknown[][]> {
  const connection = await createConnection({ uri: url, rowsAsArray: true })
  try {
    const [rows] = await connection.query(text)
    // Statements that answer none answer a header.
    return Array.isArray(rows) ? (rows as unknown[][]) : []
  } finally {
    await connection.end()
  }
}
