import { expect } from 'vitest'
import { aatomic, F, IntegrityError, ObjectNotUpdated } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Author, Book, Tag } from '../models.ts'
import { sent, wordsSent } from '../sent.ts'
import { Ticket, Trophy } from '../theatre-models.ts'

const tag = (id = 1) => Tag.objects.aget({ id })
const book = (id = 1) => Book.objects.aget({ id })

export const saving: Section = {
  title: 'Saving, deleting and refreshing instances',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/instances/',
  rows: [
    holds('save of a new instance inserts it and gives it its key', async () => {
      const one = new Tag({ word: 'new' })
      await one.asave()
      expect((await tag(one.id)).word).toBe('new')
    }),
    holds('save of a loaded instance is one UPDATE', async (database) => {
      const one = await tag()
      one.word = 'changed'
      expect(await wordsSent(database, () => one.asave())).toEqual(['update'])
      expect((await tag()).word).toBe('changed')
    }),
    holds('save writes all columns, changed or not', async () => {
      const one = await book()
      await Book.objects.filter({ id: 1 }).aupdate({ pages: 1 })
      await one.asave()
      expect((await book()).pages).toBe(300)
    }),
    holds('save of a new instance with a key updates the row that has it', async () => {
      await new Tag({ id: 1, word: 'taken over' }).asave()
      expect([(await tag()).word, await Tag.objects.acount()]).toEqual(['taken over', 3])
    }),
    holds('save of a new instance with a key that no row has inserts it', async () => {
      await new Trophy({ code: 'new' }).asave()
      expect(await Trophy.objects.acount()).toBe(1)
    }),
    holds('save of a new instance whose key has a default inserts without a look', async (database) => {
      const one = new Ticket({ playId: 1, seat: 9, price: '1.00' })
      expect(await wordsSent(database, () => one.asave())).toEqual(['insert'])
    }),
    holds('save of a row that is gone inserts it again', async () => {
      const one = await tag()
      await Tag.objects.filter({ id: 1 }).adelete()
      await one.asave()
      expect((await tag()).word).toBe('classic')
    }),
    holds('A new key makes another row', async () => {
      const one = await tag()
      Object.assign(one, { id: 99, word: 'copy' })
      await one.asave()
      expect(await Tag.objects.filter({ id__in: [1, 99] }).acount()).toBe(2)
    }),
    holds('Without its key an instance is inserted as a copy', async () => {
      const one = await book()
      Object.assign(one, { id: undefined })
      await one.asave()
      expect(await Book.objects.filter({ title: 'Dispossessed' }).acount()).toBe(2)
    }),
    holds('update_fields writes these columns alone', async () => {
      const one = await book()
      Object.assign(one, { pages: 7, title: 'Not written' })
      await one.asave({ updateFields: ['pages'] })
      expect(await book()).toMatchObject({ pages: 7, title: 'Dispossessed' })
    }),
    holds('update_fields takes a relation by either name', async () => {
      const one = await book()
      one.authorId = 2
      await one.asave({ updateFields: ['author'] })
      one.publisherId = 2
      await one.asave({ updateFields: ['publisherId'] })
      expect(await book()).toMatchObject({ authorId: 2, publisherId: 2 })
    }),
    holds('update_fields of nothing writes nothing', async (database) => {
      const one = await tag()
      expect(await sent(database, () => one.asave({ updateFields: [] }))).toEqual([])
    }),
    holds('update_fields of a column that is not there is an error', async () => {
      const wrong = (await tag()).asave({ updateFields: ['wrod' as never] })
      await expect(wrong).rejects.toThrow("no column 'wrod' to write")
    }),
    holds('update_fields of the key is an error', async () => {
      await expect((await tag()).asave({ updateFields: ['id'] })).rejects.toThrow("can't change the key 'id'")
    }),
    holds('update_fields of a row that is gone is an error', async () => {
      const one = await tag()
      await Tag.objects.filter({ id: 1 }).adelete()
      await expect(one.asave({ updateFields: ['word'] })).rejects.toThrow(ObjectNotUpdated)
    }),
    holds('force_insert never updates', async () => {
      await expect(new Tag({ id: 1, word: 'new' }).asave({ forceInsert: true })).rejects.toThrow(IntegrityError)
    }),
    holds('force_update never inserts', async () => {
      await expect(new Tag({ id: 99, word: 'new' }).asave({ forceUpdate: true })).rejects.toThrow(ObjectNotUpdated)
      expect(await Tag.objects.filter({ id: 99 }).aexists()).toBe(false)
    }),
    holds('force_insert and force_update together are an error', async () => {
      await expect((await tag()).asave({ forceInsert: true, forceUpdate: true })).rejects.toThrow('exclude each other')
    }),
    holds('force_insert and update_fields together are an error', async () => {
      const wrong = (await tag()).asave({ forceInsert: true, updateFields: ['word'] })
      await expect(wrong).rejects.toThrow('exclude each other')
    }),
    holds('create never updates', async () => {
      await expect(Tag.objects.acreate({ id: 1, word: 'new' })).rejects.toThrow(IntegrityError)
      expect((await tag()).word).toBe('classic')
    }),
    holds('create answers an instance that is stored', async (database) => {
      const one = await Tag.objects.acreate({ word: 'new' })
      one.word = 'newer'
      expect(await wordsSent(database, () => one.asave())).toEqual(['update'])
    }),
    holds('save that fails leaves the row as it was', async () => {
      const one = await tag()
      one.word = 'novella'
      await expect(one.asave()).rejects.toThrow(IntegrityError)
      expect((await tag()).word).toBe('classic')
    }),
    holds('save after a rollback inserts again', async () => {
      const one = new Ticket({ playId: 1, seat: 9 })
      const failing = aatomic(async () => {
        await one.asave()
        throw new RangeError('back')
      })
      await expect(failing).rejects.toThrow(RangeError)
      await one.asave()
      expect(await Ticket.objects.filter({ id: one.id }).aexists()).toBe(true)
    }),
    holds('save does not run validators', async () => {
      const one = await Ticket.objects.acreate({ playId: 1, seat: -1 })
      expect((await Ticket.objects.aget({ id: one.id })).seat).toBe(-1)
    }),
    differs(
      'save refuses values of another type',
      'Django converts what it can, and leaves the rest to the database.',
      async () => {
        const one = await book()
        Object.assign(one, { pages: '7' })
        await expect(one.asave()).rejects.toThrow('Book.pages takes a whole number')
      },
    ),
    missing(
      'An expression as the value of an instance: `book.pages = F("pages") + 1`',
      'Use `filter({ id }).update({ pages: F("pages").add(1) })`.',
    ),
    holds('An instance keeps what update changes in its row, until it is refreshed', async () => {
      const one = await book()
      await Book.objects.filter({ id: 1 }).aupdate({ pages: F('pages').add(1) })
      expect(one.pages).toBe(300)
      await one.arefreshFromDb()
      expect(one.pages).toBe(301)
    }),
    holds('delete deletes the row of the instance', async () => {
      await (await tag()).adelete()
      expect(await Tag.objects.filter({ id: 1 }).aexists()).toBe(false)
    }),
    holds('delete leaves the other values', async () => {
      const one = await tag()
      await one.adelete()
      expect([one.id, one.word]).toEqual([undefined, 'classic'])
    }),
    holds('delete of a row that is gone deletes none', async () => {
      const one = await tag()
      await Tag.objects.filter({ id: 1 }).adelete()
      expect(await one.adelete()).toBe(0)
    }),
    holds('delete of an instance that was never saved is an error', async () => {
      await expect(new Tag({ word: 'new' }).adelete()).rejects.toThrow('This Tag has no id yet: save it first.')
    }),
    holds('save after delete inserts a new row', async () => {
      const one = await tag()
      await one.adelete()
      await one.asave()
      expect([one.id !== 1, (await tag(one.id)).word]).toEqual([true, 'classic'])
    }),
    holds('refresh_from_db reads all columns again', async () => {
      const one = await book()
      await Book.objects.filter({ id: 1 }).aupdate({ title: 'Changed', pages: 1 })
      await one.arefreshFromDb()
      expect(one).toMatchObject({ title: 'Changed', pages: 1 })
    }),
    holds('refresh_from_db drops changes that were not saved', async () => {
      const one = await book()
      one.title = 'Mine'
      await one.arefreshFromDb()
      expect(one.title).toBe('Dispossessed')
    }),
    holds('refresh_from_db of some columns leaves the others', async () => {
      const one = Object.assign(await book(), { title: 'Mine', pages: 1 })
      await one.arefreshFromDb(['pages'])
      expect(one).toMatchObject({ title: 'Mine', pages: 300 })
    }),
    holds('refresh_from_db of a foreign key forgets the row that was loaded', async () => {
      const one = await book()
      expect(one.author.id).toBe(1)
      await Book.objects.filter({ id: 1 }).aupdate({ authorId: 2 })
      await one.arefreshFromDb(['author'])
      expect(one.author.id).toBe(2)
    }),
    holds('refresh_from_db of other columns keeps the row that was loaded', async (database) => {
      const one = await book()
      const { author } = one
      await one.arefreshFromDb(['pages'])
      expect(await sent(database, () => expect(one.author).toBe(author))).toEqual([])
    }),
    holds('refresh_from_db forgets prefetched rows', async () => {
      const ursula = await Author.objects.prefetchRelated('books').aget({ id: 1 })
      await Book.objects.filter({ id: 2 }).adelete()
      await ursula.arefreshFromDb()
      expect(await ursula.books.acount()).toBe(1)
    }),
    holds('refresh_from_db of a row that is gone is DoesNotExist', async () => {
      const one = await tag()
      await Tag.objects.filter({ id: 1 }).adelete()
      await expect(one.arefreshFromDb()).rejects.toThrow(Tag.DoesNotExist)
    }),
    holds('refresh_from_db of a name that is no column is an error', async () => {
      await expect((await tag()).arefreshFromDb(['wrod' as never])).rejects.toThrow("no column 'wrod' to refresh")
    }),
    missing('refresh_from_db(from_queryset=…)', 'Get the row by the queryset: `await queryset.aget({ id })`.'),
    missing('refresh_from_db(using=…)', 'The row comes from the database of the instance.'),
  ],
}
