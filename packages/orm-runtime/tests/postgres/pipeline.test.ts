import { expect, test } from 'vitest'
import { DataError } from '../../src/errors/database-error.ts'
import { executeOn } from '../databases/postgres-url.ts'
import { caller, once, read, rowsOf, testDatabase } from './open-database.ts'

const { url, open } = await testDatabase(
  'create table item (id int primary key, name text)',
  "insert into item select number, 'item ' || number from generate_series(1, 100) as number",
)
const byId = (id: number) => read('select id, name from item where id = $1', id)

test('many concurrent reads share one connection, and each gets its own answer', async () => {
  const connections = await open({ applicationName: 'shared' })
  const ids = Array.from({ length: 1_000 }, (_, index) => (index % 100) + 1)
  const outcomes = await Promise.all(ids.map((id) => connections.execute(byId(id), { caller })))
  expect(outcomes.map(({ rows }) => rows)).toEqual(ids.map((id) => [[String(id), `item ${id}`]]))
  const opened = await executeOn(url, "select count(*)::int from pg_stat_activity where application_name = 'shared'")
  expect(opened).toEqual([[expect.toSatisfy((count: number) => count <= 2)]])
})

test('statements that fail, at parsing or at execution, harm none that are sent beside them', async () => {
  const connections = await open()
  const mixed = Array.from(
    { length: 300 },
    (_, index) =>
      [
        byId(index % 100),
        read('select nothing from item'),
        read('select 1 / $1::int', index % 2),
        read(`select ${index}`),
      ][index % 4]!,
  )
  const results = await Promise.allSettled(mixed.map((statement) => rowsOf(connections, statement)))
  results.forEach((result, index) => {
    const failed = result.status === 'rejected' ? (result.reason as unknown) : undefined
    // Not 26000, the one of a statement that counts on another's having prepared it.
    if (index % 4 === 1) expect(failed).toMatchObject({ code: 'programming-error', driverCode: '42703' })
    else if (index % 4 === 2 && index % 2 === 0) expect(failed).toBeInstanceOf(DataError)
    else expect(failed).toBeUndefined()
  })
})

test('a table that changes under prepared statements costs nobody an error', async () => {
  const connections = await open({ pipelines: 1, max: 1 })
  const all = read('select * from changing')
  await connections.execute(once('create table changing (a int)'), { caller })
  const width = async () => (await rowsOf(connections, all))[0]?.length
  await connections.execute(once('insert into changing values (1)'), { caller })
  expect(await Promise.all(Array.from({ length: 20 }, width))).toEqual(Array.from({ length: 20 }, () => 1))
  await executeOn(url, 'alter table changing add b int')
  expect(await Promise.all(Array.from({ length: 20 }, width))).toEqual(Array.from({ length: 20 }, () => 2))
  const signal = new AbortController().signal
  expect((await connections.execute(all, { caller, signal })).rows[0]).toHaveLength(2)
  await executeOn(url, 'alter table changing add c int')
  expect((await connections.execute(all, { caller, signal })).rows[0]).toHaveLength(3)
  expect(await Promise.all(Array.from({ length: 20 }, width))).toEqual(Array.from({ length: 20 }, () => 3))
})

test('statements deallocated behind the back are prepared again', async () => {
  const connections = await open({ pipelines: 0, max: 1 })
  expect(await rowsOf(connections, byId(1))).toHaveLength(1)
  await connections.execute(once('deallocate all'), { caller })
  expect(await rowsOf(connections, byId(2))).toHaveLength(1)
})

test('in a transaction such a statement fails, and the next transaction has a new plan', async () => {
  const connections = await open({ max: 1 })
  await connections.execute(once('create table moving (a int)'), { caller })
  const all = read('select * from moving')
  const inTransaction = async () => {
    const session = await connections.acquire({ caller, effect: 'write' })
    try {
      await session.execute(once('begin'), { caller })
      return await session.execute(all, { caller })
    } finally {
      await session.release('dirty')
    }
  }
  await inTransaction()
  await executeOn(url, 'alter table moving add b int')
  await expect(inTransaction()).rejects.toThrow('cached plan')
  await expect(inTransaction()).resolves.toMatchObject({ rows: [] })
})

test('while one read takes long, others go elsewhere', async () => {
  const connections = await open({ pipelines: 1 })
  await rowsOf(connections, byId(1))
  let slowIsDone = false
  const slow = connections.execute(read('select 1 from pg_sleep(2)'), { caller }).finally(() => (slowIsDone = true))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(await connections.execute(byId(2), { caller })).toMatchObject({
    rows: [['2', 'item 2']],
    connection: 'pool 1',
  })
  expect(slowIsDone).toBe(false)
  expect((await slow).connection).toBe('pipeline 1')
})
