import { inspect } from 'node:util'
import { expect } from 'vitest'
import { aatomic, UsageError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { keysOf } from '../finds.ts'
import { Book, Tag } from '../models.ts'
import { sent } from '../sent.ts'

const books = () => Book.objects.orderBy('id')
const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)
const ALL = [1, 2, 3, 4, 5]

export const evaluation: Section = {
  title: 'When querysets are sent, and what they keep',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#when-querysets-are-evaluated',
  rows: [
    holds('Building a queryset sends nothing', async (database) => {
      const query = books().filter({ id: 1 }).exclude({ id: 2 }).reverse().distinct().slice(0, 1)
      expect(database.queries).toEqual([])
      expect(await sent(database, () => query)).toHaveLength(1)
    }),
    holds('Passing a queryset on sends nothing', async (database) => {
      expect(await sent(database, () => [books()].map((query) => ({ query })))).toEqual([])
    }),
    differs('await sends it', 'Django has async for and list().', async () => {
      expect(ids(await books())).toEqual(ALL)
    }),
    holds('Iterating sends it', () => {
      const found: number[] = []
      for (const { id } of books()) found.push(id)
      expect(found).toEqual(ALL)
    }),
    holds('Spreading sends it (Django: list())', () => {
      expect(ids([...books()])).toEqual(ALL)
    }),
    holds('for await sends it', async () => {
      const found: number[] = []
      for await (const { id } of books()) found.push(id)
      expect(found).toEqual(ALL)
    }),
    holds('Iterating may stop early', async () => {
      for await (const { id } of books()) {
        expect(id).toBe(1)
        break
      }
      expect(await Book.objects.acount()).toBe(5)
    }),
    differs(
      'Its length is that of its rows',
      'Python can ask a queryset for len(); here `(await queryset).length` does, or acount().',
      async () => {
        expect(await books()).toHaveLength(5)
        // @ts-expect-error A queryset has no length.
        expect(books().length).toBeUndefined()
      },
    ),
    differs(
      'Whether there are rows is asked by exists',
      'In Python `if queryset` sends it; every object is true in JavaScript.',
      () => {
        expect(Boolean(Book.objects.none())).toBe(true)
        expect(Book.objects.none().exists()).toBe(false)
      },
    ),
    differs(
      'Printing shows the SQL and sends nothing',
      "Django's repr() sends a query for the first 21 rows.",
      async (database) => {
        expect(await sent(database, () => inspect(books()))).toEqual([])
        expect(inspect(books())).toMatch(/select .* from/)
      },
    ),
    differs(
      'A queryset is no text and no JSON: both throw with the remedy',
      'str() shows rows in Django; a query in a page or a log is a forgotten await.',
      () => {
        expect(() => JSON.stringify(books())).toThrow(UsageError)
        const query: unknown = books()
        expect(() => String(query)).toThrow(/await/)
      },
    ),
    holds('The second await sends nothing', async (database) => {
      const query = books()
      await query
      expect(await sent(database, () => query)).toEqual([])
    }),
    holds('The second iteration sends nothing', async (database) => {
      const query = books()
      expect([...query]).toHaveLength(5)
      expect(await sent(database, () => [...query])).toEqual([])
    }),
    holds('Rows of await are there for an iteration, and the other way round', async (database) => {
      const query = books()
      await query
      expect(await sent(database, () => [...query])).toEqual([])
    }),
    holds('for await to its end fills the cache', async (database) => {
      const query = books()
      for await (const _ of query);
      expect(await sent(database, () => query)).toEqual([])
    }),
    holds('A queryset that is derived from one with rows has none', async (database) => {
      const query = books()
      await query
      expect(await sent(database, () => query.filter({ id: 1 }).toArrayAsync())).toHaveLength(1)
    }),
    holds('all() forgets the rows', async (database) => {
      const query = books()
      await query
      expect(await sent(database, () => query.all().toArrayAsync())).toHaveLength(1)
    }),
    holds('A manager never keeps rows', async (database) => {
      await Book.objects.all()
      expect(await sent(database, () => Book.objects.all().toArrayAsync())).toHaveLength(1)
    }),
    holds('Rows that are kept do not see later changes', async () => {
      const query = Tag.objects.orderBy('id')
      await query
      await Tag.objects.filter({ id: 1 }).aupdate({ word: 'changed' })
      expect((await query).map(({ word }) => word)).toEqual(['classic', 'novella', 'unused'])
    }),
    differs(
      'Each await makes new instances of the rows that are kept',
      'In Django all iterations share instances, so that a change of one is seen by others.',
      async () => {
        const query = books()
        const [first] = await query
        const [again] = await query
        expect(again).toEqual(first)
        expect(again).not.toBe(first)
      },
    ),
    differs(
      'Rows are kept for the transaction that fetched them',
      "Django's cache does not know of transactions, so that rows which were rolled back stay.",
      async () => {
        const query = Tag.objects.orderBy('id')
        const inside = aatomic(async () => {
          await Tag.objects.acreate({ id: 9, word: 'new' })
          expect(await query).toHaveLength(4)
          throw new Error('undo')
        })
        await expect(inside).rejects.toThrow('undo')
        expect(await query).toHaveLength(3)
      },
    ),
    differs(
      'count and exists ask the database, also where rows are kept',
      'Django answers them from the cache; here `rows.length` does.',
      async (database) => {
        const query = books()
        await query
        expect(await sent(database, async () => [await query.acount(), await query.aexists()])).toHaveLength(2)
      },
    ),
    holds('get, first and the like do not fill the cache', async (database) => {
      const query = books()
      await query.afirst()
      expect(await sent(database, () => query)).toHaveLength(1)
    }),
    differs(
      'Awaiting the same queryset twice at once sends it once',
      'Django has no shared execution.',
      async (database) => {
        const query = books()
        expect(await sent(database, () => Promise.all([query, query]))).toHaveLength(1)
      },
    ),
    holds('A failed query is not kept', async () => {
      const query = books().using('elsewhere')
      await expect(query.toArrayAsync()).rejects.toThrow()
      await expect(query.toArrayAsync()).rejects.toThrow(/elsewhere/)
    }),
    holds('filter leaves the queryset that it was called on as it was', async () => {
      const query = books()
      const narrower = query.filter({ id: 1 })
      expect([await keysOf(query), await keysOf(narrower)]).toEqual([ALL, [1]])
    }),
    holds('Two querysets of one are independent', async () => {
      const query = books().filter({ pages__gt: 96 })
      expect([await keysOf(query.filter({ author: 1 })), await keysOf(query.exclude({ author: 1 }))]).toEqual([
        [1, 2],
        [3, 5],
      ])
    }),
    holds('A queryset is sent to the database with the values that it was built with', async () => {
      const where = { id: 1 }
      const query = books().filter(where)
      where.id = 2
      expect(await keysOf(query)).toEqual([1])
    }),
    holds('A list that changes afterwards changes nothing', async () => {
      const wanted = [1, 2]
      const query = books().filter({ id__in: [...wanted] })
      wanted.push(3)
      expect(await keysOf(query)).toEqual([1, 2])
    }),
    missing('A queryset can be pickled', 'Keep what it is built from; cachedQuery keeps rows.'),
  ],
}
