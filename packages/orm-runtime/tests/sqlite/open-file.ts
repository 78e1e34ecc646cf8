import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeEach } from 'vitest'
import type { Connections, Parameter, Row, SendOptions, Statement } from '../../dist/dialects/connections.js'
import { openConnections } from '../../dist/dialects/sqlite/open-connections.js'

/** The worker threads that the running test has started. */
export const threads: Worker[] = []
process.on('worker', (worker) => threads.push(worker))

/** Connections to a new file for each test, with the table `t (id integer primary key, name text)`. */
export function useFile({ readers = 2, timeout = 5000 } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'orm-sqlite-'))
  let files = 0
  const current = { file: '', connections: undefined as unknown as Connections }
  beforeEach(async () => {
    threads.length = 0
    current.file = join(directory, `${++files}.db`)
    current.connections = await openConnections({ file: current.file, readers, timeout })
    current.connections.blocking().execute(write('create table t (id integer primary key, name text)'))
  })
  afterEach(() => current.connections.close())
  afterAll(() => rmSync(directory, { recursive: true }))
  return current
}

export function read(sql: string, ...parameters: Parameter[]): Statement {
  return { sql, parameters, effect: 'read', prepare: true, compiled: false }
}

export function write(sql: string, ...parameters: Parameter[]): Statement {
  return { sql, parameters, effect: 'write', prepare: false, compiled: false }
}

/** Adds rows 1 to `count`. */
export function fill(count: number): Statement {
  return write(`insert into t select value, 'row ' || value from (${numbers(count)})`)
}

export function numbers(count: number): string {
  return `with recursive n (value) as (select 1 union all select value + 1 from n where value < ${count}) select value from n`
}

/** Hundreds of milliseconds of real work. */
export const slow = read(`select count(*) from (${numbers(2_000_000)})`)

/** Rows without end. */
export const endless = read(
  'with recursive n (value) as (select 1 union all select value + 1 from n) select value from n',
)

export const options: SendOptions = { caller: { describe: () => 'the test' } }

export function by(name: string): SendOptions {
  return { caller: { describe: () => name } }
}

export async function ids(chunks: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const rows of chunks) all.push(...rows.map(([id]) => id))
  return all
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n + 1)
}

/** What the work throws or rejects with. */
export async function failure(work: () => unknown): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}
