import { expect, test } from 'vitest'
import { PoolTimeout } from '../../src/errors/pool-errors.ts'
import { ProgrammingError } from '../../src/errors/database-error.ts'
import { caller, chunksOf, failureOf, once, read, rowsOf, testDatabase, write } from './open-database.ts'

const { open } = await testDatabase(
  'create table item (id int primary key)',
  'insert into item select generate_series(1, 10)',
)
const items = read('select id from item where id <= $1 order by id', 7)

test('rows come in chunks of the size asked for, and the last one is what is left', async () => {
  const connections = await open()
  const sizes = async (chunkSize: number) =>
    (await chunksOf(connections.stream(items, { caller, chunkSize }))).map((chunk) => chunk.length)
  expect(await sizes(3)).toEqual([3, 3, 1])
  expect(await sizes(7)).toEqual([7])
  expect(await sizes(100)).toEqual([7])
  expect(await chunksOf(connections.stream(read('select 1 where false'), { caller, chunkSize: 5 }))).toEqual([])
})

test('100,000 rows of a kilobyte are never held all at once', async () => {
  const connections = await open()
  const wide = read("select number, repeat('x', 1000) from generate_series(1, 100000) as number")
  let [rows, most] = [0, 0]
  const before = process.memoryUsage().rss
  for await (const chunk of connections.stream(wide, { caller, chunkSize: 500 })) {
    rows += chunk.length
    most = Math.max(most, process.memoryUsage().rss - before)
  }
  expect(rows).toBe(100_000)
  // All of them would be more than 100 MB.
  expect(most).toBeLessThan(80 * 2 ** 20)
})

test('a loop that is left early frees its connection', async () => {
  const connections = await open({ max: 1 })
  for (let round = 0; round < 5; round++) {
    for await (const chunk of connections.stream(items, { caller, chunkSize: 2 })) {
      expect(chunk).toEqual([['1'], ['2']])
      break
    }
    expect(await connections.execute(write('select 1'), { caller })).toMatchObject({ connection: 'pool 1' })
  }
})

test('a SELECT that fails, at once or in its midst, leaves its connection usable', async () => {
  const connections = await open({ max: 1 })
  const wrong = connections.stream(read('select nothing'), { caller, chunkSize: 2 })
  expect(await failureOf(wrong.next())).toBeInstanceOf(ProgrammingError)
  const late = connections.stream(read('select 10 / (5 - id) from item order by id'), { caller, chunkSize: 2 })
  await late.next()
  await late.next()
  expect(await failureOf(late.next())).toMatchObject({ driverCode: '22012' })
  expect(await connections.execute(write('select 1'), { caller })).toMatchObject({ connection: 'pool 1' })
})

test('at most max − 1 streams are open at once, so that loops over their rows can write', async () => {
  const connections = await open({ max: 3, acquireTimeout: 200 })
  const streams = [1, 2, 3].map(() => connections.stream(items, { caller, chunkSize: 2 }))
  await streams[0]?.next()
  await streams[1]?.next()
  expect(await rowsOf(connections, write('select 1'))).toEqual([['1']])
  const refused = await failureOf(connections.stream(items, { caller, chunkSize: 2 }).next())
  expect(refused).toBeInstanceOf(PoolTimeout)
  const third = streams[2]?.next()
  await streams[0]?.return()
  expect((await third)?.value).toEqual([['1'], ['2']])
  await Promise.all(streams.map((stream) => stream.return()))
})

test('in a transaction other statements run between the chunks, on the same connection', async () => {
  const connections = await open({ max: 1 })
  const session = await connections.acquire({ caller, effect: 'write' })
  await session.execute(once('begin'), { caller })
  const seen: unknown[] = []
  for await (const chunk of session.stream(items, { caller, chunkSize: 3 })) {
    seen.push(...chunk.flat())
    await session.execute(write('delete from item where id = $1', Number(seen.at(-1))), { caller })
    for await (const inner of session.stream(items, { caller, chunkSize: 1 })) {
      expect(inner).toHaveLength(1)
      break
    }
  }
  expect(seen).toEqual(['1', '2', '3', '4', '5', '6', '7'])
  expect((await session.execute(read("select name from pg_cursors where name <> ''"), { caller })).rows).toEqual([])
  await session.release('dirty')
})
