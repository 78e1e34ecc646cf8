import { expect } from 'vitest'
import { Count, IntegrityError, Sum, UsageError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Author, Book, Loan, Tag } from '../models.ts'
import { sent } from '../sent.ts'

const books = Book.objects

export const singleAnswers: Section = {
  title: 'One row, or one answer',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#get',
  rows: [
    holds('get answers the one row that matches', async () => {
      expect((await books.aget({ title: 'Binti' })).id).toBe(4)
    }),
    holds('get without lookups answers the one row of a queryset', async () => {
      expect((await books.filter({ title: 'Binti' }).aget()).id).toBe(4)
    }),
    holds('get takes lookups across relations', async () => {
      expect((await books.aget({ author__name: 'Octavia', pages__gt: 1 })).id).toBe(3)
    }),
    holds('get without a row throws DoesNotExist of the model', async () => {
      await expect(books.aget({ title: 'None' })).rejects.toThrow(Book.DoesNotExist)
    }),
    holds('DoesNotExist of one model is not that of another', async () => {
      await expect(books.aget({ title: 'None' })).rejects.not.toBeInstanceOf(Author.DoesNotExist)
    }),
    holds('get with several rows throws MultipleObjectsReturned of the model', async () => {
      await expect(books.aget({ author: 1 })).rejects.toThrow(Book.MultipleObjectsReturned)
    }),
    differs('get fetches two rows at most', 'Django fetches up to 21, to say how many there are.', async (database) => {
      const [query] = await sent(database, () => books.aget({ pages__gt: 0 }).catch(() => undefined))
      expect(query?.rows).toBe(2)
    }),
    holds('get on a slice looks among its rows', async () => {
      expect((await books.orderBy('id').slice(2, 3).aget()).id).toBe(3)
    }),
    holds('first is the first in the order', async () => {
      expect((await books.orderBy('-pages').afirst())?.id).toBe(1)
    }),
    holds('first without an order goes by the primary key', async () => {
      expect((await books.afirst())?.id).toBe(1)
    }),
    holds("first goes by the model's own order", async () => {
      expect((await Loan.objects.afirst())?.id).toBe(1)
    }),
    differs(
      'first of no rows is undefined',
      "Django answers None; JavaScript's word for a missing element is undefined.",
      async () => {
        expect(await books.none().afirst()).toBeUndefined()
      },
    ),
    holds('first fetches one row', async (database) => {
      const [query] = await sent(database, () => books.afirst())
      expect(query?.rows).toBe(1)
    }),
    holds('first of a slice is its first row', async () => {
      expect((await books.orderBy('id').slice(2, 4).afirst())?.id).toBe(3)
    }),
    holds('last is the last in the order', async () => {
      expect((await books.orderBy('-pages').alast())?.id).toBe(4)
    }),
    holds('last without an order goes by the primary key', async () => {
      expect((await books.alast())?.id).toBe(5)
    }),
    holds('earliest goes by a column', async () => {
      expect((await books.filter({ published__isNull: false }).aearliest('published')).id).toBe(2)
    }),
    holds('latest goes by a column', async () => {
      expect((await books.filter({ published__isNull: false }).alatest('published')).id).toBe(4)
    }),
    holds('latest goes by several columns', async () => {
      expect((await books.filter({ id__lt: 5 }).alatest('addedAt', 'price')).id).toBe(3)
    }),
    holds('earliest takes a minus', async () => {
      expect((await books.aearliest('-pages')).id).toBe(1)
    }),
    holds('latest of no rows throws DoesNotExist', async () => {
      await expect(books.none().alatest('id')).rejects.toThrow(Book.DoesNotExist)
    }),
    differs('earliest needs a column', 'Django may take it from the model (get_latest_by).', async () => {
      await expect(books.aearliest()).rejects.toThrow(UsageError)
    }),
    holds('count counts in the database', async (database) => {
      const [query] = await sent(database, async () => {
        expect(await books.filter({ author: 1 }).acount()).toBe(2)
      })
      expect(query?.rows).toBe(1)
    }),
    holds('count of none is 0', async () => {
      expect(await books.none().acount()).toBe(0)
    }),
    holds('exists fetches one row at most', async (database) => {
      const [query] = await sent(database, () => books.aexists())
      expect(query?.rows).toBe(1)
    }),
    holds('exists selects no columns', async (database) => {
      const [query] = await sent(database, () => books.aexists())
      expect(query?.sql).not.toContain('title')
    }),
    holds('contains asks by the primary key', async () => {
      const book = await books.aget({ id: 1 })
      expect([await books.acontains(book), await books.filter({ id: 2 }).acontains(book)]).toEqual([true, false])
    }),
    holds('contains of an instance without a row is an error', async () => {
      await expect(Tag.objects.acontains(new Tag({ word: 'new' }))).rejects.toThrow(UsageError)
    }),
    holds('contains of an instance of another model is an error', async () => {
      const author = await Author.objects.aget({ id: 1 })
      // @ts-expect-error It is no book.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- That is what is tried.
      await expect(books.acontains(author)).rejects.toThrow(UsageError)
    }),
    holds('contains after values is an error', async () => {
      const book = await books.aget({ id: 1 })
      await expect(books.values('id').acontains(book)).rejects.toThrow(UsageError)
    }),
    differs('in_bulk answers a Map', 'A dict in Python; objects of JavaScript have text for keys.', async () => {
      expect([...(await books.ainBulk([3, 1])).keys()].sort()).toEqual([1, 3])
    }),
    holds('in_bulk leaves out keys that no row has', async () => {
      expect((await books.ainBulk([1, 99])).size).toBe(1)
    }),
    holds('in_bulk without keys has all rows', async () => {
      expect((await books.ainBulk()).size).toBe(5)
    }),
    holds('in_bulk of no keys sends nothing', async (database) => {
      expect(await sent(database, () => books.ainBulk([]))).toEqual([])
    }),
    holds('in_bulk goes by another unique column', async () => {
      expect((await Tag.objects.ainBulk(['unused'], { field: 'word' })).get('unused')?.id).toBe(3)
    }),
    holds('in_bulk by a column that is not unique is an error', async () => {
      await expect(books.ainBulk([1], { field: 'pages' })).rejects.toThrow(UsageError)
    }),
    holds('in_bulk of a slice is an error', async () => {
      await expect(books.orderBy('id').slice(0, 2).ainBulk([1])).rejects.toThrow(UsageError)
    }),
    holds('aggregate answers an object', async () => {
      expect(await books.aaggregate({ rows: Count(), pages: Sum('pages') })).toEqual({ rows: 5, pages: 1010 })
    }),
    holds('aggregate of no rows: a count is 0 and a sum is null', async () => {
      expect(await books.none().aaggregate({ rows: Count(), pages: Sum('pages') })).toEqual({ rows: 0, pages: null })
    }),
    holds('explain answers the plan and does not fetch the rows', async () => {
      expect(await books.filter({ pages: 96 }).aexplain()).toMatch(/\w/)
    }),
    differs(
      'explain takes one option, analyze, where the database has it',
      'Django hands all options of each database through.',
      async ({ name }) => {
        const plan = books.filter({ pages: 96 }).aexplain({ analyze: true })
        if (name === 'sqlite') await expect(plan).rejects.toThrow(/analyze/i)
        else expect(await plan).toMatch(/\w/)
      },
    ),
    holds('create inserts and answers the instance, with its key', async () => {
      const { id } = await Tag.objects.acreate({ word: 'new' })
      expect((await Tag.objects.aget({ id })).word).toBe('new')
    }),
    holds('create with a key that exists is an error and changes nothing', async () => {
      await expect(Tag.objects.acreate({ id: 1, word: 'other' })).rejects.toThrow(IntegrityError)
      expect((await Tag.objects.aget({ id: 1 })).word).toBe('classic')
    }),
    missing('get_latest_by of a model', 'earliest and latest name their column.'),
  ],
}
