import { afterAll } from 'vitest'
import type { Connections, Parameter, Row, Statement } from '../../src/dialects/connections.ts'
import type { PostgresOptions } from '../../src/dialects/postgres/connection-options.ts'
import { openPostgres } from '../../src/dialects/postgres/open-postgres.ts'
import { postgresUrl } from '../databases/postgres-url.ts'

export const caller = { describe: () => 'a test' }

/** A SELECT as querysets send it: kept prepared. */
export function read(sql: string, ...parameters: Parameter[]): Statement {
  return { sql, parameters, effect: 'read', prepare: true, compiled: false }
}

export function write(sql: string, ...parameters: Parameter[]): Statement {
  return { sql, parameters, effect: 'write', prepare: true, compiled: false }
}

/** DDL, transaction control: not kept prepared. */
export function once(sql: string): Statement {
  return { sql, parameters: [], effect: 'write', prepare: false, compiled: false }
}

export interface TestDatabase {
  readonly url: string
  /** Opens connections with these options; they are closed after the tests. */
  readonly open: (options?: PostgresOptions) => Promise<Connections>
}

/** A new database, with what these statements make. */
export async function testDatabase(...statements: string[]): Promise<TestDatabase> {
  const url = await postgresUrl()
  const opened: Connections[] = []
  // Runs before the database is dropped, because hooks run in the reverse order.
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()))
  })
  const open = async (options: PostgresOptions = {}) => {
    const connections = await openPostgres({ url, ...options })
    opened.push(connections)
    return connections
  }
  const first = await open()
  for (const statement of statements) await first.execute(once(statement), { caller })
  await first.close()
  return { url, open }
}

export async function rowsOf(connections: Pick<Connections, 'execute'>, statement: Statement): Promise<readonly Row[]> {
  return (await connections.execute(statement, { caller })).rows
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`It resolved with ${JSON.stringify(value)}.`)
    },
    (error: unknown) => error,
  )
}

/** Asks again and again until it is so. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10))
}

export async function chunksOf(stream: AsyncGenerator<readonly Row[], void, void>): Promise<(readonly Row[])[]> {
  const chunks: (readonly Row[])[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}
