import { expect } from 'vitest'
import { Avg, Case, Coalesce, Count, F, Length, Max, Min, Q, StringAgg, Sum, Value, When } from 'orm-runtime'
import { answers, gives, refuses } from '../answers.ts'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Author, Book, Loan, Publisher, Tag } from '../models.ts'
import { wordsSent } from '../sent.ts'

const authors = Author.objects
const books = Book.objects
const loans = Loan.objects

export const aggregates: Section = {
  title: 'aggregate',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/aggregation/',
  rows: [
    answers('Sum of integers', () => books.aaggregate({ x: Sum('pages') }), { x: 1010 }),
    answers('Sum of decimals is exact', () => books.aaggregate({ x: Sum('price') }), { x: '45.49' }),
    answers('Sum of floats', () => loans.aaggregate({ x: Sum('weight') }), { x: 2.75 }),
    answers('Sum of integers of 64 bits', () => loans.aaggregate({ x: Sum('serial') }), { x: 9007199254740995n }),
    answers('Sum of lengths of time', () => loans.aaggregate({ x: Sum('length') }), { x: 90_000_000 }),
    answers(
      'Avg of integers has a fraction',
      () =>
        authors
          .filter({ id__in: [1, 4, 2] })
          .filter({ age__gt: 50 })
          .aaggregate({ x: Avg('age') }),
      { x: 73 },
    ),
    differs(
      'Avg of decimals is a float',
      'Django answers a Decimal with as many places as the database likes; a mean is seldom a decimal number.',
      async () => {
        const { x } = await books.aaggregate({ x: Avg('price') })
        expect(x).toBeCloseTo(9.098, 9)
      },
    ),
    answers('Min and Max of numbers', () => books.aaggregate({ least: Min('pages'), most: Max('price') }), {
      least: 96,
      most: '12.00',
    }),
    answers('Min and Max of days', () => books.aaggregate({ a: Min('published'), b: Max('published') }), {
      a: '1969-03-01',
      b: '2015-09-22',
    }),
    answers('Min of moments', () => books.aaggregate({ x: Min('addedAt') }), {
      x: new Date('2026-01-01T12:30:15.250Z'),
    }),
    answers('Min and Max of times', () => loans.aaggregate({ a: Min('opens'), b: Max('opens') }), {
      a: '00:00:00',
      b: '18:00:15.500',
    }),
    answers('Max of text', () => Publisher.objects.aaggregate({ x: Max('name') }), { x: 'Empty' }),
    answers('Count of the rows', () => books.aaggregate({ x: Count() }), { x: 5 }),
    answers('Count of a column leaves nulls out', () => books.aaggregate({ x: Count('published') }), { x: 4 }),
    answers('Count of a foreign key leaves nulls out', () => books.aaggregate({ x: Count('publisher') }), { x: 3 }),
    answers('Count of different values', () => books.aaggregate({ x: Count('author', { distinct: true }) }), { x: 3 }),
    answers('Sum of different values', () => authors.aaggregate({ x: Sum('books__author', { distinct: true }) }), {
      x: 6,
    }),
    answers('Avg leaves nulls out', () => loans.aaggregate({ x: Avg('weight') }), { x: 1.375 }),
    answers('Count of no rows is 0', () => books.filter({ pages: 1 }).aaggregate({ x: Count('id') }), { x: 0 }),
    answers(
      'Sum, Avg, Min and Max of no rows are null',
      () =>
        books.filter({ pages: 1 }).aaggregate({ a: Sum('pages'), b: Avg('pages'), c: Min('pages'), d: Max('price') }),
      { a: null, b: null, c: null, d: null },
    ),
    answers('An aggregate of nulls only is null', () => authors.filter({ id: 3 }).aaggregate({ x: Sum('age') }), {
      x: null,
    }),
    answers('none() has aggregates as no rows have', () => books.none().aaggregate({ n: Count(), x: Sum('pages') }), {
      n: 0,
      x: null,
    }),
    differs(
      'A value instead of null is written with Coalesce',
      "Django's aggregates have `default`, which makes a Coalesce of them; ours has the one way.",
      gives(() => books.filter({ pages: 1 }).aaggregate({ x: Coalesce(Sum('pages'), 0) }), { x: 0 }),
    ),
    answers(
      'A filter in an aggregate says which rows it is of',
      () => books.aaggregate({ all: Count(), long: Count({ filter: Q({ pages__gt: 200 }) }) }),
      { all: 5, long: 3 },
    ),
    answers(
      'A filter that no row meets makes null',
      () => books.aaggregate({ x: Sum('pages', { filter: { pages: 1 } }) }),
      {
        x: null,
      },
    ),
    answers(
      'A filter in an aggregate goes across relations',
      () => books.aaggregate({ x: Sum('pages', { filter: { author__name: 'Ursula' } }) }),
      { x: 550 },
    ),
    answers(
      'A filter and distinct together',
      () => books.aaggregate({ x: Count('author', { distinct: true, filter: { pages__lt: 264 } }) }),
      { x: 2 },
    ),
    answers('An aggregate of an expression', () => books.aaggregate({ x: Sum(F('price').multiply(F('pages'))) }), {
      x: '10055.36',
    }),
    answers('An aggregate of a function', () => Tag.objects.aaggregate({ x: Max(Length('word')) }), { x: 7 }),
    answers(
      'An aggregate of a Case',
      () => books.aaggregate({ x: Sum(Case(When({ inPrint: true }, Value(1)), { default: Value(0) })) }),
      { x: 4 },
    ),
    answers('Arithmetic of aggregates', () => books.aaggregate({ x: Max('pages').subtract(Min('pages')) }), { x: 204 }),
    answers('An aggregate across a foreign key', () => books.aaggregate({ x: Sum('author__age') }), { x: 234 }),
    answers('An aggregate across a reverse relation', () => authors.aaggregate({ x: Sum('books__pages') }), {
      x: 1010,
    }),
    answers('An aggregate across a many-to-many relation', () => books.aaggregate({ x: Count('tags') }), { x: 3 }),
    answers('An aggregate across two relations', () => Publisher.objects.aaggregate({ x: Count('books__loans') }), {
      x: 3,
    }),
    answers('A filter before is of the rows', () => books.filter({ inPrint: true }).aaggregate({ x: Sum('pages') }), {
      x: 914,
    }),
    answers(
      'A filter before on the same relation to many keeps its rows',
      () => authors.filter({ books__pages__gt: 200 }).aaggregate({ x: Sum('books__pages') }),
      { x: 814 },
    ),
    answers(
      'A sliced queryset has the aggregate of its slice',
      () =>
        books
          .orderBy('pages')
          .slice(0, 2)
          .aaggregate({ x: Sum('pages') }),
      { x: 196 },
    ),
    answers('A sliced queryset counts its slice', () => books.orderBy('id').slice(3, 20).acount(), 2),
    answers(
      'A distinct queryset has the aggregate of its different rows',
      () => books.values('author').distinct().aaggregate({ x: Count() }),
      { x: 3 },
    ),
    answers('A distinct queryset counts its different rows', () => books.values('publisher').distinct().acount(), 2),
    answers(
      'aggregate of an annotation',
      () => authors.annotate({ n: Count('books') }).aaggregate({ most: Max('n'), mean: Avg('n') }),
      { most: 2, mean: 1.25 },
    ),
    answers(
      'aggregate of an annotation that is no aggregate',
      () => books.annotate({ x: F('pages').multiply(2) }).aaggregate({ s: Sum('x') }),
      { s: 2020 },
    ),
    answers('aggregate of an alias', () => books.alias({ x: F('pages').add(1) }).aaggregate({ s: Sum('x') }), {
      s: 1015,
    }),
    answers(
      'aggregate of groups',
      () =>
        books
          .values('author')
          .annotate({ n: Count() })
          .aaggregate({ x: Max('n') }),
      { x: 2 },
    ),
    answers(
      'aggregate behind a filter by an annotation',
      () =>
        authors
          .annotate({ n: Count('books') })
          .filter({ n: 2 })
          .aaggregate({ x: Sum('age') }),
      { x: 88 },
    ),
    answers(
      'aggregate of a union',
      () =>
        books
          .filter({ id: 1 })
          .union(books.filter({ id__lte: 2 }))
          .acount(),
      2,
    ),
    holds('aggregate ends the chain and sends one statement', async (database) => {
      expect(await wordsSent(database, () => books.aaggregate({ a: Sum('pages'), b: Count() }))).toEqual(['select'])
    }),
    holds('aggregate leaves out the order', async (database) => {
      const before = database.queries.length
      await loans.aaggregate({ x: Count() })
      expect(database.queries[before]?.sql).not.toMatch(/order by/i)
    }),
    differs(
      'Each aggregate has a name that the call gives it',
      'Django invents `pages__sum` for one without a name, which a type could not follow through expressions.',
      // @ts-expect-error An object of names is asked for.
      refuses(() => books.aaggregate(Sum('pages')), /./),
    ),
    holds('An aggregate of an unknown column is an error that lists the columns', async () => {
      // @ts-expect-error The type says so as well.
      await expect(books.aaggregate({ x: Sum('sheets') })).rejects.toThrow(/sheets[^]*pages/)
    }),
    holds(
      'What is no aggregate is an error',
      refuses(() => books.aaggregate({ x: F('pages') }), /aggregate/i),
    ),
    differs(
      'Sum of text is an error before it is sent',
      'Django leaves it to the database: an error on PostgreSQL, 0 elsewhere.',
      // @ts-expect-error The type refuses it as well.
      refuses(() => books.aaggregate({ x: Sum('title') }), /takes numbers/),
    ),
    missing(
      'StdDev and Variance',
      'SQLite has neither; compute them from Sum, Count and a multiplication, or read the values.',
    ),
    holds('StringAgg puts texts together, in an order of its own and each once', async () => {
      const words = StringAgg('tags__word', { separator: '+', orderBy: 'tags__word', distinct: true })
      expect(await books.aaggregate({ words })).toEqual({ words: 'classic+novella' })
    }),
    missing('AnyValue', 'Min or Max answer one of several values everywhere.'),
    missing('Aggregates of a program’s own', 'There is no Func or Aggregate to derive from; raw() sends any SQL.'),
  ],
}
