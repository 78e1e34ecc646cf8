import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { Connections, Parameter, SendOptions, Statement } from '../../src/dialects/connections.ts'
import type { MariadbOptions } from '../../src/dialects/mariadb/connection-options.ts'
import { openMariadb, type MariadbConnections } from '../../dist/dialects/mariadb/open-mariadb.js'
import { mariadbUrl } from '../databases/mariadb-url.ts'

export const caller = { caller: { describe: () => 'the test' } }

/** A database for one test file, dropped at its end, and what its tests do with it. */
export function testDatabase() {
  const name = `orm_driver_${randomBytes(6).toString('hex')}`
  const opened: Connections[] = []
  let root: MariadbConnections

  beforeAll(async () => {
    root = await openMariadb({ url: mariadbUrl ?? '', max: 2 })
    await root.execute(text(`create database ${name} character set utf8mb4`), caller)
  })
  afterAll(async () => {
    await Promise.all(opened.map((connections) => connections.close()))
    await root.execute(text(`drop database ${name}`), caller)
    await root.close()
  })

  return {
    /** Connections of the test's own; closed after the last test of the file. */
    open: async (options: MariadbOptions = {}) => {
      const url = new URL(mariadbUrl ?? '')
      url.pathname = name
      const connections = await openMariadb({ url: url.href, ...options })
      opened.push(connections)
      return connections
    },
    /** Executes as another user of the server would. */
    admin: async (sql: string) => (await root.execute(text(sql), caller)).rows,
    name,
  }
}

/** A statement that is kept prepared. */
export function prepared(sql: string, ...parameters: Parameter[]): Statement {
  return { sql, parameters, effect: /^\s*select/i.test(sql) ? 'read' : 'write', prepare: true, compiled: false }
}

/** A statement that comes once. */
export function text(sql: string, ...parameters: Parameter[]): Statement {
  return { ...prepared(sql, ...parameters), prepare: false }
}

interface Executes {
  readonly execute: (statement: Statement, options: SendOptions) => Promise<unknown>
}

/** The error of a statement that must fail. */
export async function failure(connection: Executes, statement: Statement, signal?: AbortSignal): Promise<unknown> {
  try {
    await connection.execute(statement, { ...caller, signal })
  } catch (error) {
    return error
  }
  throw new Error(`It did not fail: ${statement.sql}`)
}

/** A SELECT of ten, a hundred, … rows: a number from 0 and a text of a hundred letters. */
export function manyRows(powerOfTen: number): string {
  const digits =
    '(select 0 n union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)'
  const places = Array.from({ length: powerOfTen }, (_, place) => place)
  const number = places.map((place) => `d${place}.n * ${10 ** place}`).join(' + ')
  return `select ${number} as n, repeat('x', 100) as filler from ${places.map((place) => `${digits} d${place}`).join(', ')}`
}
