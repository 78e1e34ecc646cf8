import { expect } from 'vitest'
import { aatomic, F, NotSupportedError, ProgrammingError, Trunc, UsageError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { keysOf } from '../finds.ts'
import { Author, Book, Publisher, Tag } from '../models.ts'
import { sent, wordsSent } from '../sent.ts'

const books = Book.objects
const byId = books.orderBy('id')
const one = books.filter({ id: 1 })
const two = books.filter({ id__lte: 2 })

export const columnsAndCombinations: Section = {
  title: 'Columns, equal rows and combinations',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#methods-that-return-new-querysets',
  rows: [
    holds('values makes plain objects of the columns that it names', async () => {
      expect(await byId.values('id', 'title').slice(0, 1)).toEqual([{ id: 1, title: 'Dispossessed' }])
    }),
    holds('values without names has all columns', async () => {
      const [row] = await byId.values()
      expect(Object.keys(row ?? {})).toEqual(expect.arrayContaining(['id', 'title', 'authorId', 'pages']))
    }),
    holds('values fetches only the columns that it names', async (database) => {
      const [query] = await sent(database, () => books.values('title').toArrayAsync())
      expect(query?.sql).not.toContain('pages')
    }),
    holds('values of a foreign key is the key', async () => {
      expect(await one.values('author', 'authorId')).toEqual([{ author: 1, authorId: 1 }])
    }),
    holds('values takes columns of related rows', async () => {
      expect(await one.values('author__name', 'publisher__name')).toEqual([
        { author__name: 'Ursula', publisher__name: 'Ace' },
      ])
    }),
    holds('values of many related rows has one object for each', async () => {
      expect(await byId.filter({ id: 4 }).values('id', 'tags__word').orderBy(F('tags__word').ascending())).toEqual([
        { id: 4, tags__word: 'classic' },
        { id: 4, tags__word: 'novella' },
      ])
    }),
    holds('filter behind values looks at all columns', async () => {
      expect(await books.values('id').filter({ title: 'Binti' })).toEqual([{ id: 4 }])
    }),
    holds('values takes expressions by name', async () => {
      const [row] = await byId.values({ month: Trunc('month', 'addedAt') })
      expect(row).toEqual({ month: new Date('2026-01-01T00:00:00Z') })
    }),
    holds('An unknown name in values is an error', async () => {
      // @ts-expect-error There is no such column.
      await expect(books.values('size').toArrayAsync()).rejects.toThrow(UsageError)
    }),
    holds('values_list makes tuples', async () => {
      expect(await byId.valuesList('id', 'title').slice(0, 1)).toEqual([[1, 'Dispossessed']])
    }),
    holds('values_list can be flat', async () => {
      expect(await byId.valuesList('pages', { flat: true })).toEqual([300, 250, 264, 96, 100])
    }),
    holds('A flat values_list of several columns is an error', () => {
      expect(() => books.valuesList('id', 'title', { flat: true })).toThrow(UsageError)
    }),
    missing('values_list can be named', 'values has the names.'),
    differs('dates is values_list of a Trunc, distinct', 'One way for all expressions.', async () => {
      const months = books.valuesList({ month: Trunc('month', 'addedAt') }, { flat: true }).distinct()
      expect((await months.orderBy('month')).map((month) => month.toISOString().slice(0, 7))).toEqual([
        '2026-01',
        '2026-02',
        '2026-03',
      ])
    }),
    holds('only fetches these columns and the primary key', async (database) => {
      const [query] = await sent(database, () => books.only('title').toArrayAsync())
      expect(query?.sql).toMatch(/id.*title/)
      expect(query?.sql).not.toContain('pages')
    }),
    holds('defer fetches all columns but these', async (database) => {
      const [query] = await sent(database, () => books.defer('title').toArrayAsync())
      expect(query?.sql).not.toContain('title')
    }),
    holds('The primary key is always fetched', async () => {
      expect((await one.only('title').aget()).id).toBe(1)
    }),
    holds('Reading a column that was deferred fetches it', (database) => {
      const book = books.defer('title').get({ id: 1 })
      const before = database.queries.length
      // @ts-expect-error The type does not have it: reading it blocks.
      expect(book.title).toBe('Dispossessed')
      expect(database.queries.length).toBe(before + 1)
    }),
    differs(
      'The type of a row does not have what was deferred',
      'Python has no such types; a query that nobody sees is what only and defer are to prevent.',
      async () => {
        const book = await books.only('title').aget({ id: 1 })
        // @ts-expect-error It was not fetched.
        expect(Object.keys(book).includes('pages' satisfies keyof typeof book)).toBe(false)
      },
    ),
    holds('save of an instance with deferred columns writes the others only', async (database) => {
      const book = await books.only('title').aget({ id: 1 })
      book.title = 'New'
      const [update] = await sent(database, () => book.asave())
      expect(update?.sql).not.toContain('pages')
      expect((await books.aget({ id: 1 })).pages).toBe(300)
    }),
    holds('A second only replaces the first', async (database) => {
      const [query] = await sent(database, () => books.only('title').only('pages').toArrayAsync())
      expect(query?.sql).not.toContain('title')
    }),
    holds('defer adds to an earlier defer', async (database) => {
      const [query] = await sent(database, () => books.defer('title').defer('pages').toArrayAsync())
      expect(query?.sql).not.toMatch(/title|pages/)
    }),
    holds('only and defer behind values are errors', () => {
      expect(() => books.values('id').only('title')).toThrow(UsageError)
      expect(() => books.values('id').defer('title')).toThrow(UsageError)
    }),
    holds('distinct has rows that are equal once', async () => {
      expect(await books.valuesList('author', { flat: true }).distinct().orderBy('author')).toEqual([1, 2, 3])
    }),
    holds('count behind distinct counts what is different', async () => {
      expect(await books.values('author').distinct().acount()).toBe(3)
    }),
    holds('distinct by columns is for PostgreSQL only', async ({ name }) => {
      const firsts = books.orderBy('author', '-pages').distinct('author')
      if (name === 'postgres') expect(await keysOf(firsts)).toEqual([1, 3, 5])
      else await expect(firsts.toArrayAsync()).rejects.toThrow(NotSupportedError)
    }),
    holds('none has no rows, whatever follows', async () => {
      expect(await books.none().filter({ id: 1 }).orderBy('id')).toEqual([])
    }),
    holds('none is nothing to update or delete', async () => {
      expect([await books.none().aupdate({ pages: 1 }), await books.none().adelete()]).toEqual([0, 0])
      expect(await books.acount()).toBe(5)
    }),
    differs('none is asked of the database', 'Django knows the answer; ours sends `where 1 = 0`.', async (database) => {
      expect(await sent(database, () => books.none().acount())).toHaveLength(1)
    }),
    holds('union has rows of both once', async () => {
      expect((await keysOf(one.union(two))).sort()).toEqual([1, 2])
    }),
    holds('union may keep what is equal', async () => {
      expect((await keysOf(one.union(two, { all: true }))).sort()).toEqual([1, 1, 2])
    }),
    holds('union takes several querysets', async () => {
      const three = one.union(books.filter({ id: 3 }), books.filter({ id: 5 }))
      expect((await keysOf(three)).sort()).toEqual([1, 3, 5])
    }),
    holds('union of different models has values', async () => {
      const names = Author.objects.valuesList('name', { flat: true })
      const union = names.union(Publisher.objects.valuesList('name', { flat: true }))
      expect([...(await union)].sort()).toEqual(['Ace', 'Empty', 'Nnedi', 'Octavia', 'Ursula', 'ursula jr'])
    }),
    holds('intersection has rows that both have', async () => {
      expect(await keysOf(one.intersection(two))).toEqual([1])
    }),
    holds('difference has rows that the others lack', async () => {
      expect(await keysOf(two.difference(one))).toEqual([2])
    }),
    holds('A combination can be sorted and sliced', async () => {
      expect(
        await keysOf(
          one
            .union(books.filter({ id__gt: 3 }))
            .orderBy('-id')
            .slice(0, 2),
        ),
      ).toEqual([5, 4])
    }),
    holds('A combination can be counted', async () => {
      expect(await one.union(two).acount()).toBe(2)
    }),
    holds('A combination can be asked whether it has rows', async () => {
      expect([await one.union(two).aexists(), await one.difference(two).aexists()]).toEqual([true, false])
    }),
    holds('union with none is the other', async () => {
      expect(await keysOf(books.none().union(one))).toEqual([1])
    }),
    holds('difference with none is the first', async () => {
      expect(await keysOf(one.difference(books.none()))).toEqual([1])
    }),
    differs(
      'values stands before a combination and not behind it',
      'Django has both, where the second picks columns of the combined rows.',
      async () => {
        expect(() => one.union(two).values('id')).toThrow(/union/)
        expect(await one.values('id').union(one.values('id'))).toEqual([{ id: 1 }])
      },
    ),
    holds('filter behind a combination is an error', () => {
      expect(() => one.union(two).filter({ id: 1 })).toThrow(/union/)
    }),
    holds('update and delete of a combination are errors', async () => {
      await expect(one.union(two).aupdate({ pages: 1 })).rejects.toThrow(UsageError)
      await expect(one.union(two).adelete()).rejects.toThrow(UsageError)
    }),
    differs(
      'The operators & and | of querysets are Q',
      'JavaScript has no operators for objects: filter(Q(a).or(Q(b))).',
      async () => {
        expect(await keysOf(byId.filter({ author: 1 }).filter({ pages__lt: 280 }))).toEqual([2])
      },
    ),
    holds('using names the database', async (database) => {
      const [query] = await sent(database, () =>
        expect(books.using('archive').acount()).rejects.toThrow(ProgrammingError),
      )
      expect(query?.database).toBe('archive')
    }),
    holds('using an unknown database is an error that lists those there are', async () => {
      await expect(books.using('elsewhere').acount()).rejects.toThrow(/default, archive/)
    }),
    holds('What follows using stays with its database', async (database) => {
      const [query] = await sent(database, () =>
        books
          .using('archive')
          .filter({ id: 1 })
          .afirst()
          .catch(() => undefined),
      )
      expect(query?.database).toBe('archive')
    }),
    holds('iterator fetches rows in chunks and keeps none', async (database) => {
      const query = byId.all()
      const read = () => [...query.iterator({ chunkSize: 2 })].map(({ id }) => id)
      expect([read(), read()]).toEqual([
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4, 5],
      ])
      expect((await wordsSent(database, () => query)).filter((word) => word === 'select')).toHaveLength(1)
    }),
    holds('A chunk size below one is an error', () => {
      expect(() => [...books.all().iterator({ chunkSize: 0 })]).toThrow(/chunkSize/)
    }),
    holds('iterator loads what is prefetched, for each chunk', () => {
      const query = byId.prefetchRelated('tags')
      const counts = [...query.iterator({ chunkSize: 2 })].map((book) => book.tags.count())
      expect(counts).toEqual([1, 0, 0, 2, 0])
    }),
    holds('iterator works inside a transaction', async () => {
      const found = await aatomic(async () => {
        await Tag.objects.acreate({ id: 9, word: 'new' })
        const words: string[] = []
        for await (const { word } of Tag.objects.orderBy('-id').aiterator()) words.push(word)
        return words
      })
      expect(found[0]).toBe('new')
    }),
    missing('extra', 'Expressions say what it was for.'),
  ],
}
