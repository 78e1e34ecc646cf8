import { expect } from 'vitest'
import { IntegrityError, m2mChanged, type ManyToManyEvent } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { keysOf } from '../finds.ts'
import { Book, Tag } from '../models.ts'
import { sent, wordsSent } from '../sent.ts'
import { Actor, Part, Play } from '../theatre-models.ts'

const book = (id: number) => Book.objects.aget({ id })
const actor = (id: number) => Actor.objects.aget({ id })
const play = (id: number) => Play.objects.aget({ id })
const tagsOf = async (id: number) => (await keysOf(Tag.objects.filter({ books: id }))).sort()
const admiredBy = async (id: number) => (await keysOf(Actor.objects.filter({ admirers: id }))).sort()
const partsIn = async (id: number) =>
  (await Part.objects.filter({ play: id }).orderBy('id')).map(({ actorId, lines }) => [actorId, lines])

/** Proves that a receiver hears of these actions, with these keys, during some work. */
async function told(work: () => Promise<unknown>, expected: readonly unknown[]): Promise<void> {
  const heard: unknown[] = []
  const end = m2mChanged.connect(({ action, keys }) => heard.push([action, keys]))
  await work().finally(end)
  expect(heard).toEqual(expected)
}

export const manyToMany: Section = {
  title: 'Many-to-many relations',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/examples/many_to_many/',
  rows: [
    holds('The manager has the rows that are related', async () => {
      expect((await keysOf((await book(4)).tags)).sort()).toEqual([1, 2])
    }),
    holds('The other end has a manager as well', async () => {
      expect((await keysOf((await Tag.objects.aget({ id: 1 })).books)).sort()).toEqual([1, 4])
    }),
    holds('Its rows can be filtered, ordered and counted', async () => {
      const { tags } = await book(4)
      expect(await keysOf(tags.filter({ word__startsWith: 'n' }))).toEqual([2])
      expect(await keysOf(tags.orderBy('-word'))).toEqual([2, 1])
      expect(await tags.acount()).toBe(2)
    }),
    holds('add relates an instance', async () => {
      await (await book(3)).tags.aadd(await Tag.objects.aget({ id: 2 }))
      expect(await tagsOf(3)).toEqual([2])
    }),
    holds('add takes keys', async () => {
      await (await book(3)).tags.aadd(2)
      expect(await tagsOf(3)).toEqual([2])
    }),
    holds('add takes instances and keys together, each once', async () => {
      await (await book(3)).tags.aadd([await Tag.objects.aget({ id: 2 }), 1, 2, 1])
      expect(await tagsOf(3)).toEqual([1, 2])
    }),
    holds('add of several rows is one INSERT', async (database) => {
      const { tags } = await book(3)
      expect(await wordsSent(database, () => tags.aadd([1, 2, 3]))).toEqual(['insert'])
    }),
    holds('add of what is related already changes nothing', async () => {
      const { tags } = await book(4)
      await tags.aadd([1, 2])
      expect(await tags.acount()).toBe(2)
    }),
    holds('add at the other end', async () => {
      await (await Tag.objects.aget({ id: 3 })).books.aadd([1, 2])
      expect([await tagsOf(1), await tagsOf(2)]).toEqual([[1, 3], [3]])
    }),
    holds('add of an instance that was never saved is an error', async () => {
      await expect((await book(1)).tags.aadd(new Tag({ word: 'new' }))).rejects.toThrow('save it first')
    }),
    holds('add of an instance of another model is an error', async () => {
      const wrong = (await book(2)) as never
      await expect((await book(1)).tags.aadd(wrong)).rejects.toThrow('A Tag is wanted here, not a Book.')
    }),
    holds('add of a key that no row has is an error of the database', async () => {
      // The runtime's own table leaves out pairs that are there, and nothing else.
      await expect((await book(1)).tags.aadd(4711)).rejects.toThrow(IntegrityError)
    }),
    holds('The relations of an instance that was never saved are an error', () => {
      expect(() => new Tag({ word: 'new' }).books.all()).toThrow('This Tag has no id yet: save it first.')
    }),
    holds('remove relates a row no longer, and leaves the row', async () => {
      await (await book(4)).tags.aremove(1)
      expect([await tagsOf(4), await Tag.objects.acount()]).toEqual([[2], 3])
    }),
    holds('remove leaves what is related to others', async () => {
      await (await book(4)).tags.aremove([1, 2])
      expect(await tagsOf(1)).toEqual([1])
    }),
    holds('remove of what is not related changes nothing', async () => {
      await (await book(1)).tags.aremove(await Tag.objects.aget({ id: 3 }))
      expect(await tagsOf(1)).toEqual([1])
    }),
    holds('clear relates no row any more', async () => {
      await (await book(4)).tags.aclear()
      expect([await tagsOf(4), await tagsOf(1)]).toEqual([[], [1]])
    }),
    holds('set relates exactly these rows', async () => {
      await (await book(4)).tags.aset([2, 3])
      expect(await tagsOf(4)).toEqual([2, 3])
    }),
    holds('set writes only what differs', async (database) => {
      const { tags } = await book(4)
      const words = await wordsSent(database, () => tags.aset([1, 2]))
      expect(words.filter((word) => word === 'insert' || word === 'delete')).toEqual([])
    }),
    holds('set with clear=True removes all rows first', async (database) => {
      const { tags } = await book(4)
      const queries = await sent(database, () => tags.aset([1, 2], { clear: true }))
      expect(queries.map(({ sql }) => sql.split(' ')[0])).toContain('delete')
      expect(await tagsOf(4)).toEqual([1, 2])
    }),
    holds('set of nothing relates none', async () => {
      await (await book(4)).tags.aset([])
      expect(await tagsOf(4)).toEqual([])
    }),
    holds('create inserts a row and relates it', async () => {
      const tag = await (await book(3)).tags.acreate({ word: 'new' })
      expect(await tagsOf(3)).toEqual([tag.id])
    }),
    holds('create that fails relates nothing', async () => {
      await expect((await book(3)).tags.acreate({ word: 'classic' })).rejects.toThrow(IntegrityError)
      expect(await tagsOf(3)).toEqual([])
    }),
    holds('get_or_create finds a row that is related', async () => {
      const [tag, isNew] = await (await book(4)).tags.agetOrCreate({ word: 'novella' })
      expect([tag.id, isNew]).toEqual([2, false])
    }),
    holds('get_or_create inserts a row and relates it', async () => {
      const [tag, isNew] = await (await book(3)).tags.agetOrCreate({ word: 'new' })
      expect([await tagsOf(3), isNew]).toEqual([[tag.id], true])
    }),
    holds('get_or_create looks among the related rows only: a unique value of another row is an error', async () => {
      await expect((await book(3)).tags.agetOrCreate({ word: 'unused' })).rejects.toThrow(IntegrityError)
    }),
    holds('update_or_create changes the related row', async () => {
      await (await book(4)).tags.aupdateOrCreate({ word: 'novella' }, { word: 'short' })
      expect((await Tag.objects.aget({ id: 2 })).word).toBe('short')
    }),
    holds('update_or_create inserts a row and relates it', async () => {
      const [tag, isNew] = await (await book(3)).tags.aupdateOrCreate({ word: 'new' })
      expect([await tagsOf(3), isNew]).toEqual([[tag.id], true])
    }),
    holds('Deleting a row ends its relations', async () => {
      await (await Tag.objects.aget({ id: 1 })).adelete()
      expect([await tagsOf(1), await tagsOf(4)]).toEqual([[], [2]])
    }),
    holds('A manager is not assigned to', async () => {
      const one = await book(1)
      expect(() => Object.assign(one, { tags: [1] })).toThrow('change its rows with `tags.set([…])`')
    }),
    holds('A relation of a model to itself, from both ends', async () => {
      expect(await admiredBy(1)).toEqual([2, 3])
      expect(await keysOf((await actor(2)).admirers)).toEqual([1])
    }),
    differs(
      'A relation of a model to itself leads one way',
      'In Django it is symmetrical unless told otherwise; ours has both directions, under two names.',
      async () => {
        await (await actor(2)).admires.aadd(4)
        expect([await admiredBy(2), await admiredBy(4)]).toEqual([[4], []])
      },
    ),
    missing('symmetrical=True relates both ways at once', 'Add both pairs.'),
    holds('A model between: its rows are the relation', async () => {
      expect((await keysOf((await play(1)).cast)).sort()).toEqual([1, 2])
    }),
    holds('A model between, from the other end', async () => {
      expect((await keysOf((await actor(2)).plays)).sort()).toEqual([1, 2])
    }),
    differs(
      'A row that is related twice is there once',
      'In Django it is there for each row between, until distinct().',
      async () => {
        expect(await keysOf((await play(2)).cast)).toEqual([2])
      },
    ),
    holds('through_defaults gives the rows between their values', async () => {
      await (await play(3)).cast.aadd([1, 2], { throughDefaults: { lines: 7 } })
      expect(await partsIn(3)).toEqual([
        [1, 7],
        [2, 7],
      ])
    }),
    holds('The rows between have their defaults', async () => {
      await (await play(3)).cast.aadd(1)
      expect(await partsIn(3)).toEqual([[1, 10]])
    }),
    holds('add makes no second row between', async () => {
      await (await play(1)).cast.aadd([1, 2], { throughDefaults: { lines: 1 } })
      expect(await partsIn(1)).toEqual([
        [1, 100],
        [2, 50],
      ])
    }),
    holds('set with through_defaults', async () => {
      await (await play(1)).cast.aset([1, 4], { throughDefaults: { lines: 3 } })
      expect(await partsIn(1)).toEqual([
        [1, 100],
        [4, 3],
      ])
    }),
    holds('create with through_defaults', async () => {
      const made = await (await play(3)).cast.acreate({ name: 'Eve' }, { throughDefaults: { lines: 4 } })
      expect(await partsIn(3)).toEqual([[made.id, 4]])
    }),
    holds('get_or_create with through_defaults', async () => {
      const [made] = await (await play(3)).cast.agetOrCreate({ name: 'Eve' }, {}, { throughDefaults: { lines: 4 } })
      expect(await partsIn(3)).toEqual([[made.id, 4]])
    }),
    holds('remove removes each row between', async () => {
      await (await play(2)).cast.aremove(2)
      expect(await partsIn(2)).toEqual([])
    }),
    holds('clear removes all rows between', async () => {
      await (await play(1)).cast.aclear()
      expect([await partsIn(1), await Part.objects.acount()]).toEqual([[], 2])
    }),
    holds('Rows between are rows of their own model', async () => {
      expect(await keysOf(Play.objects.filter({ parts__lines__gt: 60 }).orderBy('id'))).toEqual([1, 2])
      expect(await keysOf((await play(1)).parts.filter({ lines__lt: 60 }))).toEqual([2])
    }),
    holds('through_fields names the foreign keys where there are more than two', async () => {
      expect(await keysOf((await actor(3)).plays)).toEqual([])
    }),
    missing('A value of through_defaults may be a function', 'Call it for the object that is given.'),
    missing(
      'The model of the table between can be queried where none was declared',
      'Declare a model and name it with `through`.',
    ),
    holds('m2m_changed tells of rows that are added, those that are new', () =>
      told(
        async () => (await book(4)).tags.aadd([2, 3]),
        [
          ['preAdd', [3]],
          ['postAdd', [3]],
        ],
      ),
    ),
    holds('m2m_changed tells of rows that are removed', () =>
      told(
        async () => (await book(4)).tags.aremove([1, 2]),
        [
          ['preRemove', [1, 2]],
          ['postRemove', [1, 2]],
        ],
      ),
    ),
    holds('m2m_changed tells that all are removed', () =>
      told(
        async () => (await book(4)).tags.aclear(),
        [
          ['preClear', undefined],
          ['postClear', undefined],
        ],
      ),
    ),
    holds('m2m_changed tells of what set removes and adds', () =>
      told(
        async () => (await book(4)).tags.aset([2, 3]),
        [
          ['preRemove', [1]],
          ['postRemove', [1]],
          ['preAdd', [3]],
          ['postAdd', [3]],
        ],
      ),
    ),
    holds('m2m_changed has the model between, the instance and the end that was changed', async () => {
      const [ada, events] = [await actor(1), [] as ManyToManyEvent[]]
      const end = m2mChanged.connect((event) => events.push(event), { sender: Part })
      await ada.plays.aadd(3).finally(end)
      expect(events[0]).toEqual({
        sender: Part,
        instance: ada,
        action: 'preAdd',
        reverse: true,
        model: Play,
        keys: [3],
        using: 'default',
      })
    }),
    holds('An error of a receiver of m2m_changed takes the change back', async () => {
      const end = m2mChanged.connect(({ action }) => {
        if (action === 'postClear') throw new RangeError('not today')
      })
      const clearing = (await book(4)).tags.aclear().finally(end)
      await expect(clearing).rejects.toThrow(RangeError)
      expect(await tagsOf(4)).toEqual([1, 2])
    }),
  ],
}
