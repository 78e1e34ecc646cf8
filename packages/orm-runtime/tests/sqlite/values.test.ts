import { expect, it } from 'vitest'
import type { Cell, Parameter } from '../../dist/dialects/connections.js'
import { DataError } from '../../dist/errors/database-error.js'
import { failure, options, read, useFile } from './open-file.ts'

const db = useFile()

const answers: [string, Parameter, type: string, text: string, Cell][] = [
  ['an integer', 5, 'integer', '5', 5],
  ['zero', 0, 'integer', '0', 0],
  ['a negative integer', -3, 'integer', '-3', -3],
  ['the largest safe integer', Number.MAX_SAFE_INTEGER, 'integer', '9007199254740991', 9007199254740991],
  ['a fraction', 0.5, 'real', '0.5', 0.5],
  ['a large number', 1e300, 'real', '1.0e+300', 1e300],
  ['a 64-bit integer', 9223372036854775807n, 'integer', '9223372036854775807', 9223372036854775807],
  ['true', true, 'integer', '1', 1],
  ['false', false, 'integer', '0', 0],
  ['null', null, 'null', '', null],
  ['text', 'Ärger 🙂', 'text', 'Ärger 🙂', 'Ärger 🙂'],
  ['text with a NUL', 'a\0b', 'text', 'a\0b', 'a\0b'],
  ['empty text', '', 'text', '', ''],
]

it.each(answers)('%s arrives as what it is, and comes back', async (_, value, type, text, cell) => {
  const statement = read("with p (v) as (select ?) select typeof(v), coalesce(cast(v as text), ''), v from p", value)
  const row = [[type, text, cell]]
  expect(db.connections.blocking().execute(statement).rows).toEqual(row)
  expect((await db.connections.execute(statement, options)).rows).toEqual(row)
})

it.each([
  new Uint8Array([0, 1, 255]),
  Buffer.from('bytes'),
  new Uint8Array([9, 8, 7, 6]).subarray(1, 3),
  new Uint8Array(),
])('the bytes %j arrive and come back as bytes', async (bytes) => {
  const statement = read('with p (v) as (select ?) select typeof(v), length(v), v from p', bytes)
  for (const { rows } of [
    db.connections.blocking().execute(statement),
    await db.connections.execute(statement, options),
  ]) {
    expect(rows[0]?.slice(0, 2)).toEqual(['blob', bytes.length])
    expect(rows[0]?.[2]).toBeInstanceOf(Uint8Array)
    expect([...(rows[0]?.[2] as Uint8Array)]).toEqual([...bytes])
  }
})

it.each([
  ['a bigint beyond 64 bits', 2n ** 64n],
  ['a date', new Date()],
  ['an array', [1]],
])('%s is refused', async (_, value) => {
  const statement = read('select ?', value)
  expect(await failure(() => db.connections.blocking().execute(statement))).toBeInstanceOf(DataError)
  expect(await failure(() => db.connections.execute(statement, options))).toBeInstanceOf(DataError)
})
