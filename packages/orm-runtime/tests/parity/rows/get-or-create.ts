import { expect } from 'vitest'
import { aatomic, IntegrityError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Author, Book, Publisher, Tag } from '../models.ts'
import { sent, wordsSent } from '../sent.ts'
import { Ticket, Trophy } from '../theatre-models.ts'
import { TICKETS } from '../theatre.ts'

const values = { price: '1.00', pages: 1, authorId: 1 }

export const getOrCreate: Section = {
  title: 'get_or_create and update_or_create',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#get-or-create',
  rows: [
    holds('get_or_create answers the row that is there', async () => {
      const [tag, isNew] = await Tag.objects.agetOrCreate({ word: 'classic' })
      expect([tag.id, isNew]).toEqual([1, false])
    }),
    holds('get_or_create of a row that is there is one query', async (database) => {
      expect(await wordsSent(database, () => Tag.objects.agetOrCreate({ word: 'classic' }))).toEqual(['select'])
    }),
    holds('get_or_create inserts a row that is not', async () => {
      const [tag, isNew] = await Tag.objects.agetOrCreate({ word: 'new' })
      expect([(await Tag.objects.aget({ word: 'new' })).id, isNew]).toEqual([tag.id, true])
    }),
    holds('get_or_create: defaults complete a new row', async () => {
      const [author] = await Author.objects.agetOrCreate({ name: 'Iain' }, { age: 59 })
      expect([author.name, author.age]).toEqual(['Iain', 59])
    }),
    holds('get_or_create: defaults leave a row that is there alone', async () => {
      const [author] = await Author.objects.agetOrCreate({ name: 'Octavia' }, { age: 1 })
      expect(author.age).toBe(58)
    }),
    holds('get_or_create: defaults win over what was looked for', async () => {
      const [author] = await Author.objects.agetOrCreate({ name: 'iain' }, { name: 'Iain' })
      expect(author.name).toBe('Iain')
    }),
    holds('get_or_create: lookups find, and give a new row no value', async () => {
      const [first, isNew] = await Tag.objects.agetOrCreate({ word__iexact: 'NEW' }, { word: 'new' })
      const [second, again] = await Tag.objects.agetOrCreate({ word__iexact: 'NEW' }, { word: 'new' })
      expect([isNew, again, second.id]).toEqual([true, false, first.id])
    }),
    holds('get_or_create: lookups across relations', async () => {
      const [found] = await Book.objects.agetOrCreate({ author__name: 'Octavia' }, { title: 'New', ...values })
      const [made, isNew] = await Book.objects.agetOrCreate({ author__name: 'Nobody' }, { title: 'New', ...values })
      expect([found.id, isNew, made.authorId]).toEqual([3, true, 1])
    }),
    holds('get_or_create by an instance', async () => {
      const author = await Author.objects.aget({ id: 2 })
      const [, found] = await Book.objects.agetOrCreate({ author })
      const [made] = await Book.objects.agetOrCreate({ author, title: 'New' }, { price: '1', pages: 1 })
      expect([found, made.authorId]).toEqual([false, 2])
    }),
    holds('get_or_create by the primary key', async () => {
      const [trophy, isNew] = await Trophy.objects.agetOrCreate({ code: 'oscar' })
      expect([trophy.code, isNew, (await Trophy.objects.agetOrCreate({ pk: 'oscar' }))[1]]).toEqual([
        'oscar',
        true,
        false,
      ])
    }),
    holds('get_or_create by null', async () => {
      const [author, isNew] = await Author.objects.agetOrCreate({ name: 'Nnedi', age: null })
      expect([author.id, isNew]).toEqual([3, false])
    }),
    holds('get_or_create of several rows is MultipleObjectsReturned', async () => {
      await expect(Book.objects.agetOrCreate({ author: 1 })).rejects.toThrow(Book.MultipleObjectsReturned)
    }),
    holds('get_or_create that may not insert: the error of the constraint', async () => {
      const wrong = Publisher.objects.agetOrCreate({ id: 77 }, { name: 'Ace' })
      await expect(wrong).rejects.toThrow(IntegrityError)
    }),
    holds('get_or_create without a value that a row needs is an error', async () => {
      await expect(Book.objects.agetOrCreate({ title: 'New' })).rejects.toThrow('Book.')
      expect(await Book.objects.filter({ title: 'New' }).aexists()).toBe(false)
    }),
    holds('get_or_create with a name that is no field is an error', async () => {
      await expect(Tag.objects.agetOrCreate({ wrod: 'x' } as never)).rejects.toThrow("'wrod'")
    }),
    holds('get_or_create of many callers at once inserts one row', async () => {
      const all = await Promise.all(Array.from({ length: 8 }, () => Tag.objects.agetOrCreate({ word: 'contested' })))
      expect(all.filter(([, isNew]) => isNew)).toHaveLength(1)
      expect(new Set(all.map(([{ id }]) => id)).size).toBe(1)
    }),
    holds('get_or_create that fails leaves the transaction around it usable', async () => {
      await aatomic(async () => {
        await expect(Publisher.objects.agetOrCreate({ id: 77 }, { name: 'Ace' })).rejects.toThrow(IntegrityError)
        await Tag.objects.acreate({ word: 'after' })
      })
      expect(await Tag.objects.filter({ word: 'after' }).aexists()).toBe(true)
    }),
    holds('get_or_create of a filtered queryset looks among its rows', async () => {
      const old = Author.objects.filter({ age__gt: 60 })
      const [author, isNew] = await old.agetOrCreate({ name: 'Octavia' })
      expect([author.id !== 2, isNew]).toEqual([true, true])
    }),
    holds('get_or_create has a blocking half', () => {
      expect(Tag.objects.getOrCreate({ word: 'classic' })[1]).toBe(false)
    }),
    holds('update_or_create changes the row that is there', async () => {
      const [author, isNew] = await Author.objects.aupdateOrCreate({ name: 'Octavia' }, { age: 1 })
      expect([author.age, isNew, (await Author.objects.aget({ id: 2 })).age]).toEqual([1, false, 1])
    }),
    holds('update_or_create writes the columns of defaults alone', async (database) => {
      const queries = await sent(database, () => Author.objects.aupdateOrCreate({ name: 'Octavia' }, { age: 1 }))
      const update = queries.find(({ sql }) => sql.startsWith('update'))
      expect([update?.sql.includes('age'), update?.sql.includes('name')]).toEqual([true, false])
    }),
    holds('update_or_create sets auto_now as well', async () => {
      await Ticket.objects.all().aupdate({ madeAt: new Date(0), changedAt: new Date(0) })
      await Ticket.objects.aupdateOrCreate({ id: TICKETS[0] }, { seat: 30 })
      expect((await Ticket.objects.aget({ id: TICKETS[0] })).changedAt.getTime()).toBeGreaterThan(0)
    }),
    holds('update_or_create inserts a row that is not there', async () => {
      const [author, isNew] = await Author.objects.aupdateOrCreate({ name: 'Iain' }, { age: 59 })
      expect([author.name, author.age, isNew]).toEqual(['Iain', 59, true])
    }),
    holds('create_defaults take the place of defaults in a new row', async () => {
      const [author] = await Author.objects.aupdateOrCreate(
        { name: 'Iain' },
        { age: 59 },
        { createDefaults: { age: 1 } },
      )
      expect(author.age).toBe(1)
    }),
    holds('create_defaults do not change a row that is there', async () => {
      const createDefaults = { age: 1 }
      const [author] = await Author.objects.aupdateOrCreate({ name: 'Octavia' }, { age: 59 }, { createDefaults })
      expect(author.age).toBe(59)
    }),
    holds('create_defaults alone leave a row that is there as it is', async () => {
      const [author] = await Author.objects.aupdateOrCreate({ name: 'Octavia' }, {}, { createDefaults: { age: 1 } })
      expect((await Author.objects.aget({ id: author.id })).age).toBe(58)
    }),
    holds('update_or_create takes a relation as an instance', async () => {
      const author = await Author.objects.aget({ id: 4 })
      await Book.objects.aupdateOrCreate({ title: 'Kindred' }, { author })
      expect((await Book.objects.aget({ id: 3 })).authorId).toBe(4)
    }),
    holds('update_or_create of several rows is MultipleObjectsReturned', async () => {
      const wrong = Book.objects.aupdateOrCreate({ author: 1 }, { pages: 1 })
      await expect(wrong).rejects.toThrow(Book.MultipleObjectsReturned)
    }),
    holds('update_or_create with a name that is no field is an error', async () => {
      const wrong = Tag.objects.aupdateOrCreate({ word: 'classic' }, { wrod: 'x' } as never)
      await expect(wrong).rejects.toThrow("no column 'wrod'")
    }),
    holds('update_or_create locks the row, where the database locks rows', async (database) => {
      const queries = await sent(database, () => Author.objects.aupdateOrCreate({ name: 'Octavia' }, { age: 1 }))
      expect(queries.some(({ sql }) => sql.includes('for update'))).toBe(database.name !== 'sqlite')
    }),
    holds('update_or_create of many callers at once inserts one row', async () => {
      const all = await Promise.all(Array.from({ length: 6 }, () => Publisher.objects.aupdateOrCreate({ name: 'New' })))
      expect(all.filter(([, isNew]) => isNew)).toHaveLength(1)
    }),
    differs(
      'create_defaults are an option of the third argument',
      'In Django it is a keyword beside defaults.',
      async () => {
        const [tag] = await Tag.objects.aupdateOrCreate({ word: 'a' }, {}, { createDefaults: { word: 'b' } })
        expect(tag.word).toBe('b')
      },
    ),
    missing('A value of defaults may be a function', 'Pass what it answers.'),
  ],
}
