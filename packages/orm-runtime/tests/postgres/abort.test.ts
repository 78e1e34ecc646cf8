import { describe, expect, test } from 'vitest'
import type { Connections } from '../../src/dialects/connections.ts'
import { executeOn } from '../databases/postgres-url.ts'
import { caller, failureOf, once, read, rowsOf, testDatabase, until, write } from './open-database.ts'

const { url, open } = await testDatabase('create table item (id int primary key)', 'insert into item values (1)')
const reason = new Error('The client has gone.')

/** How many statements with this mark the server is executing. */
async function running(mark: string): Promise<unknown> {
  const sql =
    "select count(*)::int from pg_stat_activity where state = 'active' and query like $1 and pid <> pg_backend_pid()"
  return (await executeOn(url, sql, [`%${mark}%`]))[0]?.[0]
}

test('an aborted statement rejects with the reason and ends on the server', async () => {
  const connections = await open({ max: 1 })
  const abort = new AbortController()
  const failure = failureOf(
    connections.execute(read('select /* long */ pg_sleep(60)'), { caller, signal: abort.signal }),
  )
  await until(async () => (await running('/* long */')) === 1)
  abort.abort(reason)
  expect(await failure).toBe(reason)
  await until(async () => (await running('/* long */')) === 0)
  expect((await connections.execute(write('select 1'), { caller })).connection).toBe('pool 1')
})

test('a caller that aborts while it waits for a connection leaves the queue', async () => {
  const connections = await open({ max: 1 })
  const session = await connections.acquire({ caller, effect: 'write' })
  const abort = new AbortController()
  const failures = [
    failureOf(connections.execute(read('select 1'), { caller, signal: abort.signal })),
    failureOf(connections.acquire({ caller, effect: 'write', signal: abort.signal })),
  ]
  abort.abort(reason)
  expect(await Promise.all(failures)).toEqual([reason, reason])
  await session.release('clean')
  expect(await rowsOf(connections, write('select 1'))).toEqual([['1']])
})

test('with a signal that has aborted already nothing is sent', async () => {
  const connections = await open()
  const insert = write('insert into item values (99)')
  expect(await failureOf(connections.execute(insert, { caller, signal: AbortSignal.abort(reason) }))).toBe(reason)
  expect(await rowsOf(connections, read('select id from item where id = 99'))).toEqual([])
})

test('in a session the transaction fails, and its ROLLBACK is not hit by the cancellation', async () => {
  const connections = await open({ max: 1 })
  for (let round = 0; round < 20; round++) {
    const session = await connections.acquire({ caller, effect: 'write' })
    await session.execute(once('begin'), { caller })
    const abort = new AbortController()
    const failure = failureOf(session.execute(read('select pg_sleep(60)'), { caller, signal: abort.signal }))
    setTimeout(() => abort.abort(reason), round % 5)
    expect(await failure).toBe(reason)
    await session.execute(once('rollback'), { caller })
    expect(await session.execute(read('select 1'), { caller })).toMatchObject({ rows: [['1']], connection: 'pool 1' })
    await session.release('clean')
  }
})

test('in 1,000 rounds at whichever moment the next query on the connection is not cancelled', async () => {
  const lanes = await Promise.all(Array.from({ length: 4 }, () => open({ max: 1 })))
  let aborted = 0
  const lane = async (connections: Connections) => {
    for (let round = 0; round < 250; round++) {
      const abort = new AbortController()
      // Some end before they are cancelled, some are cancelled, and some end while the cancellation is on its way.
      const victim = read('select 1 from pg_sleep($1)', (round % 25) / 5_000)
      const work = connections.execute(victim, { caller, signal: abort.signal }).catch((error: unknown) => {
        expect(error).toBe(reason)
        aborted++
      })
      await new Promise((resolve) => setTimeout(resolve, 2))
      abort.abort(reason)
      const neighbour = write('select id from item, pg_sleep(0.003)')
      expect(await connections.execute(neighbour, { caller })).toMatchObject({ rows: [['1']], connection: 'pool 1' })
      await work
    }
  }
  await Promise.all(lanes.map(lane))
  expect(aborted).toBeGreaterThan(100)
  expect(aborted).toBeLessThan(1_000)
})

describe('a stream is aborted', () => {
  const numbers = read('select number from generate_series(1, 100000) as number')
  const cases: readonly [string, typeof numbers][] = [
    ['between its chunks', numbers],
    [
      'while it waits for one',
      read(
        'select /* chunk */ case when n > 150 then pg_sleep(60)::text else n::text end from generate_series(1, 200) as n',
      ),
    ],
  ]
  test.each(cases)('%s', async (when, statement) => {
    const connections = await open({ max: 1 })
    const abort = new AbortController()
    const stream = connections.stream(statement, { caller, chunkSize: 100, signal: abort.signal })
    expect((await stream.next()).value).toHaveLength(100)
    if (when === 'between its chunks') abort.abort(reason)
    const failure = failureOf(stream.next())
    if (!abort.signal.aborted) {
      await until(async () => (await running('/* chunk */')) === 1)
      abort.abort(reason)
    }
    expect(await failure).toBe(reason)
    expect(await connections.execute(write('select 1'), { caller })).toMatchObject({
      rows: [['1']],
      connection: 'pool 1',
    })
  })

  test('in a transaction', async () => {
    const connections = await open({ max: 1 })
    const session = await connections.acquire({ caller, effect: 'read' })
    await session.execute(once('begin'), { caller })
    const abort = new AbortController()
    const stream = session.stream(numbers, { caller, chunkSize: 100, signal: abort.signal })
    await stream.next()
    abort.abort(reason)
    expect(await failureOf(stream.next())).toBe(reason)
    expect(await session.execute(read('select 1'), { caller })).toMatchObject({ rows: [['1']] })
    await session.release('dirty')
  })
})
