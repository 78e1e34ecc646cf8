import { expect } from 'vitest'
import { F, Sum, UsageError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { keysOf } from '../finds.ts'
import { Author, Book, Publisher } from '../models.ts'
import { sent, wordsSent } from '../sent.ts'
import { Actor, Part, Play } from '../theatre-models.ts'

const author = (id: number) => Author.objects.aget({ id })
const book = (id: number) => Book.objects.aget({ id })
const publisher = (id: number) => Publisher.objects.aget({ id })
const booksOf = async (id: number) => (await keysOf(Book.objects.filter({ author: id }))).sort()
const published = async (id: number) => (await keysOf(Book.objects.filter({ publisher: id }))).sort()
const values = { title: 'New', price: '1.00', pages: 1 }

export const relatedManagers: Section = {
  title: 'Managers of related rows',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/relations/',
  rows: [
    holds('The manager has the rows that lead to the instance', async () => {
      expect((await keysOf((await author(1)).books)).sort()).toEqual([1, 2])
    }),
    holds('Its rows can be filtered', async () => {
      expect(await keysOf((await author(1)).books.filter({ pages__gt: 260 }))).toEqual([1])
    }),
    holds('Its rows can be excluded and ordered', async () => {
      expect(await keysOf((await author(3)).books.exclude({ pages: 1 }).orderBy('-pages'))).toEqual([5, 4])
    }),
    holds("get finds no row that is another's", async () => {
      await expect((await author(1)).books.aget({ id: 3 })).rejects.toThrow(Book.DoesNotExist)
    }),
    holds('count and exists speak of its rows', async () => {
      const [ursula, nobody] = [await author(1), await author(4)]
      expect([await ursula.books.acount(), await nobody.books.aexists()]).toEqual([2, false])
    }),
    holds('Its rows can be aggregated', async () => {
      expect(await (await author(1)).books.aaggregate({ pages: Sum('pages') })).toEqual({ pages: 550 })
    }),
    holds('It asks the database whenever it is read', async (database) => {
      const ursula = await author(1)
      const queries = await sent(database, async () => [await ursula.books.all(), await ursula.books.all()])
      expect(queries).toHaveLength(2)
    }),
    holds('Its rows know the instance without a query', async (database) => {
      const ursula = await author(1)
      const books = await ursula.books.filter({ pages__gt: 1 })
      expect(await sent(database, () => expect(books[0]?.author).toBe(ursula))).toEqual([])
    }),
    holds('update changes its rows only', async () => {
      expect(await (await author(1)).books.aupdate({ pages: F('pages').add(1) })).toBe(2)
      expect(await Book.objects.orderBy('id').valuesList('pages', { flat: true })).toEqual([301, 251, 264, 96, 100])
    }),
    holds('delete deletes its rows only', async () => {
      await (await author(1)).books.adelete()
      expect((await keysOf(Book.objects)).sort()).toEqual([3, 4, 5])
    }),
    holds('create makes a row that belongs to the instance', async () => {
      const made = await (await author(4)).books.acreate(values)
      expect(await booksOf(4)).toEqual([made.id])
    }),
    holds('create gives the row to the instance, whatever the values say', async () => {
      const made = await (await author(4)).books.acreate({ ...values, author: await author(2) })
      expect(made.authorId).toBe(4)
    }),
    differs('bulk_create gives the rows to the instance', 'In Django it does not set the foreign key.', async () => {
      await (await author(4)).books.abulkCreate([values, values])
      expect(await booksOf(4)).toHaveLength(2)
    }),
    holds('add moves a row to the instance', async () => {
      await (await author(4)).books.aadd(await book(1))
      expect([await booksOf(4), await booksOf(1)]).toEqual([[1], [2]])
    }),
    holds('add of several rows is one UPDATE', async (database) => {
      const [taker, books] = [await author(4), await Book.objects.filter({ id__in: [1, 3] })]
      expect(await wordsSent(database, () => taker.books.aadd(books))).toEqual(['update'])
      expect(await booksOf(4)).toEqual([1, 3])
    }),
    holds('add of a row that is there already changes nothing', async () => {
      await (await author(1)).books.aadd(await book(1))
      expect(await booksOf(1)).toEqual([1, 2])
    }),
    differs('add takes keys as well', 'In Django it takes instances only, for a reverse foreign key.', async () => {
      await (await author(4)).books.aadd([1, 3])
      expect(await booksOf(4)).toEqual([1, 3])
    }),
    holds('add gives the instance itself the foreign key', async () => {
      const [taker, given] = [await author(4), await book(1)]
      await taker.books.aadd(given)
      expect([given.authorId, given.author]).toEqual([4, taker])
    }),
    holds('add of an instance that was never saved is an error', async () => {
      const unsaved = new Book({ ...values, authorId: 1 })
      await expect((await author(4)).books.aadd(unsaved)).rejects.toThrow('save it first')
    }),
    holds('add with bulk=False saves instances, new ones too', async () => {
      const unsaved = new Book({ ...values, authorId: 1 })
      await (await author(4)).books.aadd(unsaved, { bulk: false })
      expect(await booksOf(4)).toEqual([unsaved.id])
    }),
    holds('add of an instance of another model is an error', async () => {
      const wrong = (await publisher(1)) as never
      await expect((await author(4)).books.aadd(wrong)).rejects.toThrow('A Book is wanted here, not a Publisher.')
    }),
    holds('remove leaves the row without a foreign key', async () => {
      await (await publisher(1)).books.aremove(await book(1))
      expect([await published(1), (await book(1)).publisherId]).toEqual([[2, 4], null])
    }),
    differs(
      "remove of a row that is another's is DoesNotExist of the row's model",
      "In Django it is the DoesNotExist of the manager's instance; ours is of what was looked for.",
      async () => {
        await expect((await publisher(2)).books.aremove(await book(1))).rejects.toThrow(Book.DoesNotExist)
        expect(await published(1)).toEqual([1, 2, 4])
      },
    ),
    holds('clear leaves all rows without a foreign key', async () => {
      await (await publisher(1)).books.aclear()
      expect(await Book.objects.filter({ publisher: null }).acount()).toBe(5)
    }),
    holds('Rows of a foreign key that is never null can be neither removed nor cleared', async () => {
      const { parts } = await Play.objects.aget({ id: 1 })
      // @ts-expect-error the type checker refuses as well
      await expect(parts.aremove(1)).rejects.toThrow(UsageError)
      // @ts-expect-error the type checker refuses as well
      await expect(parts.aclear()).rejects.toThrow(UsageError)
    }),
    holds('set removes and adds what differs', async (database) => {
      const ace = await publisher(1)
      const words = await wordsSent(database, () => ace.books.aset([1, 2, 5]))
      expect(words.filter((word) => word === 'update')).toHaveLength(2)
      expect(await published(1)).toEqual([1, 2, 5])
    }),
    holds('set of the rows that are there changes nothing', async (database) => {
      const ace = await publisher(1)
      expect(await wordsSent(database, () => ace.books.aset([4, 2, 1]))).not.toContain('update')
    }),
    holds('set with clear=True empties it first', async () => {
      await (await publisher(1)).books.aset([3], { clear: true })
      expect(await published(1)).toEqual([3])
    }),
    holds('set of nothing empties it', async () => {
      await (await publisher(1)).books.aset([])
      expect(await published(1)).toEqual([])
    }),
    holds('set adds only, where the foreign key is never null', async () => {
      await (await author(4)).books.aset([1])
      await (await author(4)).books.aset([3])
      expect(await booksOf(4)).toEqual([1, 3])
    }),
    holds('get_or_create looks among its rows, and creates one of them', async () => {
      const [found, isNew] = await (await author(1)).books.agetOrCreate({ title: 'Kindred' }, { price: '1', pages: 1 })
      expect([found.authorId, isNew]).toEqual([1, true])
    }),
    holds('get_or_create finds the row that is there', async () => {
      const [found, isNew] = await (await author(2)).books.agetOrCreate({ title: 'Kindred' })
      expect([found.id, isNew]).toEqual([3, false])
    }),
    holds('update_or_create changes its row', async () => {
      await (await author(2)).books.aupdateOrCreate({ title: 'Kindred' }, { pages: 1 })
      expect((await book(3)).pages).toBe(1)
    }),
    holds('update_or_create creates one of its rows', async () => {
      const defaults = { price: '1', pages: 1 }
      const [made, isNew] = await (await author(1)).books.aupdateOrCreate({ title: 'Kindred' }, defaults)
      expect([made.authorId, isNew, (await book(3)).pages]).toEqual([1, true, 264])
    }),
    holds('The rows of an instance that was never saved are an error', () => {
      expect(() => new Author({ name: 'new' }).books.all()).toThrow('This Author has no id yet: save it first.')
    }),
    holds('A manager is not assigned to', async () => {
      const ursula = await author(1)
      expect(() => Object.assign(ursula, { books: [] })).toThrow('change its rows with `books.set([…])`')
    }),
    holds('A relation of a model to itself has both ends', async () => {
      const octavia = await author(2)
      expect([await keysOf(octavia.pupils), (await octavia.aload('mentor'))?.id]).toEqual([[3], 1])
    }),
    holds('Two foreign keys to one model are two relations', async () => {
      const cat = await Actor.objects.aget({ id: 3 })
      expect([await cat.parts.acount(), await Part.objects.filter({ understudy: cat }).acount()]).toEqual([0, 1])
    }),
    differs(
      'The other end has the name that its model declares, and no name without',
      'In Django it is `part_set` unless related_name says otherwise; ours is declared, so that it is typed.',
      async () => {
        const cat = await Actor.objects.aget({ id: 3 })
        expect('understudies' in cat).toBe(false)
        expect(() => Actor.objects.filter({ part: 1 } as never).count()).toThrow("no field 'part'")
      },
    ),
    missing(
      "A related manager has the methods of the target's own manager",
      'Its class is the same for all models; `Ticket.objects.dear().filter({ play })` asks for the same rows.',
    ),
    missing('The manager of a relation can be chosen: `author.books(manager="special")`', 'Filter the other manager.'),
  ],
}
