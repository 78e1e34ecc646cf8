import { expect } from 'vitest'
import { aprefetchRelatedObjects, prefetchRelatedObjects } from 'orm-runtime'
import { holds, type Behaviour } from '../behaviour.ts'
import { Author, Book, Publisher, Tag } from '../models.ts'
import { twin } from '../twin.ts'

const publisher = () => Publisher.objects.get({ id: 1 })
const apublisher = () => Publisher.objects.aget({ id: 1 })
const book = () => Book.objects.get({ id: 1 })
const abook = () => Book.objects.aget({ id: 1 })
const values = { id: 9, title: 'New', authorId: 1, price: '1.00', pages: 1, addedAt: new Date(0) }
const { id, title: _, ...defaults } = values

/** What the managers of related rows do, and instances. */
export const asyncRelated: readonly Behaviour[] = [
  twin(
    'The rows of a related manager are awaited',
    () => publisher().books.orderBy('id').toArray(),
    async () => (await apublisher()).books.orderBy('id'),
  ),
  twin(
    'A related manager has the methods of querysets: acount',
    () => publisher().books.count(),
    async () => (await apublisher()).books.acount(),
  ),
  twin(
    'aadd gives rows to an instance',
    () => publisher().books.add([3, 5]),
    async () => (await apublisher()).books.aadd([3, 5]),
  ),
  twin(
    'aremove takes rows from it',
    () => publisher().books.remove(book()),
    async () => (await apublisher()).books.aremove(await abook()),
  ),
  twin(
    'aclear takes all',
    () => publisher().books.clear(),
    async () => (await apublisher()).books.aclear(),
  ),
  twin(
    'aset makes exactly these the rows of the instance',
    () => publisher().books.set([1, 5]),
    async () => (await apublisher()).books.aset([1, 5]),
  ),
  twin(
    'acreate inserts a row that belongs to the instance',
    () => publisher().books.create(values).publisherId,
    async () => (await (await apublisher()).books.acreate(values)).publisherId,
  ),
  twin(
    'agetOrCreate of a related manager looks among its rows only',
    () => publisher().books.getOrCreate({ title: 'Kindred' }, { id, ...defaults })[1],
    async () => (await (await apublisher()).books.agetOrCreate({ title: 'Kindred' }, { id, ...defaults }))[1],
  ),
  twin(
    'aupdateOrCreate of a related manager',
    () => publisher().books.updateOrCreate({ title: 'Binti' }, { pages: 97 })[1],
    async () => (await (await apublisher()).books.aupdateOrCreate({ title: 'Binti' }, { pages: 97 }))[1],
  ),
  twin(
    'abulkCreate of a related manager',
    () => publisher().books.bulkCreate([values]).length,
    async () => (await (await apublisher()).books.abulkCreate([values])).length,
  ),
  twin(
    'aadd of many to many relates rows',
    () => book().tags.add([1, 3]),
    async () => (await abook()).tags.aadd([1, 3]),
  ),
  twin(
    'aremove of many to many',
    () => book().tags.remove(1),
    async () => (await abook()).tags.aremove(1),
  ),
  twin(
    'aclear of many to many',
    () => book().tags.clear(),
    async () => (await abook()).tags.aclear(),
  ),
  twin(
    'aset of many to many',
    () => book().tags.set([2, 3]),
    async () => (await abook()).tags.aset([2, 3]),
  ),
  twin(
    'acreate of many to many inserts a row and relates it',
    () => book().tags.create({ id: 9, word: 'new' }),
    async () => (await abook()).tags.acreate({ id: 9, word: 'new' }),
  ),
  twin(
    'agetOrCreate of many to many',
    () => book().tags.getOrCreate({ word: 'new' }, { id: 9 })[1],
    async () => (await (await abook()).tags.agetOrCreate({ word: 'new' }, { id: 9 }))[1],
  ),
  twin(
    'aupdateOrCreate of many to many',
    () => book().tags.updateOrCreate({ word: 'classic' }, { word: 'old' })[1],
    async () => (await (await abook()).tags.aupdateOrCreate({ word: 'classic' }, { word: 'old' }))[1],
  ),
  twin(
    'The same from the other side of many to many',
    () => Tag.objects.get({ id: 3 }).books.add(5),
    async () => (await Tag.objects.aget({ id: 3 })).books.aadd(5),
  ),
  twin(
    'asave writes an instance to its row',
    () => {
      const one = book()
      one.pages = 7
      one.save()
    },
    async () => {
      const one = await abook()
      one.pages = 7
      await one.asave()
    },
  ),
  twin(
    'asave inserts an instance that has no row',
    () => new Tag({ id: 9, word: 'new' }).save(),
    () => new Tag({ id: 9, word: 'new' }).asave(),
  ),
  twin(
    'asave writes only the columns that it is told',
    () => {
      const one = book()
      Object.assign(one, { pages: 7, title: 'Not written' })
      one.save({ updateFields: ['pages'] })
    },
    async () => {
      const one = await abook()
      Object.assign(one, { pages: 7, title: 'Not written' })
      await one.asave({ updateFields: ['pages'] })
    },
  ),
  twin(
    'adelete of an instance deletes its row',
    () => book().delete(),
    async () => (await abook()).adelete(),
  ),
  twin(
    'arefresh_from_db is arefreshFromDb',
    () => {
      const one = book()
      one.pages = 7
      one.refreshFromDb()
      return one.pages
    },
    async () => {
      const one = await abook()
      one.pages = 7
      await one.arefreshFromDb()
      return one.pages
    },
  ),
  twin(
    'arefreshFromDb reads only the columns that it is told',
    () => {
      const one = Object.assign(book(), { pages: 7, title: 'Kept' })
      one.refreshFromDb(['pages'])
      return [one.pages, one.title]
    },
    async () => {
      const one = Object.assign(await abook(), { pages: 7, title: 'Kept' })
      await one.arefreshFromDb(['pages'])
      return [one.pages, one.title]
    },
  ),
  twin(
    'aprefetch_related_objects is aprefetchRelatedObjects',
    () => {
      const all = Author.objects.orderBy('id').toArray()
      prefetchRelatedObjects(all, ['books'])
      return all.map((author) => author.books.count())
    },
    async () => {
      const all = await Author.objects.orderBy('id')
      await aprefetchRelatedObjects(all, ['books'])
      return Promise.all(all.map((author) => author.books.acount()))
    },
  ),
  holds('A related row that is loaded is read without waiting', async () => {
    const [one] = await Book.objects.filter({ id: 1 }).selectRelated('author')
    expect(one?.author.name).toBe('Ursula')
  }),
]
