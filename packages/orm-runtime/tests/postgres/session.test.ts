import { expect, test } from 'vitest'
import { IntegrityError } from '../../src/errors/database-error.ts'
import { TransactionBroken } from '../../src/errors/transaction-error.ts'
import { caller, failureOf, once, read, rowsOf, testDatabase, write } from './open-database.ts'

const { open } = await testDatabase(
  'create table item (id int primary key, parent int references item deferrable initially deferred)',
)

test('a COMMIT that the server answers by ROLLBACK is an error', async () => {
  const connections = await open()
  const session = await connections.acquire({ caller, effect: 'write' })
  await session.execute(once('begin'), { caller })
  await session.execute(write('insert into item values (1)'), { caller })
  await failureOf(session.execute(read('select nothing'), { caller }))
  expect(await failureOf(session.execute(once('commit'), { caller }))).toBeInstanceOf(TransactionBroken)
  await session.execute(once('rollback'), { caller })
  await session.release('clean')
  expect(await rowsOf(connections, read('select id from item'))).toEqual([])
})

test('a deferred constraint that fails at COMMIT is an IntegrityError', async () => {
  const connections = await open()
  const session = await connections.acquire({ caller, effect: 'write' })
  await session.execute(once('begin'), { caller })
  await session.execute(write('insert into item values (1, 2)'), { caller })
  const failure = await failureOf(session.execute(once('commit'), { caller }))
  expect(failure).toBeInstanceOf(IntegrityError)
  expect(failure).toMatchObject({ kind: 'foreign-key', fields: ['parent'] })
  await session.release('clean')
  expect(await rowsOf(connections, read('select id from item'))).toEqual([])
})

test('a savepoint brings a failed transaction back', async () => {
  const connections = await open()
  const session = await connections.acquire({ caller, effect: 'write' })
  await session.execute(once('begin'), { caller })
  await session.execute(once('savepoint one'), { caller })
  await failureOf(session.execute(read('select nothing'), { caller }))
  await session.execute(once('rollback to savepoint one'), { caller })
  await session.execute(write('insert into item values (5)'), { caller })
  await session.execute(once('commit'), { caller })
  await session.release('clean')
  expect(await rowsOf(connections, read('select id from item'))).toEqual([['5']])
})

test.each(['clean', 'dirty'] as const)(
  'a connection given back as %s with a transaction open is rolled back',
  async (state) => {
    const connections = await open({ max: 1 })
    const session = await connections.acquire({ caller, effect: 'write' })
    await session.execute(once("begin; set timezone = 'Asia/Tokyo'"), { caller })
    await session.execute(once('select pg_advisory_lock(1)'), { caller })
    await session.execute(write('insert into item values (9)'), { caller })
    await session.release(state)
    const next = await connections.acquire({ caller, effect: 'write' })
    expect(next.name).toBe(session.name)
    const found = read(
      "select current_setting('timezone'), (select count(*) from pg_locks where locktype = 'advisory')",
    )
    expect((await next.execute(found, { caller })).rows).toEqual([['UTC', '0']])
    expect((await next.execute(read('select id from item where id = 9'), { caller })).rows).toEqual([])
    await next.release('clean')
  },
)
