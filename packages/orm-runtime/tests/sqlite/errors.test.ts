import { describe, expect, it } from 'vitest'
import * as errors from '../../dist/errors/database-error.js'
import { failure, options, read, useFile, write } from './open-file.ts'

const db = useFile()

const tables = [
  'create table users (id integer primary key, email text not null, tenant integer, price integer check (price > 0) constraint cheap check (price < 100), unique (email, tenant))',
  'create table tags (name text)',
  'create unique index one_name on tags (lower(name))',
  "insert into tags values ('a')",
  'create table orders (id integer primary key, user_id integer references users (id), exact text) strict',
  "insert into users values (1, 'ada@x.org', 7, 50)",
]

interface Row {
  readonly sql: string
  readonly error: abstract new (...parameters: never[]) => Error
  readonly fields: Readonly<Record<string, unknown>>
}

const failing: Record<string, Row> = {
  'a unique constraint': {
    sql: "insert into users values (2, 'ada@x.org', 7, 50)",
    error: errors.IntegrityError,
    fields: { kind: 'unique', table: 'users', fields: ['email', 'tenant'], driverCode: 'SQLITE_CONSTRAINT_UNIQUE' },
  },
  'a primary key': {
    sql: "insert into users values (1, 'b', 7, 50)",
    error: errors.IntegrityError,
    fields: { kind: 'unique', table: 'users', fields: ['id'] },
  },
  'a unique index over an expression': {
    sql: "insert into tags values ('A')",
    error: errors.IntegrityError,
    fields: { kind: 'unique', constraint: 'one_name', fields: [] },
  },
  'a column that is not null': {
    sql: 'insert into users (id) values (3)',
    error: errors.IntegrityError,
    fields: { kind: 'not-null', table: 'users', fields: ['email'] },
  },
  'a foreign key': {
    sql: 'insert into orders values (1, 99, null)',
    error: errors.IntegrityError,
    fields: { kind: 'foreign-key' },
  },
  'a named check': {
    sql: "insert into users values (3, 'c', 7, 500)",
    error: errors.IntegrityError,
    fields: { kind: 'check', constraint: 'cheap' },
  },
  'a check without a name': {
    sql: "insert into users values (3, 'c', 7, -5)",
    error: errors.IntegrityError,
    fields: { kind: 'check', constraint: undefined },
  },
  'a value that a strict column can not hold': {
    sql: "insert into orders values (1, 'text', null)",
    error: errors.DataError,
    fields: { driverCode: 'SQLITE_CONSTRAINT_DATATYPE' },
  },
  'text as a row id': {
    sql: "insert into users values ('one', 'c', 7, 50)",
    error: errors.DataError,
    fields: { driverCode: 'SQLITE_MISMATCH' },
  },
  'broken JSON': { sql: "select json('{')", error: errors.DataError, fields: {} },
  'a sum beyond 64 bits': {
    sql: 'select sum(value) from (select 9223372036854775807 as value union all select 1)',
    error: errors.DataError,
    fields: {},
  },
  'a table that is not there': {
    sql: 'select * from nowhere',
    error: errors.ProgrammingError,
    fields: { hint: expect.stringContaining('createTables') as unknown },
  },
  'a column that is not there': {
    sql: 'select missing from users',
    error: errors.ProgrammingError,
    fields: { hint: expect.stringContaining('migration') as unknown },
  },
  'a syntax error': { sql: 'selec 1', error: errors.ProgrammingError, fields: { driverCode: 'SQLITE_ERROR' } },
  'two statements in one': { sql: 'select 1; select 2', error: errors.ProgrammingError, fields: {} },
  'a missing parameter': { sql: 'select ?', error: errors.ProgrammingError, fields: {} },
}

describe.each(Object.entries(failing))('%s', (_, { sql, error, fields }) => {
  it('is told the same way by both halves', async () => {
    for (const table of tables) db.connections.blocking().execute(write(table))
    const halves = [
      await failure(() => db.connections.blocking().execute(write(sql))),
      await failure(() => db.connections.execute(write(sql), options)),
    ]
    for (const thrown of halves) {
      expect(thrown).toBeInstanceOf(error)
      expect(thrown).toMatchObject({ sql, ...fields })
    }
    const [blocking, asynchronous] = halves.map((thrown) => (thrown instanceof Error ? thrown.message : ''))
    expect(blocking).toBe(asynchronous)
    expect(blocking).toContain(`in: ${sql}`)
  })
})

it('parameters are shown by type and length only', async () => {
  const error = await failure(() => db.connections.execute(read('select ? from nowhere', 'secret'), options))
  expect(error).toHaveProperty('message', expect.stringContaining('with: [string(6)]'))
  expect(error).toHaveProperty('message', expect.not.stringContaining('secret'))
})

it('the disk being full is an operational error', async () => {
  const main = db.connections.blocking()
  main.execute(write('pragma max_page_count = 10'))
  const error = await failure(() => main.execute(write('insert into t (name) values (hex(zeroblob(100000)))')))
  expect(error).toBeInstanceOf(errors.OperationalError)
  expect(error).toMatchObject({ driverCode: 'SQLITE_FULL' })
})

it('a transaction that reads before another writes is told to begin anew', async () => {
  const main = db.connections.blocking()
  main.execute(write('begin'))
  main.execute(read('select * from t'))
  await db.connections.execute(write("insert into t values (1, 'a')"), options)
  const error = await failure(() => main.execute(write("insert into t values (2, 'b')")))
  expect(error).toBeInstanceOf(errors.SerializationFailure)
  main.execute(write('rollback'))
})
