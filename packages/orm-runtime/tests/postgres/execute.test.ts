import { describe, expect, test } from 'vitest'
import type { Parameter } from '../../src/dialects/connections.ts'
import { caller, chunksOf, once, read, rowsOf, testDatabase, write } from './open-database.ts'

const { open } = await testDatabase('create table item (id serial primary key, name text not null)')
const connections = await open()

describe('a parameter arrives as it was given', () => {
  const cases: readonly [type: string, given: Parameter, answer: string | null][] = [
    ['text', 'a "quoted" \\ text, {with} é and 🎉', 'a "quoted" \\ text, {with} é and 🎉'],
    ['text', '', ''],
    ['text', null, null],
    ['integer', 42, '42'],
    ['double precision', 0.1, '0.1'],
    ['double precision', NaN, 'NaN'],
    ['double precision', -Infinity, '-Infinity'],
    ['bigint', 9_223_372_036_854_775_807n, '9223372036854775807'],
    ['boolean', true, 't'],
    ['boolean', false, 'f'],
    ['bytea', new Uint8Array([0, 1, 0xff]), '\\x0001ff'],
    ['bytea', new Uint8Array([9, 0, 1, 9]).subarray(1, 3), '\\x0001'],
    ['bytea', new Uint8Array(0), '\\x'],
    ['timestamptz(3)', new Date('2024-02-29T23:59:59.123Z'), '2024-02-29 23:59:59.123+00'],
    ['timestamptz', new Date('+012345-06-07T08:09:10.000Z'), '12345-06-07 08:09:10+00'],
    ['timestamptz', new Date('-000043-03-15T12:00:00.000Z'), '0044-03-15 12:00:00+00 BC'],
    ['integer[]', [1, null, 3], '{1,NULL,3}'],
    ['bigint[]', [2n ** 62n], '{4611686018427387904}'],
    ['boolean[]', [true, false], '{t,f}'],
    ['bytea[]', [new Uint8Array([0, 0x22, 0x5c]), null], '{"\\\\x00225c",NULL}'],
    ['text[]', ['NULL', 'a,b', '"', '\\', '{}', ''], '{"NULL","a,b","\\"","\\\\","{}",""}'],
    ['timestamptz[]', [new Date(0)], '{"1970-01-01 00:00:00+00"}'],
    ['integer[]', [], '{}'],
    [
      'integer[]',
      [
        [1, 2],
        [3, 4],
      ],
      '{{1,2},{3,4}}',
    ],
  ]
  test.each(cases)('%s: %o', async (type, given, answer) => {
    expect(await rowsOf(connections, read(`select $1::${type}`, given))).toEqual([[answer]])
    expect(await rowsOf(connections, write(`select $1::${type}`, given))).toEqual([[answer]])
  })
})

test('the session is in UTC, with ISO dates, whatever the machine is', async () => {
  const settings = read("select current_setting('timezone'), current_setting('datestyle'), '2024-07-01'::timestamptz")
  expect(await rowsOf(connections, settings)).toEqual([['UTC', 'ISO, MDY', '2024-07-01 00:00:00+00']])
})

test('options of the address are kept beside ours, and limits and the name reach the server', async () => {
  const { url } = await testDatabase()
  const address = new URL(url)
  address.searchParams.set('options', '-c search_path=pg_catalog')
  const other = await open({ url: address.href, statementTimeout: 1_234, applicationName: 'shop' })
  const asked = ['search_path', 'timezone', 'statement_timeout', 'application_name']
  const [row] = await rowsOf(other, read(`select ${asked.map((name) => `current_setting('${name}')`).join()}`))
  expect(row).toEqual(['pg_catalog', 'UTC', '1234ms', 'shop'])
})

describe('changes are rows that were changed, and rows what the statement returns', () => {
  test.each([
    [write("insert into item (name) values ('a'), ('b') returning name"), 2, [['a'], ['b']]],
    [write("update item set name = 'a' where name = $1", 'a'), 1, []],
    [write("update item set name = 'a' where name = $1", 'none'), 0, []],
    [read('select name from item order by id'), 0, [['a'], ['b']]],
    [write('delete from item'), 2, []],
    [once('create table other (id int)'), 0, []],
    [once("insert into item (name) values ('c'); select name from item"), 0, [['c']]],
    [once("insert into item (name) values ('d'); delete from item"), 2, []],
    [once(''), 0, []],
  ])('%o', async (statement, changes, rows) => {
    expect(await connections.execute(statement, { caller })).toMatchObject({ changes, rows })
  })
})

test('each statement goes to the class of connection that suits it', async () => {
  const select = read('select 1')
  const used = async (statement: typeof select, signal?: AbortSignal) =>
    (await connections.execute(statement, { caller, signal })).connection
  expect(await used(select)).toBe('pipeline 1')
  expect(await used(select, new AbortController().signal)).toMatch(/^pool \d+$/)
  expect(await used(write('select 1'))).toMatch(/^pool \d+$/)
  expect(await used(once('select 1'))).toMatch(/^pool \d+$/)
  const unnamed = await open({ unnamed: true })
  expect((await unnamed.execute(select, { caller })).connection).toBe('pool 1')
})

test('without names no statement stays on the server', async () => {
  const unnamed = await open({ unnamed: true, max: 1 })
  for (const id of [1, 2, 3]) await unnamed.execute(read('select $1::int', id), { caller })
  expect(await rowsOf(unnamed, once('select name from pg_prepared_statements'))).toEqual([])
})

test('statements that were not used for longest are freed', async () => {
  const few = await open({ preparedStatements: 3, max: 1, pipelines: 0 })
  for (let number = 0; number < 10; number++) await few.execute(read(`select ${number}`), { caller })
  const kept = await rowsOf(few, once('select statement from pg_prepared_statements order by 1'))
  expect(kept).toEqual([['select 7'], ['select 8'], ['select 9']])
  expect(await rowsOf(few, read('select 0'))).toEqual([['0']])
})

test.each([
  [{ url: 'localhost/shop' }, "'postgres://user:password@host:5432/database'"],
  [{ max: 0 }, '`max` of a PostgreSQL database'],
])('%o is refused', async (options, message) => {
  await expect(open(options)).rejects.toThrow(message)
})

test.each([
  [
    'postgres://nobody:wrong-password@127.0.0.1:1/none',
    /Can't connect to the PostgreSQL database 'none' at 127.0.0.1:1/,
  ],
])('a server that refuses is named, without the password', async (url, message) => {
  const nowhere = await open({ url })
  const failure: unknown = await nowhere.execute(read('select 1'), { caller }).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'operational-error', message: expect.stringMatching(message) as string })
  expect(String(failure)).not.toContain('wrong-password')
})

test('close waits for what was sent and refuses what comes later', async () => {
  const other = await open()
  const slow = [read('select 1, pg_sleep(0.1)'), write('select 2, pg_sleep(0.1)'), read('select 1, pg_sleep(0.1)')]
  const sent = slow.map((statement) => rowsOf(other, statement))
  const streamed = chunksOf(other.stream(read('select 3, pg_sleep(0.1)'), { caller, chunkSize: 10 }))
  await new Promise((resolve) => setTimeout(resolve, 20))
  await other.close()
  expect(await Promise.all(sent)).toEqual([[['1', '']], [['2', '']], [['1', '']]])
  expect(await streamed).toEqual([[['3', '']]])
  await expect(rowsOf(other, read('select 1'))).rejects.toThrow('is being closed')
})
