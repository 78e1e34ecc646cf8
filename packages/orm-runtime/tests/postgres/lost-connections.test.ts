import { expect, test } from 'vitest'
import { ConnectionLost } from '../../src/errors/database-error.ts'
import { executeOn } from '../databases/postgres-url.ts'
import { caller, failureOf, once, read, rowsOf, testDatabase, until, write } from './open-database.ts'

const { url, open } = await testDatabase('create table item (id int primary key)')

/** Kills the server's side of all connections with this name; true if there was one. */
async function kill(applicationName: string): Promise<boolean> {
  const sql = 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1'
  return (await executeOn(url, sql, [applicationName])).length > 0
}

async function gone(applicationName: string): Promise<boolean> {
  const sql = 'select 1 from pg_stat_activity where application_name = $1'
  return (await executeOn(url, sql, [applicationName])).length === 0
}

test('a connection that dies in a transaction fails that statement; the pool replaces it', async () => {
  const connections = await open({ applicationName: 'in-transaction', max: 1 })
  const session = await connections.acquire({ caller, effect: 'write' })
  await session.execute(once('begin; insert into item values (1)'), { caller })
  const failure = failureOf(session.execute(read('select pg_sleep(60)'), { caller }))
  await until(() => kill('in-transaction'))
  expect(await failure).toBeInstanceOf(ConnectionLost)
  expect(await failureOf(session.execute(once('commit'), { caller }))).toBeInstanceOf(ConnectionLost)
  await session.release('clean')
  expect(await rowsOf(connections, write('select id from item'))).toEqual([])
})

test('one that dies while its transaction does nothing fails the next statement', async () => {
  const connections = await open({ applicationName: 'in-thought', max: 1 })
  const session = await connections.acquire({ caller, effect: 'write' })
  await session.execute(once('begin'), { caller })
  await kill('in-thought')
  expect(await failureOf(session.execute(read('select 1'), { caller }))).toBeInstanceOf(ConnectionLost)
  await session.release('dirty')
  expect(await rowsOf(connections, write('select 1'))).toEqual([['1']])
})

test('idle connections that were killed are replaced without an error', async () => {
  const connections = await open({ applicationName: 'idle', max: 3, pingAfterIdle: 5_000 })
  const work = () =>
    [read('select 1'), write('select 1'), write('select 2'), write('select 3')].map((one) => rowsOf(connections, one))
  for (let round = 0; round < 5; round++) {
    await Promise.all(work())
    expect(await kill('idle')).toBe(true)
    // One that was still being opened for nobody comes late.
    await until(async () => !(await kill('idle')))
    expect(await Promise.all(work())).toEqual([[['1']], [['1']], [['2']], [['3']]])
  }
})

test('reads in a pipeline whose connection dies are repeated on another', async () => {
  const connections = await open({ applicationName: 'pipe', pipelines: 1 })
  await rowsOf(connections, read('select 0'))
  const sent = Array.from({ length: 50 }, (_, index) =>
    rowsOf(connections, read(`select ${index} from pg_sleep(0.01)`)),
  )
  expect(await kill('pipe')).toBe(true)
  expect(await Promise.all(sent)).toEqual(sent.map((_, index) => [[String(index)]]))
})

test('a write whose connection dies is not repeated, because it may have happened', async () => {
  const connections = await open({ applicationName: 'writing' })
  const failure = failureOf(connections.execute(write('insert into item select 7 from pg_sleep(60)'), { caller }))
  await until(() => kill('writing'))
  expect(await failure).toBeInstanceOf(ConnectionLost)
  expect(await rowsOf(connections, read('select id from item where id = 7'))).toEqual([])
})

test('a stream whose connection dies fails, with a chunk under way or none', async () => {
  const connections = await open({ applicationName: 'streaming', max: 1 })
  for (const between of [true, false]) {
    const sql = between
      ? 'select generate_series(1, 1000)'
      : 'select n, pg_sleep(n / 100) from generate_series(1, 1000) n'
    const stream = connections.stream(read(sql), { caller, chunkSize: 99 })
    await stream.next()
    const next = between ? undefined : failureOf(stream.next())
    await kill('streaming')
    await until(() => gone('streaming'))
    expect(await (next ?? failureOf(stream.next()))).toBeInstanceOf(ConnectionLost)
  }
  expect(await rowsOf(connections, write('select 1'))).toEqual([['1']])
})
