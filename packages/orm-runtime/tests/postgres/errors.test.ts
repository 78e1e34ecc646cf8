import { describe, expect, test } from 'vitest'
import {
  ConnectionLost,
  DataError,
  Deadlock,
  IntegrityError,
  LockTimeout,
  OperationalError,
  ProgrammingError,
  SerializationFailure,
  StatementTimeout,
} from '../../src/errors/database-error.ts'
import type { Statement } from '../../src/dialects/connections.ts'
import { caller, failureOf, once, read, testDatabase, write } from './open-database.ts'

const { open } = await testDatabase(
  'create table customer (id int primary key, "eMail" text constraint one_email unique, name text not null, age int)',
  'alter table customer add constraint grown_up check (age >= 18)',
  'create unique index one_name on customer (lower(name), age)',
  'create table invoice (id int primary key, customer_id int references customer, during int4range)',
  'alter table invoice add constraint no_overlap exclude using gist (during with &&)',
  "insert into customer values (1, 'a@b.c', 'Ann', 30)",
  "insert into invoice values (1, 1, '[1,5)')",
)
const connections = await open()

describe('a broken constraint is named, with its table and columns', () => {
  const insert = (values: string) => write(`insert into customer values (${values})`)
  test.each([
    [insert("2, 'a@b.c', 'Bob', 30"), 'unique', 'one_email', 'customer', ['eMail']],
    [insert("1, 'x', 'Bob', 30"), 'unique', 'customer_pkey', 'customer', ['id']],
    [insert("2, 'x', 'ANN', 30"), 'unique', 'one_name', 'customer', ['lower(name)', 'age']],
    [insert("2, 'x', null, 30"), 'not-null', undefined, 'customer', ['name']],
    [insert("2, 'x', 'Bob', 3"), 'check', 'grown_up', 'customer', []],
    [write('insert into invoice values (2, 7)'), 'foreign-key', 'invoice_customer_id_fkey', 'invoice', ['customer_id']],
    [write('delete from customer'), 'foreign-key', 'invoice_customer_id_fkey', 'invoice', ['id']],
    [write("insert into invoice values (2, 1, '[3,9)')"), 'exclusion', 'no_overlap', 'invoice', ['during']],
  ])('%o', async (statement, kind, constraint, table, fields) => {
    const failure = await failureOf(connections.execute(statement, { caller }))
    expect(failure).toBeInstanceOf(IntegrityError)
    expect(failure).toMatchObject({ kind, constraint, table, fields, sql: statement.sql })
  })
})

describe('an error is of the class that says what to do', () => {
  const cases: readonly [Statement, abstract new (...args: never) => Error, string][] = [
    [read('select nothing from customer'), ProgrammingError, '42703'],
    [read('select * from nowhere'), ProgrammingError, '42P01'],
    [read('selec 1'), ProgrammingError, '42601'],
    [read('select $1::int', 'many'), DataError, '22P02'],
    [read('select 1 / $1::int', 0), DataError, '22012'],
    [read('select $1::smallint', 70_000), DataError, '22003'],
    [read('select $1::text', 'nul \0'), DataError, '22021'],
    [write('select pg_terminate_backend(pg_backend_pid())'), ConnectionLost, '57P01'],
    [once('set local statement_timeout = 20; select pg_sleep(10)'), StatementTimeout, '57014'],
    [once('select pg_cancel_backend(pg_backend_pid()); select pg_sleep(10)'), OperationalError, '57014'],
    [once("do $$ begin raise exception 'no' using errcode = '40001'; end $$"), SerializationFailure, '40001'],
  ]
  test.each(cases)('%o', async (statement, Class, driverCode) => {
    const failure = await failureOf(connections.execute(statement, { caller }))
    expect(failure).toBeInstanceOf(Class)
    expect(failure).toMatchObject({ driverCode, sql: statement.sql })
  })
})

test('values are not shown', async () => {
  const failure = await failureOf(connections.execute(read('select 1 from nowhere where a = $1', 'secret'), { caller }))
  expect(String(failure)).toContain('string(6)')
  expect(String(failure)).not.toContain('secret')
})

test('more parameters than the protocol can carry are refused before they are sent', async () => {
  const many = Array.from({ length: 65_536 }, (_, index) => index)
  const failure = await failureOf(connections.execute(read(`select ${many.length}`, ...many), { caller }))
  expect(failure).toBeInstanceOf(ProgrammingError)
  expect(String(failure)).toContain('65536 parameters')
})

describe('two transactions', () => {
  test('that wait for each other: one ends with a Deadlock, the other goes on', async () => {
    const ids = [10, 11]
    for (const id of ids)
      await connections.execute(write('insert into customer values ($1, null, $2, 20)', id, `n${id}`), { caller })
    const change = (id: number) => write('update customer set age = age + 1 where id = $1', id)
    const [one, other] = await Promise.all([1, 2].map(() => connections.acquire({ caller, effect: 'write' })))
    if (!one || !other) throw new Error('No sessions.')
    for (const session of [one, other])
      await session.execute(once("begin; set local deadlock_timeout = '50ms'"), { caller })
    await one.execute(change(10), { caller })
    await other.execute(change(11), { caller })
    const results = await Promise.allSettled([
      one.execute(change(11), { caller }),
      other.execute(change(10), { caller }),
    ])
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
    expect(failures).toHaveLength(1)
    expect(failures[0]).toBeInstanceOf(Deadlock)
    await Promise.all([one.release('dirty'), other.release('dirty')])
  })

  test('with a lock that is not to be had: LockTimeout', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => connections.acquire({ caller, effect: 'write' })))
    if (!one || !other) throw new Error('No sessions.')
    await one.execute(once('begin; lock table customer'), { caller })
    await other.execute(once("begin; set local lock_timeout = '30ms'"), { caller })
    expect(await failureOf(other.execute(read('select * from customer'), { caller }))).toBeInstanceOf(LockTimeout)
    await Promise.all([one.release('dirty'), other.release('dirty')])
  })
})
