import { expect } from 'vitest'
import { aprefetchRelatedObjects, Prefetch } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { loads } from '../loads.ts'
import { Author, Book, Loan, Publisher, Tag } from '../models.ts'
import { sent } from '../sent.ts'
import { Part, Play } from '../theatre-models.ts'

const books = () => Book.objects.orderBy('id')
const authors = () => Author.objects.orderBy('id')
const words = (tags: readonly { readonly word: string }[]) => tags.map(({ word }) => word).sort()
const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)

const ofBooks = (queryset: ReturnType<typeof books>) => new Prefetch('books', { queryset })

export const prefetchRelated: Section = {
  title: 'prefetch_related',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#prefetch-related',
  rows: [
    loads(
      'prefetch_related of a reverse foreign key is one more query',
      2,
      () => authors().prefetchRelated('books'),
      ({ books }) => ids(books.toArray()).sort(),
      [[1, 2], [3], [4, 5], []],
    ),
    loads(
      'prefetch_related of many to many',
      2,
      () => books().prefetchRelated('tags'),
      ({ tags }) => words(tags.toArray()),
      [['classic'], [], [], ['classic', 'novella'], []],
    ),
    loads(
      'prefetch_related of the other end of many to many',
      2,
      () => Tag.objects.orderBy('id').prefetchRelated('books'),
      ({ books }) => ids(books.toArray()).sort(),
      [[1, 4], [4], []],
    ),
    loads(
      'prefetch_related of a foreign key',
      2,
      () => books().prefetchRelated('publisher'),
      ({ publisher }) => publisher?.name,
      ['Ace', 'Ace', undefined, 'Ace', undefined],
    ),
    loads(
      'prefetch_related of the other end of a one-to-one relation',
      2,
      () => authors().prefetchRelated('profile'),
      ({ profile }) => profile?.id,
      [1, undefined, undefined, undefined],
    ),
    loads(
      'prefetch_related through a model between',
      2,
      () => Play.objects.orderBy('id').prefetchRelated('cast'),
      ({ cast }) => ids(cast.toArray()).sort(),
      [[1, 2], [2], []],
    ),
    loads(
      'prefetch_related over two relations is two more queries',
      3,
      () => authors().prefetchRelated('books__tags'),
      ({ books }) => books.toArray().flatMap(({ tags }) => words(tags.toArray())),
      [['classic'], [], ['classic', 'novella'], []],
    ),
    loads(
      'Paths that begin alike share the beginning',
      4,
      () => authors().prefetchRelated('books__tags', 'books__loans'),
      ({ books }) => books.toArray().map(({ tags, loans }) => tags.count() + loans.count()),
      [expect.arrayContaining([3, 0]), [0], expect.arrayContaining([3, 0]), []],
    ),
    loads(
      'Prefetched rows know the instance that they belong to',
      2,
      () => authors().prefetchRelated('books'),
      (author) => author.books.toArray().every((one) => one.author === author),
      [true, true, true, true],
    ),
    loads(
      'prefetch_related of a foreign key shares an instance among the rows',
      2,
      async () => [await Book.objects.filter({ author: 1 }).prefetchRelated('author')],
      (both) => both[0]?.author === both[1]?.author,
      [true],
    ),
    loads(
      'count and exists of prefetched rows send nothing',
      2,
      () => authors().prefetchRelated('books'),
      ({ books }) => [books.count(), books.exists()],
      [
        [2, true],
        [1, true],
        [2, true],
        [0, false],
      ],
    ),
    holds('A filter on prefetched rows asks the database', async (database) => {
      const [ursula] = await authors().prefetchRelated('books')
      const queries = await sent(database, async () =>
        expect(await ursula?.books.filter({ pages: 300 })).toHaveLength(1),
      )
      expect(queries).toHaveLength(1)
    }),
    holds('Prefetched rows are forgotten when their manager changes them', async () => {
      const [ursula] = await authors().prefetchRelated('books')
      await ursula?.books.acreate({ title: 'New', price: '1', pages: 1 })
      expect(await ursula?.books.acount()).toBe(3)
    }),
    loads(
      'A Prefetch with a filtered queryset',
      2,
      () => authors().prefetchRelated(ofBooks(Book.objects.filter({ pages__gt: 260 }))),
      ({ books }) => ids(books.toArray()),
      [[1], [3], [], []],
    ),
    loads(
      'A Prefetch with an ordered queryset',
      2,
      () => authors().prefetchRelated(ofBooks(Book.objects.orderBy('-id'))),
      ({ books }) => ids(books.toArray()),
      [[2, 1], [3], [5, 4], []],
    ),
    loads(
      'A Prefetch has the default order of its model',
      2,
      () => books().prefetchRelated('loans'),
      ({ loans }) => ids(loans.toArray()),
      [[1, 2], [], [], [3], []],
    ),
    loads(
      'A Prefetch with a sliced queryset has so many rows for each',
      2,
      () =>
        authors().prefetchRelated(
          new Prefetch('books', { queryset: Book.objects.orderBy('pages').slice(0, 1), toAttr: 'shortest' }),
        ),
      ({ shortest }) => ids(shortest),
      [[2], [3], [4], []],
    ),
    loads(
      'A Prefetch with select_related of its own',
      2,
      () => authors().prefetchRelated(ofBooks(books().selectRelated('publisher'))),
      ({ books }) => books.toArray().map(({ publisher }) => publisher?.name),
      [['Ace', 'Ace'], [undefined], ['Ace', undefined], []],
    ),
    loads(
      'A Prefetch with prefetch_related of its own',
      3,
      () => authors().prefetchRelated(ofBooks(books().prefetchRelated('tags'))),
      ({ books }) => books.toArray().map(({ tags }) => tags.count()),
      [[1, 0], [0], [2, 0], []],
    ),
    loads(
      'to_attr keeps the rows in an array beside the relation',
      3,
      () =>
        authors().prefetchRelated(
          new Prefetch('books', { queryset: Book.objects.filter({ pages__lt: 100 }), toAttr: 'short' }),
          'books',
        ),
      ({ short, books }) => [ids(short), books.count()],
      [
        [[], 2],
        [[], 1],
        [[4], 2],
        [[], 0],
      ],
    ),
    loads(
      'A path goes on from a to_attr',
      3,
      () =>
        authors().prefetchRelated(
          new Prefetch('books', { queryset: Book.objects.filter({ pages__lt: 100 }), toAttr: 'short' }),
          'short__tags',
        ),
      ({ short }) => short.map(({ tags }) => words(tags.toArray())),
      [[], [], [['classic', 'novella']], []],
    ),
    holds('to_attr with the name of a field is an error', async () => {
      const wrong = authors().prefetchRelated(new Prefetch('books', { toAttr: 'name' }))
      await expect(wrong.toArrayAsync()).rejects.toThrow("'name' is a name that Author has already")
    }),
    holds('Two different prefetches of one relation are an error', async () => {
      const wrong = authors().prefetchRelated('books', ofBooks(Book.objects.filter({ id: 1 })))
      await expect(wrong.toArrayAsync()).rejects.toThrow("prefetchRelated has 'books' twice")
    }),
    holds('A name that is no relation is an error that lists the choices', async () => {
      const wrong = authors().prefetchRelated('title' as never)
      await expect(wrong.toArrayAsync()).rejects.toThrow(
        "no relation 'title' to prefetch. Its relations: mentor, pupils",
      )
    }),
    holds('A Prefetch with a queryset of values is an error', async () => {
      const wrong = authors().prefetchRelated(new Prefetch('books', { queryset: Book.objects.values('id') }))
      await expect(wrong.toArrayAsync()).rejects.toThrow('has values')
    }),
    holds('prefetch_related with values is an error', async () => {
      await expect(async () => await authors().prefetchRelated('books').values('id')).rejects.toThrow('needs instances')
    }),
    loads(
      'prefetch_related of no rows sends nothing more',
      1,
      () => authors().filter({ id: 99 }).prefetchRelated('books__tags'),
      ({ id }) => id,
      [],
    ),
    loads(
      'A part of a path without rows ends it',
      2,
      () => authors().filter({ id: 4 }).prefetchRelated('books__tags'),
      ({ books }) => books.count(),
      [0],
    ),
    loads(
      'prefetch_related goes on from select_related',
      2,
      () => Loan.objects.orderBy('id').selectRelated('book').prefetchRelated('book__tags'),
      ({ book }) => book.tags.count(),
      [1, 1, 2],
    ),
    loads(
      'prefetch_related with get',
      2,
      async () => [await Author.objects.prefetchRelated('books').aget({ id: 1 })],
      ({ books }) => books.count(),
      [2],
    ),
    loads(
      'prefetch_related with an async iterator',
      2,
      async () => {
        const counts: number[] = []
        for await (const { books } of authors().prefetchRelated('books')) counts.push(await books.acount())
        return counts
      },
      (count) => count,
      [2, 1, 2, 0],
    ),
    holds('prefetch_related_objects loads for instances that are there', async (database) => {
      const all = await authors()
      expect(await sent(database, () => aprefetchRelatedObjects(all, ['books__tags']))).toHaveLength(2)
      expect(await sent(database, () => all.map(({ books }) => books.count()))).toEqual([])
    }),
    holds('prefetch_related_objects loads nothing that is loaded already', async (database) => {
      const all = await authors().prefetchRelated('books')
      expect(await sent(database, () => aprefetchRelatedObjects(all, ['books']))).toEqual([])
    }),
    differs('prefetch_related_objects takes an array of lookups', 'In Django they are further arguments.', async () => {
      const all = await Publisher.objects.orderBy('id')
      await aprefetchRelatedObjects(all, ['books__author', new Prefetch('books', { toAttr: 'catalogue' })])
      expect(all.map(({ books }) => books.count())).toEqual([3, 0])
    }),
    differs(
      'A prefetched relation is read from its manager, blocking, without a query',
      'In Django all() is iterated.',
      async () => {
        const [first] = await Part.objects.orderBy('id').prefetchRelated('play__parts')
        expect(ids(first?.play.parts.toArray() ?? []).sort()).toEqual([1, 2])
      },
    ),
    missing('prefetch_related(None) takes it back', 'Begin with a queryset that has none.'),
    missing('GenericPrefetch', 'There are no generic relations.'),
  ],
}
