import { Count, Extract, F, Max, Trunc, type DatePart, type Expression } from 'orm-runtime'
import { answers, gives, refuses } from '../answers.ts'
import { differs, holds, missing, type Behaviour, type Section } from '../behaviour.ts'
import { finds, hasKeysInOrder } from '../finds.ts'
import { Book, Loan } from '../models.ts'

const books = Book.objects
/** Of 2026-01-02 12:30:15.250 UTC, a Friday, and of 1969-03-01, a Saturday. */
const of = (x: Expression) => () => books.filter({ id: 2 }).annotate({ x }).valuesList('x', { flat: true })
const ofMoment = (part: DatePart, value: unknown): Behaviour =>
  answers(`Extract of a moment: ${part}`, of(Extract(part, 'addedAt')), [value])
const ofDay = (part: DatePart, value: unknown): Behaviour =>
  answers(`Extract of a day: ${part}`, of(Extract(part, 'published')), [value])
const at = (text: string) => [new Date(`${text}Z`)]

export const momentFunctions: Section = {
  title: 'Functions of moments',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/database-functions/#date-functions',
  rows: [
    ofMoment('year', 2026),
    ofMoment('isoYear', 2026),
    ofMoment('quarter', 1),
    ofMoment('month', 1),
    ofMoment('week', 1),
    ofMoment('day', 2),
    ofMoment('weekDay', 6),
    ofMoment('isoWeekDay', 5),
    ofMoment('hour', 12),
    ofMoment('minute', 30),
    ofMoment('second', 15),
    ofMoment('date', '2026-01-02'),
    ofMoment('time', '12:30:15.250'),
    ofDay('year', 1969),
    ofDay('isoYear', 1969),
    ofDay('quarter', 1),
    ofDay('month', 3),
    ofDay('week', 9),
    ofDay('day', 1),
    ofDay('weekDay', 7),
    ofDay('isoWeekDay', 6),
    answers(
      'The ISO year of the first days of January may be the year before',
      () =>
        books
          .filter({ id: 1 })
          .annotate({
            a: Extract('isoYear', F('addedAt').add(86_400_000 * 365)),
            b: Extract('week', F('addedAt').add(86_400_000 * 365)),
          })
          .valuesList('a', 'b'),
      [[2026, 53]],
    ),
    answers(
      'Extract of a time',
      () =>
        Loan.objects
          .filter({ id: 2 })
          .annotate({ a: Extract('hour', 'opens'), b: Extract('second', 'opens') })
          .valuesList('a', 'b'),
      [[18, 15]],
    ),
    answers(
      'Extract of null is null',
      () =>
        books
          .filter({ id: 5 })
          .annotate({ x: Extract('year', 'published') })
          .valuesList('x', { flat: true }),
      [null],
    ),
    answers(
      'Extract across a relation',
      () =>
        Loan.objects
          .filter({ id: 1 })
          .annotate({ x: Extract('year', 'book__published') })
          .valuesList('x', { flat: true }),
      [1974],
    ),
    answers('Extract of arithmetic', of(Extract('day', F('addedAt').add(86_400_000))), [3]),
    finds('filter by Extract', books.annotate({ x: Extract('month', 'addedAt') }).filter({ x: 2 }), [3, 4]),
    holds(
      'An order by Extract',
      hasKeysInOrder(books.orderBy(Extract('month', 'published').ascending({ nulls: 'first' }), 'id'), [5, 2, 1, 3, 4]),
    ),
    answers(
      'Groups by Extract',
      () =>
        books
          .values({ month: Extract('month', 'addedAt') })
          .annotate({ n: Count() })
          .orderBy('month'),
      [
        { month: 1, n: 2 },
        { month: 2, n: 2 },
        { month: 3, n: 1 },
      ],
    ),
    holds('A part that a day does not have is an error', refuses(of(Extract('hour', 'published')), /no part 'hour'/)),
    holds('A part of a number is an error', refuses(of(Extract('year', 'pages')), /no part 'year'/)),
    answers('Trunc to the year', of(Trunc('year', 'addedAt')), at('2026-01-01T00:00:00')),
    answers(
      'Trunc to the quarter',
      () =>
        books
          .filter({ id: 5 })
          .annotate({ x: Trunc('quarter', 'addedAt') })
          .valuesList('x', { flat: true }),
      at('2026-01-01T00:00:00'),
    ),
    answers(
      'Trunc to the month',
      () =>
        books
          .filter({ id: 5 })
          .annotate({ x: Trunc('month', 'addedAt') })
          .valuesList('x', { flat: true }),
      at('2026-03-01T00:00:00'),
    ),
    answers('Trunc to the week, which begins on Monday', of(Trunc('week', 'addedAt')), at('2025-12-29T00:00:00')),
    answers('Trunc to the day', of(Trunc('day', 'addedAt')), at('2026-01-02T00:00:00')),
    answers('Trunc to the hour', of(Trunc('hour', 'addedAt')), at('2026-01-02T12:00:00')),
    answers('Trunc to the minute', of(Trunc('minute', 'addedAt')), at('2026-01-02T12:30:00')),
    answers('Trunc to the second', of(Trunc('second', 'addedAt')), at('2026-01-02T12:30:15')),
    answers('Trunc of a day is a day', of(Trunc('month', 'published')), ['1969-03-01']),
    answers('Trunc of a day to the week', of(Trunc('week', 'published')), ['1969-02-24']),
    answers(
      'Trunc of null is null',
      () =>
        books
          .filter({ id: 5 })
          .annotate({ x: Trunc('year', 'published') })
          .valuesList('x', { flat: true }),
      [null],
    ),
    answers('An aggregate of Trunc', () => books.aaggregate({ x: Max(Trunc('year', 'published')) }), {
      x: '2015-01-01',
    }),
    finds(
      'filter by Trunc',
      books.annotate({ x: Trunc('month', 'addedAt') }).filter({ x: new Date('2026-02-01T00:00:00Z') }),
      [3, 4],
    ),
    differs(
      'TruncDate and TruncTime are Extract of date and time',
      'They answer another kind of value than the moment, as Extract does.',
      gives(of(Extract('date', 'addedAt')), ['2026-01-02']),
    ),
    differs(
      'The years of dates() are values of Trunc',
      'Django has dates() and datetimes() beside; ours has the one way, typed.',
      gives(
        () =>
          books
            .filter({ published__isNull: false })
            .values({ year: Trunc('year', 'published') })
            .distinct()
            .orderBy('-year')
            .slice(0, 2),
        [{ year: '2015-01-01' }, { year: '1979-01-01' }],
      ),
    ),
    missing(
      'A time zone for Extract and Trunc',
      'All is in UTC, which each database computes alike: convert in the program.',
    ),
  ],
}
