import { expect } from 'vitest'
import { UsageError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { finds, keysOf } from '../finds.ts'
import { day } from '../library.ts'
import { Book, Loan } from '../models.ts'
import { sent } from '../sent.ts'

const books = Book.objects
const loans = Loan.objects

export const momentLookups: Section = {
  title: 'Lookups on days, moments and times',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#date',
  rows: [
    finds('A day is found by its text', books.filter({ published: '1979-06-01' }), [3]),
    finds('Days have an order', books.filter({ published__lt: '1974-05-02' }), [1, 2]),
    finds('range of days has both ends', books.filter({ published__range: ['1969-03-01', '1974-05-01'] }), [1, 2]),
    finds('A day is found in a list', books.filter({ published__in: ['1969-03-01', '2015-09-22'] }), [2, 4]),
    finds('year', books.filter({ published__year: 1974 }), [1]),
    finds('year takes a comparison', books.filter({ published__year__gte: 1979 }), [3, 4]),
    finds('year less than', books.filter({ published__year__lt: 1974 }), [2]),
    finds('year in a list', books.filter({ published__year__in: [1969, 2015] }), [2, 4]),
    finds('year in a range', books.filter({ published__year__range: [1970, 1980] }), [1, 3]),
    holds('year is a range of days, which an index can answer', async (database) => {
      const [query] = await sent(database, () => books.filter({ published__year: 1974 }).toArrayAsync())
      expect(query?.sql).not.toMatch(/extract|strftime|year\(/i)
    }),
    finds('month', books.filter({ published__month: 6 }), [3]),
    finds('day', books.filter({ published__day: 1 }), [1, 2, 3]),
    finds('weekDay is 1 for Sunday', books.filter({ published__weekDay: 7 }), [2]),
    finds('isoWeekDay is 1 for Monday', books.filter({ published__isoWeekDay: 2 }), [4]),
    finds('week is the week of ISO 8601', books.filter({ published__week: 39 }), [4]),
    finds('isoYear is the year of that week', books.filter({ addedAt__isoYear: 2026 }), [1, 2, 3, 4, 5]),
    holds('isoYear and year differ around New Year', async () => {
      await books.filter({ id: 1 }).aupdate({ published: '2021-01-02' })
      expect(await keysOf(books.filter({ published__isoYear: 2020, published__year: 2021 }))).toEqual([1])
    }),
    finds('quarter', books.filter({ published__quarter: 3 }), [4]),
    finds('Parts of null are null', books.exclude({ published__year__gte: 1 }), [5]),
    finds('A part takes isNull', books.filter({ published__year__isNull: true }), [5]),
    finds('A moment is found to the millisecond', books.filter({ addedAt: day('2026-01-02') }), [2]),
    finds('A moment a millisecond later is another', books.filter({ addedAt__gt: day('2026-02-03') }), [5]),
    finds('date is the day of a moment', books.filter({ addedAt__date: '2026-02-03' }), [3, 4]),
    finds('date takes a comparison', books.filter({ addedAt__date__gte: '2026-02-03' }), [3, 4, 5]),
    finds('date takes a part', books.filter({ addedAt__date__month: 3 }), [5]),
    finds('year of a moment', books.filter({ addedAt__year: 2026 }), [1, 2, 3, 4, 5]),
    finds('month of a moment', books.filter({ addedAt__month: 1 }), [1, 2]),
    finds(
      'hour, minute and second of a moment',
      books.filter({ addedAt__hour: 12, addedAt__minute: 30, addedAt__second: 15 }),
      [1, 2, 3, 4, 5],
    ),
    finds('second drops the fraction', books.filter({ addedAt__second__gt: 15 }), []),
    finds('time is the time of day of a moment', books.filter({ addedAt__time__lt: '12:30:16' }), [1, 2, 3, 4, 5]),
    finds('Parts of one moment can be combined', books.filter({ addedAt__month: 2, addedAt__day: 3 }), [3, 4]),
    finds('exclude of a part', books.exclude({ addedAt__month: 1 }), [3, 4, 5]),
    finds('Parts are found across relations', loans.filter({ book__published__year: 2015 }), [3]),
    finds('A time is found by its text', loans.filter({ opens: '09:30:00' }), [1]),
    finds('Times have an order', loans.filter({ opens__gt: '09:30:00' }), [2]),
    finds('hour of a time', loans.filter({ opens__hour: 18 }), [2]),
    finds('minute of a time', loans.filter({ opens__minute: 30 }), [1]),
    finds('Midnight is a time', loans.filter({ opens: '00:00:00' }), [3]),
    holds('A day that no calendar has is an error', async () => {
      await expect(books.filter({ published: '2023-02-29' }).acount()).rejects.toThrow(UsageError)
    }),
    holds('An invalid moment is an error', async () => {
      await expect(books.filter({ addedAt__gt: new Date(NaN) }).acount()).rejects.toThrow(UsageError)
    }),
    differs(
      'A moment is no text',
      "Django parses `'2026-01-02 12:30'` and warns that it has no time zone; ours takes a Date, which has one.",
      async () => {
        // @ts-expect-error A moment is a Date.
        await expect(books.filter({ addedAt__gt: '2026-01-02' }).acount()).rejects.toThrow(UsageError)
      },
    ),
    differs(
      'Parts of moments are those in UTC',
      'Django computes them in the current time zone of the thread; ours has no hidden setting.',
      async () => {
        await books.filter({ id: 1 }).aupdate({ addedAt: new Date('2025-12-31T23:59:59.999Z') })
        expect(await keysOf(books.filter({ addedAt__year: 2025 }))).toEqual([1])
      },
    ),
    missing('Parts in a time zone that the lookup names', 'Annotate an expression, or compare with moments.'),
  ],
}
