import { afterAll, beforeAll, describe, expect, test } from 'vitest'
// The worker thread runs what was built, so errors are of the built classes.
import { openPostgres } from '../../dist/dialects/postgres/open-postgres.js'
import { ConnectionLost, IntegrityError, LockTimeout, StatementTimeout } from '../../dist/errors/database-error.js'
import { TransactionBroken } from '../../dist/errors/transaction-error.js'
import type { Connections } from '../../src/dialects/connections.ts'
import { executeOn, postgresUrl } from '../databases/postgres-url.ts'
import { caller, once, read, write } from './open-database.ts'

const url = await postgresUrl()
await executeOn(url, 'create table item (id int primary key)')
let connections: Connections
beforeAll(async () => {
  connections = await openPostgres({ url, statementTimeout: 300, lockTimeout: 100, applicationName: 'blocking-test' })
})
afterAll(() => connections.close())

function failureOf(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('It did not fail.')
}

describe('blocking calls', () => {
  test('read and write', () => {
    const blocking = connections.blocking()
    expect(blocking.execute(write('insert into item select generate_series(1, $1)', 10))).toMatchObject({ changes: 10 })
    expect(blocking.execute(read('select id from item where id = $1', 3)).rows).toEqual([['3']])
  })

  test('read in chunks, and execute other statements meanwhile', () => {
    const blocking = connections.blocking()
    const seen: unknown[] = []
    for (const chunk of blocking.stream(read('select id from item order by id'), 4)) {
      seen.push(chunk.length)
      expect(blocking.execute(read('select 1')).rows).toEqual([['1']])
    }
    expect(seen).toEqual([4, 4, 2])
  })

  test('read in chunks inside a transaction, and write between them', () => {
    const blocking = connections.blocking()
    blocking.execute(once('begin'))
    const seen: unknown[] = []
    for (const chunk of blocking.stream(read('select id from item order by id'), 4)) {
      seen.push(...chunk.flat())
      blocking.execute(write('delete from item where id = $1', Number(seen.at(-1))))
    }
    expect(seen).toHaveLength(10)
    blocking.execute(once('rollback'))
    expect(blocking.execute(read('select count(*) from item')).rows).toEqual([['10']])
  })

  test('throw the classes of errors that asynchronous calls reject with', () => {
    const blocking = connections.blocking()
    const failure = failureOf(() => blocking.execute(write('insert into item values (1)')))
    expect(failure).toBeInstanceOf(IntegrityError)
    expect(failure).toMatchObject({ constraint: 'item_pkey', table: 'item', fields: ['id'] })
  })

  test('end at the statement timeout', () => {
    const blocking = connections.blocking()
    expect(failureOf(() => blocking.execute(read('select pg_sleep(60)')))).toBeInstanceOf(StatementTimeout)
    expect(blocking.execute(read('select 1')).rows).toEqual([['1']])
  })

  test('end at the lock timeout, though the thread that would give the lock back is the one that waits', async () => {
    const session = await connections.acquire({ caller, effect: 'write' })
    await session.execute(once('begin; lock table item'), { caller })
    const blocking = connections.blocking()
    expect(failureOf(() => blocking.execute(read('select id from item')))).toBeInstanceOf(LockTimeout)
    await session.release('dirty')
    expect(blocking.execute(read('select count(*) from item')).rows).toEqual([['10']])
  })

  test('refuse a COMMIT that the server answers by ROLLBACK', () => {
    const blocking = connections.blocking()
    blocking.execute(once('begin'))
    failureOf(() => blocking.execute(read('select nothing')))
    expect(failureOf(() => blocking.execute(once('commit')))).toBeInstanceOf(TransactionBroken)
    blocking.execute(once('rollback'))
  })

  test('fail clearly where the connection was killed, and have a new one next time', async () => {
    const blocking = connections.blocking()
    const [[pid] = []] = blocking.execute(read('select pg_backend_pid()')).rows
    await executeOn(url, 'select pg_terminate_backend($1)', [Number(pid)])
    expect(failureOf(() => blocking.execute(write('select 1')))).toBeInstanceOf(ConnectionLost)
    expect(blocking.execute(read('select 1')).rows).toEqual([['1']])
  })
})
