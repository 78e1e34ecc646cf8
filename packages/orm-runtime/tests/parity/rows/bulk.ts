import { expect } from 'vitest'
import { Case, F, IntegrityError, UsageError, When } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { keysOf } from '../finds.ts'
import { Author, Book, Publisher, Tag } from '../models.ts'
import { sent, wordsSent } from '../sent.ts'
import { Ticket } from '../theatre-models.ts'
import { TICKETS } from '../theatre.ts'

const words = async () => Tag.objects.orderBy('id').valuesList('word', { flat: true })
const pages = async () => Book.objects.orderBy('id').valuesList('pages', { flat: true })
const count = (all: readonly string[], word: string) => all.filter((one) => one === word).length
const many = (size: number) => Array.from({ length: size }, (_, index) => ({ word: `word ${index}` }))

export const bulk: Section = {
  title: 'Bulk operations',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#bulk-create',
  rows: [
    holds('bulk_create inserts rows in one statement', async (database) => {
      expect(await wordsSent(database, () => Tag.objects.abulkCreate(many(3)))).toEqual(['insert'])
      expect(await Tag.objects.acount()).toBe(6)
    }),
    holds('bulk_create inserts in the order of the list', async () => {
      await Tag.objects.abulkCreate([{ word: 'z' }, { word: 'a' }])
      expect((await words()).slice(-2)).toEqual(['z', 'a'])
    }),
    holds('bulk_create takes instances, and answers them', async () => {
      const tag = new Tag({ word: 'new' })
      expect((await Tag.objects.abulkCreate([tag]))[0]).toBe(tag)
      expect(await Tag.objects.filter({ word: 'new' }).aexists()).toBe(true)
    }),
    differs('bulk_create takes plain values', 'In Django it takes instances only.', async () => {
      expect((await Tag.objects.abulkCreate([{ word: 'new' }]))[0]).toBeInstanceOf(Tag)
    }),
    holds('bulk_create gives instances their keys, where the database answers rows', async ({ name }) => {
      const tags = await Tag.objects.abulkCreate([{ word: 'z' }, { word: 'a' }])
      const stored = await keysOf(Tag.objects.filter({ word__in: ['a', 'z'] }).orderBy('-word'))
      expect(tags.map(({ id }) => id)).toEqual(name === 'mariadb' ? [undefined, undefined] : stored)
    }),
    holds('bulk_create keeps keys that are given', async () => {
      await Tag.objects.abulkCreate([{ id: 77, word: 'a' }, { word: 'b' }])
      expect((await Tag.objects.aget({ id: 77 })).word).toBe('a')
    }),
    holds('bulk_create of nothing sends nothing', async (database) => {
      expect(await sent(database, () => Tag.objects.abulkCreate([]))).toEqual([])
    }),
    holds('bulk_create with batch_size', async (database) => {
      const sentWords = await wordsSent(database, () => Tag.objects.abulkCreate(many(5), { batchSize: 2 }))
      expect(count(sentWords, 'insert')).toBe(3)
    }),
    holds('bulk_create with a batch_size that is no size is an error', async () => {
      await expect(Tag.objects.abulkCreate(many(1), { batchSize: -1 })).rejects.toThrow('batchSize is a whole number')
    }),
    holds('bulk_create of thousands of rows', async () => {
      await Tag.objects.abulkCreate(many(3000))
      expect(await Tag.objects.acount()).toBe(3003)
    }),
    holds('bulk_create inserts all rows or none', async () => {
      const failing = Tag.objects.abulkCreate([...many(250), { word: 'classic' }])
      await expect(failing).rejects.toThrow(IntegrityError)
      expect(await Tag.objects.acount()).toBe(3)
    }),
    holds('bulk_create gives defaults and the moment of creation', async () => {
      const [one] = await Ticket.objects.abulkCreate([{ playId: 1, seat: 9 }])
      expect(await Ticket.objects.aget({ seat: 9 })).toMatchObject({
        state: 'free',
        price: '20.00',
        madeAt: one?.madeAt,
      })
    }),
    holds('bulk_create with relations as instances', async () => {
      const author = await Author.objects.aget({ id: 2 })
      await Book.objects.abulkCreate([{ title: 'New', price: '1', pages: 1, author }])
      expect(await author.books.acount()).toBe(2)
    }),
    holds('bulk_create with an instance that was never saved as a relation is an error', async () => {
      const author = new Author({ name: 'new' })
      const failing = async () => Book.objects.abulkCreate([{ title: 'New', price: '1', pages: 1, author }])
      await expect(failing).rejects.toThrow('save it first')
    }),
    holds('ignore_conflicts leaves out rows that are there', async () => {
      await Tag.objects.abulkCreate([{ word: 'classic' }, { word: 'new' }], { ignoreConflicts: true })
      expect(await words()).toEqual(['classic', 'novella', 'unused', 'new'])
    }),
    holds('ignore_conflicts gives instances no keys', async () => {
      const [tag] = await Tag.objects.abulkCreate([{ word: 'new' }, { word: 'classic' }], { ignoreConflicts: true })
      expect(tag?.id).toBe(undefined)
    }),
    holds('update_conflicts changes rows that are there', async () => {
      const rows = [
        { playId: 1, seat: 1, price: '5.00' },
        { playId: 1, seat: 9, price: '6.00' },
      ]
      const options = { updateConflicts: true, uniqueFields: ['play', 'seat'], updateFields: ['price'] } as const
      await Ticket.objects.abulkCreate(rows, options)
      const prices = await Ticket.objects.filter({ seat__in: [1, 9] }).valuesList('price', 'state')
      expect(prices).toEqual([
        ['5.00', 'sold'],
        ['6.00', 'free'],
      ])
    }),
    holds('update_conflicts without update_fields is an error', async () => {
      const wrong = Tag.objects.abulkCreate(many(1), { updateConflicts: true, uniqueFields: ['word'] })
      await expect(wrong).rejects.toThrow(UsageError)
    }),
    holds('ignore_conflicts and update_conflicts together are an error', async () => {
      const wrong = Tag.objects.abulkCreate(many(1), { ignoreConflicts: true, updateConflicts: true })
      await expect(wrong).rejects.toThrow('exclude each other')
    }),
    holds('bulk_update writes values of its own to each row', async (database) => {
      const books = await Book.objects.orderBy('id')
      for (const book of books) book.pages = book.id
      expect(await wordsSent(database, () => Book.objects.abulkUpdate(books, ['pages']))).toEqual(['update'])
      expect(await pages()).toEqual([1, 2, 3, 4, 5])
    }),
    holds('bulk_update writes the named columns alone', async () => {
      const [book] = await Book.objects.filter({ id: 1 })
      if (book) await Book.objects.abulkUpdate([Object.assign(book, { pages: 7, title: 'Not written' })], ['pages'])
      expect(await Book.objects.aget({ id: 1 })).toMatchObject({ pages: 7, title: 'Dispossessed' })
    }),
    holds('bulk_update answers how many rows there were', async () => {
      const books = await Book.objects.all()
      await Book.objects.filter({ id: 5 }).adelete()
      expect(await Book.objects.abulkUpdate(books, ['pages'])).toBe(4)
    }),
    holds('bulk_update of several columns, null among them', async () => {
      const books = await Book.objects.filter({ id__in: [1, 2] })
      for (const book of books) Object.assign(book, { publisherId: null, published: null, price: '3.33' })
      await Book.objects.abulkUpdate(books, ['publisher', 'published', 'price'])
      expect(await Book.objects.filter({ publisher: null, published: null, price: '3.33' }).acount()).toBe(2)
    }),
    holds('bulk_update of a relation', async () => {
      const books = await Book.objects.filter({ author: 1 })
      for (const book of books) book.author = await Author.objects.aget({ id: 4 })
      await Book.objects.abulkUpdate(books, ['author'])
      expect(await Book.objects.filter({ author: 4 }).acount()).toBe(2)
    }),
    holds('bulk_update by keys that are no numbers', async () => {
      const tickets = await Ticket.objects.all()
      for (const ticket of tickets) ticket.seat += 10
      await Ticket.objects.abulkUpdate(tickets, ['seat'])
      expect((await Ticket.objects.aget({ id: TICKETS[0] })).seat).toBe(13)
    }),
    holds('bulk_update with batch_size', async (database) => {
      const books = await Book.objects.all()
      const sentWords = await wordsSent(database, () => Book.objects.abulkUpdate(books, ['pages'], { batchSize: 2 }))
      expect(count(sentWords, 'update')).toBe(3)
    }),
    holds('bulk_update writes all rows or none', async () => {
      const tags = await Tag.objects.orderBy('id')
      for (const tag of tags) tag.word = tag.id === 1 ? 'first' : 'same'
      await expect(Tag.objects.abulkUpdate(tags, ['word'], { batchSize: 1 })).rejects.toThrow(IntegrityError)
      expect(await words()).toEqual(['classic', 'novella', 'unused'])
    }),
    holds('bulk_update of no instances sends nothing', async (database) => {
      expect(await sent(database, () => Tag.objects.abulkUpdate([], ['word']))).toEqual([])
    }),
    holds('bulk_update of no columns is an error', async () => {
      await expect(Tag.objects.abulkUpdate([], [])).rejects.toThrow(UsageError)
    }),
    holds('bulk_update of the key is an error', async () => {
      await expect(Tag.objects.abulkUpdate([], ['id'])).rejects.toThrow("can't change the key 'id'")
    }),
    holds('bulk_update of instances that were never saved is an error', async () => {
      await expect(Tag.objects.abulkUpdate([new Tag({ word: 'new' })], ['word'])).rejects.toThrow('save it first')
    }),
    missing('bulk_update with expressions as values', 'Use `update` with `Case`.'),
    holds('update changes all rows of the query in one statement', async (database) => {
      const all = await wordsSent(database, () => Book.objects.filter({ author: 3 }).aupdate({ pages: 1 }))
      expect([all, await pages()]).toEqual([['update'], [300, 250, 264, 1, 1]])
    }),
    holds('update answers how many rows matched, changed or not', async () => {
      expect(await Book.objects.filter({ author: 3 }).aupdate({ inPrint: false })).toBe(2)
    }),
    holds('update computes from the row', async () => {
      await Book.objects.filter({ id: 1 }).aupdate({ pages: F('pages').multiply(2).add(1) })
      expect((await Book.objects.aget({ id: 1 })).pages).toBe(601)
    }),
    holds('update chooses by a condition', async () => {
      await Book.objects.all().aupdate({ pages: Case(When({ pages__gt: 260 }, 1), { default: 'pages' }) })
      expect(await pages()).toEqual([1, 250, 1, 96, 100])
    }),
    holds('update of a relation by an instance, a key, or to none', async () => {
      await Book.objects.filter({ id: 1 }).aupdate({ author: await Author.objects.aget({ id: 4 }) })
      await Book.objects.filter({ id: 2 }).aupdate({ authorId: 4, publisher: null })
      expect(await Book.objects.filter({ author: 4 }).acount()).toBe(2)
    }),
    holds('update of rows that a relation finds', async () => {
      expect(await Book.objects.filter({ author__name: 'Nnedi' }).aupdate({ pages: 1 })).toBe(2)
    }),
    holds('update to a value of a related row is an error', async () => {
      const wrong = Book.objects.all().aupdate({ title: F('author__name') })
      await expect(wrong).rejects.toThrow('follows a relation')
    }),
    holds('update of a slice is an error', async () => {
      await expect(Book.objects.slice(0, 1).aupdate({ pages: 1 })).rejects.toThrow('`update` after `slice`')
    }),
    holds('update of no rows answers 0', async () => {
      expect(await Book.objects.none().aupdate({ pages: 1 })).toBe(0)
      expect(await Book.objects.filter({ id__in: [] }).aupdate({ pages: 1 })).toBe(0)
    }),
    holds('update of an unknown name is an error that lists the choices', async () => {
      await expect(Tag.objects.all().aupdate({ wrod: 'x' } as never)).rejects.toThrow('It has: id, word.')
    }),
    differs('update without a change is an error', 'In Django it answers 0.', async () => {
      await expect(Tag.objects.all().aupdate({})).rejects.toThrow('changes nothing')
    }),
    holds('delete of a query is one statement', async (database) => {
      expect(await wordsSent(database, () => Publisher.objects.filter({ id: 2 }).adelete())).toEqual(['delete'])
    }),
    holds('Rows are found and deleted by a list of thousands of keys', async () => {
      const keys = Array.from({ length: 40_000 }, (_, index) => index + 1)
      expect(await Tag.objects.filter({ id__in: keys }).acount()).toBe(3)
      expect(await Tag.objects.filter({ id__in: keys }).adelete()).toBe(3)
    }),
  ],
}
