import { afterAll, expect, test } from 'vitest'
import { openPostgres } from '../../src/dialects/postgres/open-postgres.ts'
import { IntegrityError } from '../../src/errors/database-error.ts'
import { startPostgres } from '../databases/start-postgres.ts'
import { caller, chunksOf, failureOf, once, read, rowsOf, write } from './open-database.ts'

const server = await startPostgres('18')
afterAll(() => server.end())

test('PostgreSQL 18: reads, writes, errors, streams and aborts', async () => {
  const connections = await openPostgres(server.url)
  await connections.execute(once('create table item (id int primary key)'), { caller })
  expect(await connections.execute(write('insert into item select generate_series(1, 5)'), { caller })).toMatchObject({
    changes: 5,
  })
  const found = await Promise.all(
    [1, 2, 3].map((id) => rowsOf(connections, read('select id from item where id = $1', id))),
  )
  expect(found).toEqual([[['1']], [['2']], [['3']]])
  const failure = await failureOf(connections.execute(write('insert into item values (1)'), { caller }))
  expect(failure).toBeInstanceOf(IntegrityError)
  expect(failure).toMatchObject({ kind: 'unique', constraint: 'item_pkey', fields: ['id'] })
  expect(await chunksOf(connections.stream(read('select id from item'), { caller, chunkSize: 3 }))).toHaveLength(2)
  const signal = AbortSignal.timeout(50)
  expect(await failureOf(connections.execute(read('select pg_sleep(60)'), { caller, signal }))).toBe(signal.reason)
  expect(await rowsOf(connections, read("select current_setting('server_version_num')::int / 10000"))).toEqual([['18']])
  await connections.close()
})
