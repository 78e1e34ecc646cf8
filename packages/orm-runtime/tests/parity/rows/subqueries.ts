import { expect } from 'vitest'
import { Coalesce, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When, Case, type Expression } from 'orm-runtime'
import { answers, gives, refuses } from '../answers.ts'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { finds, hasKeysInOrder } from '../finds.ts'
import { Author, Book, Loan, Publisher, Tag } from '../models.ts'
import { wordsSent } from '../sent.ts'

const authors = Author.objects
const books = Book.objects
const loans = Loan.objects
const ofAuthors = (x: Expression) => () => authors.annotate({ x }).orderBy('id').valuesList('x', { flat: true })
const ofAuthor = books.filter({ author: OuterRef('id') })
const longest = Subquery(ofAuthor.orderBy('-pages').values('title'))

export const subqueries: Section = {
  title: 'Subquery, Exists and querysets as values',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/expressions/#subquery-expressions',
  rows: [
    answers('Subquery has the value of the first row', ofAuthors(longest), [
      'Dispossessed',
      'Kindred',
      '100% Proof_s',
      null,
    ]),
    differs(
      'Subquery takes the first row by itself',
      'Django asks for a slice [:1], and leaves several rows to the database.',
      gives(ofAuthors(Subquery(ofAuthor.orderBy('pages').values('pages'))), [250, 264, 96, null]),
    ),
    answers('Subquery of a slice', ofAuthors(Subquery(ofAuthor.orderBy('pages').values('pages').slice(1, 2))), [
      300,
      null,
      100,
      null,
    ]),
    answers('Subquery of a decimal', ofAuthors(Subquery(ofAuthor.orderBy('id').values('price'))), [
      '10.50',
      '9.99',
      '8.00',
      null,
    ]),
    answers('Subquery of a boolean', ofAuthors(Subquery(ofAuthor.orderBy('id').values('inPrint'))), [
      true,
      true,
      false,
      null,
    ]),
    answers(
      'Subquery of a moment',
      () =>
        authors
          .filter({ id: 2 })
          .annotate({ x: Subquery(ofAuthor.values('addedAt')) })
          .valuesList('x', { flat: true }),
      [new Date('2026-02-03T12:30:15.250Z')],
    ),
    answers(
      'Subquery without OuterRef is the same for each row',
      ofAuthors(Subquery(Publisher.objects.orderBy('name').values('name'))),
      ['Ace', 'Ace', 'Ace', 'Ace'],
    ),
    answers(
      'Subquery of groups is an aggregate',
      ofAuthors(
        Subquery(
          ofAuthor
            .values('author')
            .annotate({ s: Sum('pages') })
            .values('s'),
        ),
      ),
      [550, 264, 196, null],
    ),
    answers('Coalesce around Subquery', ofAuthors(Coalesce(longest, Value('-'))), [
      'Dispossessed',
      'Kindred',
      '100% Proof_s',
      '-',
    ]),
    answers(
      'Arithmetic with Subquery',
      () =>
        authors
          .filter({ id: 1 })
          .annotate({ x: F('age').add(Subquery(ofAuthor.orderBy('id').values('pages'))) })
          .valuesList('x', { flat: true }),
      [388],
    ),
    finds('filter by an annotated Subquery', authors.annotate({ x: longest }).filter({ x__startsWith: 'D' }), [1]),
    finds(
      'filter compares with a Subquery',
      books.filter({ pages__gt: Subquery(books.filter({ id: 3 }).values('pages')) }),
      [1],
    ),
    finds(
      'filter compares with a Subquery of the row',
      books.filter({
        pages: Subquery(
          books
            .filter({ author: OuterRef('author') })
            .orderBy('-pages')
            .values('pages'),
        ),
      }),
      [1, 3, 5],
    ),
    holds(
      'An order by a Subquery',
      hasKeysInOrder(
        authors.orderBy(Subquery(ofAuthor.orderBy('pages').values('pages')).descending({ nulls: 'last' })),
        [2, 1, 3, 4],
      ),
    ),
    holds('update by a Subquery', async () => {
      await authors
        .filter({ id: 4 })
        .aupdate({ age: Subquery(Author.objects.filter({ name: 'Octavia' }).values('age')) })
      expect((await authors.aget({ id: 4 })).age).toBe(58)
    }),
    holds('update by a Subquery with OuterRef', async () => {
      await books.aupdate({ pages: Subquery(Author.objects.filter({ id: OuterRef('author') }).values('id')) })
      expect(await books.orderBy('id').valuesList('pages', { flat: true })).toEqual([1, 1, 2, 3, 3])
    }),
    finds(
      'OuterRef of a path across a relation',
      loans
        .filter({ book__pages__gt: 0 })
        .filter(Exists(Author.objects.filter({ id: OuterRef('book__author'), age__gt: 80 }))),
      [1, 2],
    ),
    answers(
      'OuterRef in a Subquery within a Subquery',
      ofAuthors(
        Subquery(
          ofAuthor
            .filter(Exists(loans.filter({ book: OuterRef('id') })))
            .orderBy('id')
            .values('title'),
        ),
      ),
      ['Dispossessed', null, 'Binti', null],
    ),
    answers(
      'Subquery of an annotation of the inner query',
      ofAuthors(
        Subquery(
          ofAuthor
            .annotate({ n: Count('loans') })
            .orderBy('-n')
            .values('n'),
        ),
      ),
      [2, 0, 1, null],
    ),
    finds('Exists in filter', authors.filter(Exists(ofAuthor)), [1, 2, 3]),
    finds('Exists with a further condition', authors.filter(Exists(ofAuthor.filter({ inPrint: false }))), [3]),
    finds('not Exists', authors.filter(Exists(ofAuthor).not()), [4]),
    finds('Exists in exclude', authors.exclude(Exists(ofAuthor)), [4]),
    answers('Exists in annotate', ofAuthors(Exists(ofAuthor)), [true, true, true, false]),
    finds('filter by an annotated Exists', authors.annotate({ x: Exists(ofAuthor) }).filter({ x: false }), [4]),
    holds('An order by Exists', hasKeysInOrder(authors.orderBy(Exists(ofAuthor), '-id'), [4, 3, 2, 1])),
    answers('Exists in Case', ofAuthors(Case(When(Exists(ofAuthor), Value('some')), { default: Value('none') })), [
      'some',
      'some',
      'some',
      'none',
    ]),
    finds('Exists of nothing', authors.filter(Exists(books.none())), []),
    finds('not Exists of nothing', authors.filter(Exists(books.none()).not()), [1, 2, 3, 4]),
    finds('Exists beside lookups', authors.filter(Exists(ofAuthor), { age__gt: 60 }), [1]),
    answers('Exists filters an aggregate', () => authors.aaggregate({ n: Count({ filter: Exists(ofAuthor) }) }), {
      n: 3,
    }),
    finds(
      'in a queryset of instances compares keys',
      books.filter({ author__in: authors.filter({ age__gt: 60 }) }),
      [1, 2],
    ),
    finds(
      'in the values of a queryset',
      books.filter({ pages__in: books.filter({ inPrint: false }).values('pages') }),
      [4],
    ),
    finds(
      'in the flat list of a queryset',
      authors.filter({ id__in: books.filter({ pages__lt: 200 }).valuesList('author', { flat: true }) }),
      [3],
    ),
    finds('exclude of in a queryset', authors.exclude({ id__in: books.values('author') }), [4]),
    finds('in a queryset of nothing', books.filter({ author__in: authors.none() }), []),
    finds(
      'in a queryset across a many-to-many relation',
      books.filter({ tags__in: Tag.objects.filter({ word: 'novella' }) }),
      [4],
    ),
    finds('in a sliced queryset', books.filter({ id__in: books.orderBy('-pages').slice(0, 2).values('id') }), [1, 3]),
    finds(
      'in a queryset of groups',
      authors.filter({ id__in: books.values('author').annotate({ n: Count() }).filter({ n: 2 }).values('author') }),
      [1, 3],
    ),
    holds('in a queryset is one statement', async (database) => {
      const query = books.filter({ author__in: authors.filter({ age__gt: 60 }) })
      expect(await wordsSent(database, () => query.acount())).toEqual(['select'])
    }),
    finds(
      'A queryset of one value on the right side',
      books.filter(Q({ pages__gte: Subquery(books.orderBy('-pages').values('pages')) })),
      [1],
    ),
    holds(
      'OuterRef without a query around it is an error',
      refuses(() => books.filter({ id: OuterRef('id') }), /OuterRef/),
    ),
    holds(
      'in a queryset of several columns is an error',
      refuses(() => books.filter({ id__in: books.values('id', 'pages') }), /one|column/),
    ),
    missing('ArraySubquery', 'There are no array columns; prefetchRelated with a queryset loads the rows.'),
  ],
}
