import { expect } from 'vitest'
import { Coalesce, Count, Exists, F, Lower, Max, OuterRef, Q, Subquery, Sum, Value } from 'orm-runtime'
import { answers } from '../answers.ts'
import { differs, holds, type Section } from '../behaviour.ts'
import { finds, hasKeys, hasKeysInOrder } from '../finds.ts'
import { Author, Book, Loan, Publisher } from '../models.ts'

const authors = Author.objects
const books = Book.objects
const withCount = authors.annotate({ n: Count('books') })

export const annotatedQuerysets: Section = {
  title: 'Annotated querysets at work',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/aggregation/#joins-and-aggregates',
  rows: [
    holds('update of the rows that an annotation finds', async () => {
      expect(await withCount.filter({ n: 0 }).aupdate({ age: 1 })).toBe(1)
      expect(await authors.filter({ age: 1 }).valuesList('id', { flat: true })).toEqual([4])
    }),
    holds('update with the value of an annotation', async () => {
      await authors.annotate({ x: F('id').multiply(2) }).aupdate({ age: F('x') })
      expect(await authors.orderBy('id').valuesList('age', { flat: true })).toEqual([2, 4, 6, 8])
    }),
    differs(
      'update with an aggregate of related rows',
      'Django refuses aggregates in update and asks for a Subquery; ours makes one of each aggregate.',
      async () => {
        await withCount.aupdate({ age: F('n') })
        expect(await authors.orderBy('id').valuesList('age', { flat: true })).toEqual([2, 1, 2, 0])
      },
    ),
    holds('delete of the rows that an annotation finds', async () => {
      await withCount.filter({ n: 0 }).adelete()
      expect(await authors.acount()).toBe(3)
    }),
    holds('delete of the rows that Exists finds', async () => {
      await authors.filter(Exists(books.filter({ author: OuterRef('id') })).not()).adelete()
      expect(await authors.acount()).toBe(3)
    }),
    answers('first of an annotated queryset', async () => (await withCount.orderBy('-n', 'id').afirst())?.n, 2),
    answers('last of an annotated queryset', async () => (await withCount.orderBy('-n', 'id').alast())?.id, 4),
    answers(
      'latest by an annotation',
      async () =>
        (
          await authors
            .annotate({ x: Max('books__pages') })
            .filter({ x__isNull: false })
            .alatest('x')
        ).id,
      1,
    ),
    answers('inBulk has annotations', async () => (await withCount.ainBulk([2])).get(2)?.n, 1),
    answers(
      'exists of groups',
      () => books.values('author').annotate({ n: Count() }).filter({ n: 5 }).aexists(),
      false,
    ),
    answers(
      'contains in an annotated queryset',
      async () => withCount.filter({ n: 0 }).acontains(await authors.aget({ id: 4 })),
      true,
    ),
    finds('An annotation in a queryset for in', books.filter({ author__in: withCount.filter({ n: 1 }) }), [3]),
    finds('only beside an annotation', withCount.only('name').filter({ n: 1 }), [2]),
    finds('exclude across a relation beside an annotation', withCount.exclude({ books__pages__gt: 290 }), [2, 3, 4]),
    answers(
      'exclude across a relation does not change what is counted',
      () => withCount.exclude({ books__pages: 96 }).orderBy('id').valuesList('id', 'n'),
      [
        [1, 2],
        [2, 1],
        [4, 0],
      ],
    ),
    answers(
      'A filter and its order do not matter to a sum of one relation',
      () =>
        Publisher.objects
          .annotate({ s: Sum('books__pages', { filter: Q({ books__inPrint: true }) }), n: Count('books') })
          .orderBy('id')
          .valuesList('s', 'n'),
      [
        [550, 3],
        [null, 0],
      ],
    ),
    answers(
      'An aggregate of rows behind a foreign key and a reverse relation',
      () =>
        Loan.objects
          .filter({ id: 3 })
          .annotate({ x: Count('book__author__books') })
          .valuesList('x', { flat: true }),
      [2],
    ),
    answers(
      'An aggregate of a one-to-one relation from its other side',
      () =>
        authors
          .annotate({ x: Count('profile') })
          .orderBy('id')
          .valuesList('x', { flat: true }),
      [1, 0, 0, 0],
    ),
    holds('A union of annotated querysets has the annotations', async () => {
      const rows = await withCount
        .filter({ n: 0 })
        .union(withCount.filter({ n: 1 }))
        .orderBy('-n')
      expect(rows.map(({ id, n }) => [id, n])).toEqual([
        [2, 1],
        [4, 0],
      ])
    }),
    answers(
      'distinct of an annotated queryset',
      () =>
        authors
          .filter({ books__pages__gt: 0 })
          .annotate({ x: Lower('name') })
          .distinct()
          .acount(),
      3,
    ),
    holds('slices of an annotated queryset', hasKeysInOrder(withCount.orderBy('-n', 'id').slice(1, 3), [3, 2])),
    holds(
      'Two filters on two annotations',
      hasKeys(
        withCount
          .annotate({ p: Count('pupils') })
          .filter({ n__gt: 0 })
          .filter({ p: 0 }),
        [3],
      ),
    ),
    answers(
      'An annotation of a Subquery that is annotated',
      () =>
        authors
          .annotate({
            most: Subquery(
              books
                .filter({ author: OuterRef('id') })
                .annotate({ l: Count('loans') })
                .orderBy('-l')
                .values('title'),
            ),
          })
          .orderBy('id')
          .valuesList('most', { flat: true })
          .slice(0, 2),
      ['Dispossessed', 'Kindred'],
    ),
    answers(
      'Conditional counts side by side',
      () =>
        books.aaggregate({
          long: Count({ filter: Q({ pages__gt: 260 }) }),
          short: Count({ filter: Q({ pages__lte: 260 }) }),
          none: Coalesce(Sum('pages', { filter: Q({ pages: 1 }) }), Value(0)),
        }),
      { long: 2, short: 3, none: 0 },
    ),
    holds('A stream has annotations', async () => {
      const counts: number[] = []
      for await (const { n } of withCount.orderBy('id').aiterator()) counts.push(n)
      expect(counts).toEqual([2, 1, 2, 0])
    }),
    holds('A changed instance with annotations is saved', async () => {
      const author = await withCount.aget({ id: 2 })
      author.age = 59
      await author.asave()
      expect((await authors.aget({ id: 2 })).age).toBe(59)
    }),
    holds('refreshFromDb keeps annotations', async () => {
      const author = await withCount.aget({ id: 2 })
      await author.arefreshFromDb()
      expect(author.n).toBe(1)
    }),
  ],
}
