import { expect } from 'vitest'
import { Avg, Coalesce, Count, F, Max, Min, Q, Sum, Value } from 'orm-runtime'
import { answers, gives, refuses } from '../answers.ts'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { finds, hasKeysInOrder } from '../finds.ts'
import { Author, Book, Tag } from '../models.ts'

const authors = Author.objects
const books = Book.objects
/** The one value of each author, in the order of their keys. */
const perAuthor = (x: Parameters<typeof authors.annotate>[0]['x']) =>
  authors.annotate({ x }).orderBy('id').valuesList('x', { flat: true })

export const annotations: Section = {
  title: 'annotate',
  source:
    'https://docs.djangoproject.com/en/stable/topics/db/aggregation/#generating-aggregates-for-each-item-in-a-queryset',
  rows: [
    answers('Count of related rows; 0 where there are none', () => perAuthor(Count('books')), [2, 1, 2, 0]),
    answers('Sum of related rows; null where there are none', () => perAuthor(Sum('books__pages')), [
      550,
      264,
      196,
      null,
    ]),
    answers(
      'Min, Max and Avg of related rows',
      () =>
        authors
          .annotate({ a: Min('books__pages'), b: Max('books__price'), c: Avg('books__pages') })
          .orderBy('id')
          .valuesList('a', 'b', 'c')
          .slice(0, 2),
      [
        [250, '12.00', 275],
        [264, '9.99', 264],
      ],
    ),
    answers('Rows without related rows stay', () => authors.annotate({ n: Count('books') }).acount(), 4),
    answers(
      'Count across a many-to-many relation',
      () =>
        Tag.objects
          .annotate({ n: Count('books') })
          .orderBy('id')
          .valuesList('n', { flat: true }),
      [2, 1, 0],
    ),
    answers('Count across two relations to many', () => perAuthor(Count('books__loans')), [2, 0, 1, 0]),
    answers(
      'Count of rows across a many-to-many relation behind another',
      () => perAuthor(Count('books__tags')),
      [1, 0, 2, 0],
    ),
    answers(
      'Count of different rows behind two relations',
      () =>
        Tag.objects
          .annotate({ n: Count('books__author', { distinct: true }) })
          .orderBy('id')
          .valuesList('n', { flat: true }),
      [2, 1, 0],
    ),
    answers('Count across a relation to itself', () => perAuthor(Count('pupils')), [1, 1, 0, 0]),
    answers(
      'An aggregate with a filter',
      () => perAuthor(Count('books', { filter: Q({ books__pages__gt: 99 }) })),
      [2, 1, 1, 0],
    ),
    answers('Sum of an expression over related rows', () => perAuthor(Sum(F('books__pages').multiply(2))), [
      1100,
      528,
      392,
      null,
    ]),
    answers('Coalesce around an aggregate', () => perAuthor(Coalesce(Sum('books__pages'), 0)), [550, 264, 196, 0]),
    answers('Arithmetic of two aggregates', () => perAuthor(Max('books__pages').subtract(Min('books__pages'))), [
      50,
      0,
      4,
      null,
    ]),
    answers(
      'Two aggregates of one relation',
      () =>
        authors
          .annotate({ n: Count('books'), s: Sum('books__pages') })
          .orderBy('id')
          .valuesList('n', 's')
          .slice(2),
      [
        [2, 196],
        [0, null],
      ],
    ),
    differs(
      'Aggregates of two relations to many are each right',
      'Django joins both, so that each row counts as often as the other relation has rows; its documentation warns. Ours asks for each with a SELECT of its own.',
      gives(
        () =>
          books
            .annotate({ l: Count('loans'), t: Count('tags') })
            .orderBy('id')
            .valuesList('l', 't'),
        [
          [2, 1],
          [0, 0],
          [0, 0],
          [1, 2],
          [0, 0],
        ],
      ),
    ),
    differs(
      'Sums of two relations to many are each right',
      'The same; in Django distinct can help a count, but not a sum.',
      gives(
        () =>
          books
            .filter({ id: 4 })
            .annotate({ s: Sum('loans__weight'), t: Count('tags') })
            .values('s', 't'),
        [{ s: 2.25, t: 2 }],
      ),
    ),
    finds('filter by an annotation', authors.annotate({ n: Count('books') }).filter({ n__gte: 2 }), [1, 3]),
    finds('exclude by an annotation', authors.annotate({ n: Count('books') }).exclude({ n: 2 }), [2, 4]),
    finds(
      'filter by an annotation or a column',
      authors.annotate({ n: Count('books') }).filter(Q({ n: 0 }).or(Q({ age: 58 }))),
      [2, 4],
    ),
    finds(
      'filter by an annotation compared with a column',
      books.annotate({ n: Count('loans') }).filter({ id: F('n').subtract(1) }),
      [1],
    ),
    holds(
      'orderBy an annotation',
      hasKeysInOrder(authors.annotate({ n: Count('books') }).orderBy('-n', 'id'), [1, 3, 2, 4]),
    ),
    answers(
      'A filter before an aggregate is of the rows that it counts',
      () =>
        authors
          .filter({ books__pages__lt: 100 })
          .annotate({ n: Count('books') })
          .values('id', 'n'),
      [{ id: 3, n: 1 }],
    ),
    answers(
      'A filter after an aggregate does not change what it counted',
      () =>
        authors
          .annotate({ n: Count('books') })
          .filter({ books__pages__lt: 100 })
          .values('id', 'n'),
      [{ id: 3, n: 2 }],
    ),
    answers(
      'An annotation may use another',
      () =>
        authors
          .annotate({ n: Count('books') })
          .annotate({ x: F('n').multiply(10) })
          .orderBy('id')
          .valuesList('x', { flat: true }),
      [20, 10, 20, 0],
    ),
    holds('Instances have annotations as properties', async () => {
      const author = await authors.annotate({ n: Count('books') }).aget({ id: 1 })
      expect([author.name, author.n]).toEqual(['Ursula', 2])
    }),
    holds('Annotations stand beside selectRelated', async () => {
      const book = await books
        .selectRelated('author')
        .annotate({ n: Count('loans') })
        .aget({ id: 1 })
      expect([book.author.name, book.n]).toEqual(['Ursula', 2])
    }),
    answers(
      'An annotation with the name of an earlier one replaces it',
      () =>
        books
          .filter({ id: 1 })
          .annotate({ x: Value(1) })
          .annotate({ x: Value(2) })
          .values('x'),
      [{ x: 2 }],
    ),
    holds(
      'An annotation with the name of a field is an error',
      refuses(() => books.annotate({ pages: Value(1) }), /pages/),
    ),
    differs(
      'Each annotation has a name that the call gives it',
      'Django invents `books__count`; ours keeps the one form that types can follow.',
      // @ts-expect-error An object of names is asked for.
      refuses(() => books.annotate(Count('loans')), /takes an expression/),
    ),
    answers(
      'A condition is an annotation',
      () =>
        books
          .annotate({ x: Q({ pages__gte: 264 }) })
          .orderBy('id')
          .valuesList('x', { flat: true }),
      [true, false, true, false, false],
    ),
    finds('alias is there for filters', authors.alias({ n: Count('books') }).filter({ n: 1 }), [2]),
    holds('alias is not among the values', async () => {
      const [row] = await authors.alias({ n: Count('books') }).values()
      expect(row).not.toHaveProperty('n')
    }),
    holds('alias orders', hasKeysInOrder(authors.alias({ n: Count('books') }).orderBy('n', 'id'), [4, 2, 1, 3])),
    answers(
      'An alias becomes an annotation by F',
      () =>
        authors
          .alias({ n: Count('books') })
          .annotate({ x: F('n') })
          .orderBy('id')
          .valuesList('x', { flat: true }),
      [2, 1, 2, 0],
    ),
    answers(
      'A queryset with annotations is counted',
      () =>
        authors
          .annotate({ n: Count('books') })
          .filter({ n__gt: 0 })
          .acount(),
      3,
    ),
    answers(
      'A queryset with annotations that do not filter is counted without them',
      () => books.annotate({ n: Count('tags') }).acount(),
      5,
    ),
    holds('Annotations that count does not need are not sent', async (database) => {
      const before = database.queries.length
      await books.annotate({ n: Count('tags') }).acount()
      expect(database.queries[before]?.sql).not.toMatch(/tags/)
    }),
    answers(
      'exists by an annotation',
      () =>
        authors
          .annotate({ n: Count('books') })
          .filter({ n: 7 })
          .aexists(),
      false,
    ),
    differs(
      'A sliced queryset takes no annotation',
      'Django adds it, with a meaning that depends on whether it is an aggregate; ours asks for annotate before slice.',
      refuses(
        () =>
          books
            .all()
            .slice(0, 2)
            .annotate({ x: Value(1) }),
        /slice/,
      ),
    ),
    holds(
      'An aggregate of the row itself is of one row',
      gives(
        () =>
          books
            .annotate({ n: Count(), s: Sum('pages') })
            .filter({ id: 1 })
            .values('n', 's'),
        [{ n: 1, s: 300 }],
      ),
    ),
    finds(
      'An aggregate may stand in an order alone',
      authors.orderBy(Count('books').descending(), 'id').slice(0, 2),
      [1, 3],
    ),
    differs(
      'A name that has two underscores is no annotation',
      'It would read like a path across relations; Django allows it.',
      refuses(() => books.annotate({ a__b: Value(1) }), /underscore/),
    ),
    missing(
      'annotate with a FilteredRelation',
      'An aggregate takes `filter`, and conditions in one filter() speak of the same related row.',
    ),
  ],
}
