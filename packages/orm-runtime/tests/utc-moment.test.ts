import { expect, it } from 'vitest'
import { utcMoment } from '../src/dialects/utc-moment.ts'

const day = 86_400_000

it('reads every day of four centuries and the ends of all years as Date does', () => {
  const begin = Date.UTC(1800, 0, 1, 23, 59, 58, 907)
  const moments = [
    ...Array.from({ length: 146_097 }, (_, index) => begin + index * day),
    ...Array.from({ length: 9999 }, (_, year) => Date.parse(`${String(year).padStart(4, '0')}-12-31T00:00:00.001Z`)),
  ]
  const wrong = moments.map((one) => new Date(one).toISOString()).filter((text) => utcMoment(text).toJSON() !== text)
  expect(wrong).toEqual([])
})

it.each([
  ['2026-01-31 23:59:59+00', '2026-01-31T23:59:59.000Z'],
  ['2026-01-31 23:59:59.1+00', '2026-01-31T23:59:59.100Z'],
  ['2026-01-31 23:59:59.12+00', '2026-01-31T23:59:59.120Z'],
  ['2024-02-29 00:00:00.123+00', '2024-02-29T00:00:00.123Z'],
  ['0001-01-01 00:00:00+00', '0001-01-01T00:00:00.000Z'],
])('reads %s as PostgreSQL writes it', (text, moment) => {
  expect(utcMoment(text).toJSON()).toBe(moment)
})
