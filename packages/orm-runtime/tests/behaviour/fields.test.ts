import { beforeAll, describe, expect, it } from 'vitest'
import {
  auto,
  bigint,
  binary,
  boolean,
  char,
  choice,
  date,
  datetime,
  decimal,
  duration,
  float,
  integer,
  json,
  Model,
  text,
  time,
  uuid,
} from 'orm-runtime'
import { onEachDatabase } from './on-each-database.ts'

class Sample extends Model<Sample>()('samples', {
  id: auto(),
  uuid: uuid({ null: true }),
  char: char({ maxLength: 10, null: true }),
  text: text({ null: true }),
  integer: integer({ null: true }),
  bigint: bigint({ null: true }),
  float: float({ null: true }),
  decimal: decimal({ digits: 18, places: 3, null: true }),
  boolean: boolean({ null: true }),
  date: date({ null: true }),
  datetime: datetime({ null: true }),
  time: time({ null: true }),
  duration: duration({ null: true }),
  json: json({ null: true }),
  binary: binary({ null: true }),
  choice: choice(['draft', 'sent'], { null: true }),
}) {}

class Keyed extends Model<Keyed>()('keyed', { code: uuid({ primaryKey: true }), name: text() }) {}

/** A value, and one that is greater where the kind has an order. */
const cases = {
  'a uuid': ['uuid', '0f8fad5b-d9cb-469f-a165-70867728950e', 'ffffffff-d9cb-469f-a165-70867728950e'],
  'a string of few characters': ['char', 'Ärger', 'ärger'],
  'a string with trailing blanks': ['text', 'a  ', 'a  b'],
  'an empty string': ['text', '', 'a'],
  'a string with quotes, backslashes and percent signs': ['text', `'"\\%_\`\n\t`, `'"\\&`],
  'a string of four-byte characters': ['text', '💚 𝒳', '💛'],
  'the largest safe integer': ['integer', 9007199254740990, 9007199254740991],
  'a negative integer': ['integer', -5, -4],
  'the least 64-bit integer': ['bigint', -9223372036854775808n, -9223372036854775807n],
  'the largest 64-bit integer': ['bigint', 9223372036854775806n, 9223372036854775807n],
  'a float': ['float', 0.1 + 0.2, 0.4],
  'a very large float': ['float', 1.7976931348623157e308, undefined],
  'a very small float': ['float', 5e-300, 6e-300],
  'a whole float': ['float', 3, 3.5],
  'a decimal': ['decimal', '-12345678901234.567', '12345678901234.567'],
  'a decimal below one': ['decimal', '0.001', '0.010'],
  'a decimal that is zero': ['decimal', '0.000', '1.000'],
  true: ['boolean', true, undefined],
  false: ['boolean', false, undefined],
  'a day': ['date', '2024-02-29', '2024-03-01'],
  'a moment, to the millisecond': [
    'datetime',
    new Date('2026-01-31T23:59:59.987Z'),
    new Date('2026-01-31T23:59:59.988Z'),
  ],
  'a moment long ago': ['datetime', new Date('1583-01-01T00:00:00.001Z'), new Date('1969-12-31T23:59:59.999Z')],
  'a time of day': ['time', '23:59:59', '23:59:59.001'],
  'a time of day, to the millisecond': ['time', '00:00:00.010', '00:00:00.100'],
  'a length of time': ['duration', 86_400_000_001, 86_400_000_002],
  'a JSON object': ['json', { a: [1, 'x', null, { b: true }], 'ä"\\': 1.5 }, undefined],
  'a JSON string': ['json', 'text', undefined],
  'a JSON number': ['json', 0, undefined],
  bytes: ['binary', new Uint8Array([0, 255, 1, 39, 92]), undefined],
  'no bytes': ['binary', new Uint8Array([]), undefined],
  'one of the choices': ['choice', 'draft', 'sent'],
} as const

onEachDatabase({ models: [Sample, Keyed] }, () => {
  beforeAll(async () => {
    await Sample.objects.acreate({})
  })

  describe.each(Object.entries(cases))('%s', (_name, [name, value, greater]) => {
    const given = { [name]: value }
    const same = (row: Sample | undefined) => {
      const found = row?.[name]
      // Buffers are a subclass of what fields promise.
      return found instanceof Uint8Array ? new Uint8Array(found) : found
    }

    it('comes back as it was', async () => {
      const { id } = await Sample.objects.acreate(given)
      expect(same(await Sample.objects.aget({ id }))).toEqual(value)
      expect(same(Sample.objects.get({ id }))).toEqual(value)
    })

    it('is found by its value', async () => {
      const { id } = Sample.objects.create(given)
      const where = { id, [name]: value } as never
      expect(same(await Sample.objects.aget(where))).toEqual(value)
      expect(
        await Sample.objects
          .exclude({ [name]: value } as never)
          .filter({ id })
          .aexists(),
      ).toBe(false)
    })

    it.skipIf(name === 'json' || name === 'binary')('is found in a list', async () => {
      const { id } = await Sample.objects.acreate(given)
      const found = await Sample.objects.filter({ id, [`${name}__in`]: [value] } as never)
      expect(same(found[0])).toEqual(value)
    })

    it.skipIf(greater === undefined)('is less than a greater one', async () => {
      const { id } = await Sample.objects.acreate(given)
      const count = (lookup: string, other: unknown) =>
        Sample.objects.filter({ id, [`${name}__${lookup}`]: other } as never).acount()
      expect([await count('lt', greater), await count('gte', greater), await count('gte', value)]).toEqual([1, 0, 1])
    })
  })

  it('takes null where the field may be null', async () => {
    const [row] = await Sample.objects.orderBy('id').slice(0, 1)
    const { id, ...rest } = Object.assign({ id: 0 }, row)
    expect(id).toBeGreaterThan(0)
    expect(new Set(Object.values(rest))).toEqual(new Set([null]))
  })

  it('makes the keys that rows are created without', async () => {
    const { code } = await Keyed.objects.acreate({ name: 'a' })
    expect(code).toMatch(/^[0-9a-f-]{36}$/)
    expect((await Keyed.objects.aget({ code: code.toUpperCase() })).name).toBe('a')
    expect((await Keyed.objects.aget({ pk: code })).name).toBe('a')
  })
})
