import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as classes from '../../dist/errors/database-error.js'
import type { MariadbConnections } from '../../dist/dialects/mariadb/open-mariadb.js'
import type { Parameter } from '../../src/dialects/connections.ts'
import { mariadbUrl } from '../databases/mariadb-url.ts'
import { caller, failure, prepared, testDatabase, text } from './database.ts'

const { DataError, Deadlock, IntegrityError, LockTimeout, ProgrammingError, showParameters, StatementTimeout } = classes

describe.skipIf(!mariadbUrl)('errors of MariaDB', () => {
  const database = testDatabase()
  let mariadb: MariadbConnections
  beforeAll(async () => {
    mariadb = await database.open()
    for (const sql of [
      'create table users (id int primary key auto_increment, email varchar(20) not null, born date, age int, constraint adult check (age >= 18), constraint users_email_key unique (email))',
      'create table orders (id int primary key, `userId` int not null, constraint orders_user foreign key (`userId`) references users (id))',
      "insert into users (id, email) values (1, 'ada@x.org'), (2, 'bob@x.org')",
      'insert into orders values (1, 1)',
    ]) {
      await mariadb.execute(text(sql), caller)
    }
  })
  afterAll(() => mariadb.close())

  const cases: {
    what: string
    sql: string
    with?: Parameter[]
    is: new (...args: never[]) => Error
    expected?: object
  }[] = [
    {
      what: 'a key that exists',
      sql: 'insert into users (email) values (?)',
      with: ['ada@x.org'],
      is: IntegrityError,
      expected: { kind: 'unique', constraint: 'users_email_key', driverCode: 'ER_DUP_ENTRY' },
    },
    {
      what: 'a primary key that exists',
      sql: 'insert into orders values (1, 1)',
      is: IntegrityError,
      expected: { kind: 'unique', constraint: 'PRIMARY' },
    },
    {
      what: 'a reference to nothing',
      sql: 'insert into orders values (2, 99)',
      is: IntegrityError,
      expected: { kind: 'foreign-key', constraint: 'orders_user', table: 'orders', fields: ['userId'] },
    },
    {
      what: 'deleting what is referred to',
      sql: 'delete from users where id = 1',
      is: IntegrityError,
      expected: { kind: 'foreign-key', constraint: 'orders_user', table: 'orders', fields: ['userId'] },
    },
    {
      what: 'null where it may not be',
      sql: 'insert into users (email) values (?)',
      with: [null],
      is: IntegrityError,
      expected: { kind: 'not-null', fields: ['email'] },
    },
    {
      what: 'no value and no default',
      sql: 'insert into users (age) values (20)',
      is: IntegrityError,
      expected: { kind: 'not-null', fields: ['email'] },
    },
    {
      what: 'a check that does not hold',
      sql: "insert into users (email, age) values ('c', 3)",
      is: IntegrityError,
      expected: { kind: 'check', constraint: 'adult' },
    },
    {
      what: 'a text that is too long',
      sql: 'update users set email = ? where id = 1',
      with: ['x'.repeat(21)],
      is: DataError,
    },
    { what: 'a number out of range', sql: 'update users set age = 99999999999 where id = 1', is: DataError },
    { what: 'a text for a number', sql: 'update users set age = ? where id = 1', with: ['abc'], is: DataError },
    { what: 'a date that does not exist', sql: "update users set born = '2026-02-30' where id = 1", is: DataError },
    { what: 'a division by zero in a change', sql: 'update users set age = 1 / 0 where id = 1', is: DataError },
    { what: 'a table that does not exist', sql: 'select * from nothing', is: ProgrammingError },
    { what: 'a column that does not exist', sql: 'select nothing from users', is: ProgrammingError },
    {
      what: 'wrong syntax',
      sql: 'select from where',
      is: ProgrammingError,
      expected: { driverCode: 'ER_PARSE_ERROR' },
    },
  ]
  for (const { what, sql, with: parameters = [], is, expected = {} } of cases) {
    for (const made of [prepared, text]) {
      it(`${what} is a ${is.name}, ${made.name}`, async () => {
        const error = await failure(mariadb, made(sql, ...parameters))
        expect(error).toBeInstanceOf(is)
        expect(error).toMatchObject({ sql, ...expected })
      })
    }
  }

  it('values are shown only where they may be', async () => {
    const statement = prepared('insert into users (email) values (?)', 'ada@x.org')
    const wrongNumber = prepared('update users set age = ? where id = 1', 'secret')
    for (const one of [statement, wrongNumber]) {
      const hidden = (await failure(mariadb, one)) as Error
      expect(`${String(hidden)}${String(hidden.cause)}`).not.toMatch(/ada@x|secret/)
    }
    showParameters(true)
    try {
      expect(String(await failure(mariadb, statement))).toMatch(
        /Duplicate entry 'ada@x.org' for key .* with: \['ada@x.org'\]/s,
      )
    } finally {
      showParameters(false)
    }
  })

  it('a deadlock ends one of the two transactions, which says so', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => mariadb.acquire({ ...caller, effect: 'write' })))
    if (!one || !two) throw new Error('No sessions.')
    const lock = (id: number) => prepared('update users set age = 30 where id = ?', id)
    for (const session of [one, two]) await session.execute(text('start transaction'), caller)
    await one.execute(lock(1), caller)
    await two.execute(lock(2), caller)
    const results = await Promise.allSettled([one.execute(lock(2), caller), two.execute(lock(1), caller)])
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
    expect(reasons).toHaveLength(1)
    expect(reasons[0]).toBeInstanceOf(Deadlock)
    expect(reasons[0]).toBeInstanceOf(classes.SerializationFailure)
    await Promise.all([one.release('dirty'), two.release('dirty')])
  })

  it('a lock that is not to be had is a LockTimeout', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => mariadb.acquire({ ...caller, effect: 'write' })))
    if (!one || !two) throw new Error('No sessions.')
    await one.execute(text('start transaction'), caller)
    await one.execute(text('update users set age = 40 where id = 1'), caller)
    await two.execute(text('start transaction'), caller)
    expect(await failure(two, text('select * from users where id = 1 for update nowait'))).toBeInstanceOf(LockTimeout)
    await two.execute(text('set innodb_lock_wait_timeout = 1'), caller)
    expect(await failure(two, prepared('update users set age = 41 where id = ?', 1))).toBeInstanceOf(LockTimeout)
    await Promise.all([one.release('dirty'), two.release('dirty')])
    expect((await mariadb.execute(text('select age from users where id = 1'), caller)).rows).not.toEqual([[40]])
  })

  it('a statement that runs too long is a StatementTimeout, and the connection goes on', async () => {
    const limited = await database.open({ statementTimeout: 100, max: 1 })
    const slow =
      limited.server.flavour === 'mariadb'
        ? 'select sleep(5)'
        : 'select count(*) from information_schema.columns a, information_schema.columns b, information_schema.columns c'
    expect(await failure(limited, prepared(slow))).toBeInstanceOf(StatementTimeout)
    expect((await limited.execute(text('select 1'), caller)).rows).toEqual([[1]])
  })
})
