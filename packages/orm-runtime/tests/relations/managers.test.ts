import { beforeEach, expect, it } from 'vitest'
import { asyncContext } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { Author, Comment, models, Post, Reading, Tag, Team } from './blog-models.ts'
import { sentOf } from './sent-of.ts'
import { fillBlog } from './fill-blog.ts'

/** One change by both halves, what the database holds afterwards, and the most statements that it may send. */
interface Change {
  readonly sends: number
  readonly blocking: () => unknown
  readonly asynchronous: () => Promise<unknown>
  readonly leaves: () => Promise<unknown>
  readonly expected: unknown
}

const team = (id: number) => new Team({ id, name: '' })
const author = (id: number) => new Author({ id, name: '' })
const post = (id: number) => new Post({ id, title: '', authorId: 1 })
const members = async () => (await Author.objects.filter({ team: 1 }).orderBy('id')).map(({ id }) => id)
const tags = async (id = 1) => (await Tag.objects.filter({ posts: id })).map(({ name }) => name)
const follows = async () => (await Author.objects.filter({ followers: 1 }).orderBy('id')).map(({ id }) => id)
const readings = async () => (await Reading.objects.orderBy('id')).map((one) => [one.postId, one.authorId, one.minutes])
const comments = async (id: number) => (await Comment.objects.filter({ post: id })).map((one) => one.text)

const changes: Record<string, Change> = {
  'adds a row by its key': {
    sends: 1,
    blocking: () => team(1).members.add(3),
    asynchronous: () => team(1).members.aadd(3),
    leaves: members,
    expected: [1, 2, 3],
  },
  'adds several rows in one statement': {
    sends: 1,
    blocking: () => team(2).members.add([1, 2, 3]),
    asynchronous: () => team(2).members.aadd([1, 2, 3]),
    leaves: members,
    expected: [],
  },
  'adds nothing without a statement': {
    sends: 0,
    blocking: () => team(2).members.add([]),
    asynchronous: () => team(2).members.aadd([]),
    leaves: members,
    expected: [1, 2],
  },
  'adds new instances by saving them': {
    sends: 1,
    blocking: () => team(1).members.add(new Author({ name: 'dan' }), { bulk: false }),
    asynchronous: () => team(1).members.aadd(new Author({ name: 'dan' }), { bulk: false }),
    leaves: async () => (await Author.objects.filter({ team: 1 }).orderBy('id')).map(({ name }) => name),
    expected: ['ann', 'ben', 'dan'],
  },
  'removes a row': {
    sends: 1,
    blocking: () => team(1).members.remove(2),
    asynchronous: () => team(1).members.aremove(2),
    leaves: members,
    expected: [1],
  },
  'removes only what belongs to it': {
    sends: 1,
    blocking: () => team(2).members.remove([1, 2]),
    asynchronous: () => team(2).members.aremove([1, 2]),
    leaves: members,
    expected: [1, 2],
  },
  'clears all rows in one statement': {
    sends: 1,
    blocking: () => team(1).members.clear(),
    asynchronous: () => team(1).members.aclear(),
    leaves: members,
    expected: [],
  },
  'sets by what differs': {
    sends: 3,
    blocking: () => team(1).members.set([2, 3]),
    asynchronous: () => team(1).members.aset([2, 3]),
    leaves: members,
    expected: [2, 3],
  },
  'sets what is there already without a change': {
    sends: 1,
    blocking: () => team(1).members.set([1, 2]),
    asynchronous: () => team(1).members.aset([1, 2]),
    leaves: members,
    expected: [1, 2],
  },
  'sets after emptying': {
    sends: 2,
    blocking: () => team(1).members.set([3], { clear: true }),
    asynchronous: () => team(1).members.aset([3], { clear: true }),
    leaves: members,
    expected: [3],
  },
  'sets of a foreign key that is never null only adds': {
    sends: 1,
    blocking: () => author(2).posts.set([1]),
    asynchronous: () => author(2).posts.aset([1]),
    leaves: async () => (await Post.objects.filter({ author: 2 })).map(({ id }) => id),
    expected: [1, 3],
  },
  'creates a row that belongs to it': {
    sends: 1,
    blocking: () => post(3).comments.create({ text: 'new' }),
    asynchronous: () => post(3).comments.acreate({ text: 'new' }),
    leaves: () => comments(3),
    expected: ['new'],
  },
  'creates many rows that belong to it': {
    sends: 1,
    blocking: () => post(3).comments.bulkCreate([{ text: 'a' }, { text: 'b' }]),
    asynchronous: () => post(3).comments.abulkCreate([{ text: 'a' }, { text: 'b' }]),
    leaves: () => comments(3),
    expected: ['a', 'b'],
  },
  'gets the row that is there': {
    sends: 1,
    blocking: () => post(2).comments.getOrCreate({ text: 'good' }),
    asynchronous: () => post(2).comments.agetOrCreate({ text: 'good' }),
    leaves: () => comments(2),
    expected: ['good'],
  },
  "creates where only another's row matches": {
    sends: 2,
    blocking: () => post(3).comments.getOrCreate({ text: 'good' }),
    asynchronous: () => post(3).comments.agetOrCreate({ text: 'good' }),
    leaves: () => comments(3),
    expected: ['good'],
  },
  'updates the row that is there': {
    sends: 2,
    blocking: () => post(2).comments.updateOrCreate({ text: 'good' }, { text: 'better' }),
    asynchronous: () => post(2).comments.aupdateOrCreate({ text: 'good' }, { text: 'better' }),
    leaves: () => comments(2),
    expected: ['better'],
  },
  'creates where none is to be updated': {
    sends: 2,
    blocking: () => post(3).comments.updateOrCreate({ text: 'x' }, { approved: false }),
    asynchronous: () => post(3).comments.aupdateOrCreate({ text: 'x' }, { approved: false }),
    leaves: () => comments(3),
    expected: ['x'],
  },
  'deletes the rows that belong to it': {
    sends: 1,
    blocking: () => post(1).comments.delete(),
    asynchronous: () => post(1).comments.adelete(),
    leaves: async () => [await comments(1), await comments(2)],
    expected: [[], ['good']],
  },
  'updates the rows that belong to it': {
    sends: 1,
    blocking: () => post(1).comments.update({ text: 'z' }),
    asynchronous: () => post(1).comments.aupdate({ text: 'z' }),
    leaves: async () => [await comments(1), await comments(2)],
    expected: [['z', 'z', 'z', 'z'], ['good']],
  },

  'relates a row in one statement': {
    sends: 1,
    blocking: () => post(1).tags.add(3),
    asynchronous: () => post(1).tags.aadd(3),
    leaves: tags,
    expected: ['blue', 'green', 'red'],
  },
  'relates several and leaves those that are': {
    sends: 1,
    blocking: () => post(1).tags.add([1, 2, 3, 3]),
    asynchronous: () => post(1).tags.aadd([1, 2, 3, 3]),
    leaves: tags,
    expected: ['blue', 'green', 'red'],
  },
  'relates from the far side': {
    sends: 1,
    blocking: () => new Tag({ id: 3, name: '' }).posts.add([1, 2]),
    asynchronous: () => new Tag({ id: 3, name: '' }).posts.aadd([1, 2]),
    leaves: async () => [await tags(1), await tags(2)],
    expected: [
      ['blue', 'green', 'red'],
      ['blue', 'red'],
    ],
  },
  'relates rows of a model to itself': {
    sends: 1,
    blocking: () => author(3).followers.add(1),
    asynchronous: () => author(3).followers.aadd(1),
    leaves: follows,
    expected: [2, 3],
  },
  'relates one way only': {
    sends: 1,
    blocking: () => author(2).follows.add(1),
    asynchronous: () => author(2).follows.aadd(1),
    leaves: follows,
    expected: [2, 3],
  },
  'relates no more': {
    sends: 1,
    blocking: () => post(1).tags.remove(1),
    asynchronous: () => post(1).tags.aremove(1),
    leaves: async () => [await tags(1), await tags(2)],
    expected: [['green'], ['red']],
  },
  'relates no more what was not': {
    sends: 1,
    blocking: () => post(1).tags.remove(3),
    asynchronous: () => post(1).tags.aremove(3),
    leaves: tags,
    expected: ['green', 'red'],
  },
  'relates none any more': {
    sends: 1,
    blocking: () => post(1).tags.clear(),
    asynchronous: () => post(1).tags.aclear(),
    leaves: async () => [await tags(1), await tags(2)],
    expected: [[], ['red']],
  },
  'relates exactly these': {
    sends: 3,
    blocking: () => post(1).tags.set([2, 3]),
    asynchronous: () => post(1).tags.aset([2, 3]),
    leaves: tags,
    expected: ['blue', 'green'],
  },
  'relates exactly what is related already': {
    sends: 1,
    blocking: () => post(1).tags.set([1, 2]),
    asynchronous: () => post(1).tags.aset([1, 2]),
    leaves: tags,
    expected: ['green', 'red'],
  },
  'relates exactly none': {
    sends: 2,
    blocking: () => post(1).tags.set([]),
    asynchronous: () => post(1).tags.aset([]),
    leaves: tags,
    expected: [],
  },
  'relates these after emptying': {
    sends: 3,
    blocking: () => post(1).tags.set([3], { clear: true }),
    asynchronous: () => post(1).tags.aset([3], { clear: true }),
    leaves: tags,
    expected: ['blue'],
  },
  'creates and relates': {
    sends: 2,
    blocking: () => post(1).tags.create({ name: 'new' }),
    asynchronous: () => post(1).tags.acreate({ name: 'new' }),
    leaves: tags,
    expected: ['green', 'new', 'red'],
  },
  'gets the related row': {
    sends: 1,
    blocking: () => post(1).tags.getOrCreate({ name: 'red' }),
    asynchronous: () => post(1).tags.agetOrCreate({ name: 'red' }),
    leaves: tags,
    expected: ['green', 'red'],
  },
  'creates and relates where none is': {
    sends: 3,
    blocking: () => post(1).tags.getOrCreate({ name: 'new' }),
    asynchronous: () => post(1).tags.agetOrCreate({ name: 'new' }),
    leaves: tags,
    expected: ['green', 'new', 'red'],
  },
  'changes the related row': {
    sends: 2,
    blocking: () => post(1).tags.updateOrCreate({ name: 'red' }, { name: 'rot' }),
    asynchronous: () => post(1).tags.aupdateOrCreate({ name: 'red' }, { name: 'rot' }),
    leaves: tags,
    expected: ['green', 'rot'],
  },
  'relates through a model, once': {
    sends: 2,
    blocking: () => post(1).readers.add([1, 2]),
    asynchronous: () => post(1).readers.aadd([1, 2]),
    leaves: readings,
    expected: [
      [1, 2, 4],
      [1, 2, 6],
      [1, 3, 1],
      [1, 1, 1],
    ],
  },
  'relates through a model with its values': {
    sends: 2,
    blocking: () => post(2).readers.add(1, { throughDefaults: { minutes: 9 } }),
    asynchronous: () => post(2).readers.aadd(1, { throughDefaults: { minutes: 9 } }),
    leaves: readings,
    expected: [
      [1, 2, 4],
      [1, 2, 6],
      [1, 3, 1],
      [2, 1, 9],
    ],
  },
  'removes every pair of a model between': {
    sends: 1,
    blocking: () => post(1).readers.remove(2),
    asynchronous: () => post(1).readers.aremove(2),
    leaves: readings,
    expected: [[1, 3, 1]],
  },
  'sets through a model': {
    sends: 3,
    blocking: () => post(1).readers.set([1, 3]),
    asynchronous: () => post(1).readers.aset([1, 3]),
    leaves: readings,
    expected: [
      [1, 3, 1],
      [1, 1, 1],
    ],
  },
  'updates related rows': {
    sends: 1,
    blocking: () => post(2).tags.update({ name: 'rot' }),
    asynchronous: () => post(2).tags.aupdate({ name: 'rot' }),
    leaves: tags,
    expected: ['green', 'rot'],
  },
}

onEachDatabase({ models }, (database) => {
  const { queries } = database
  beforeEach(async () => {
    await fillBlog()
    queries.length = 0
  })

  for (const [name, { sends, blocking, asynchronous, leaves, expected }] of Object.entries(changes)) {
    it(`${name}, blocking`, async () => {
      blocking()
      if (database.name === 'sqlite') expect(sentOf(queries)).toBe(sends)
      expect(await leaves()).toEqual(expected)
    })

    it(`${name}, asynchronous`, async () => {
      await asyncContext(asynchronous)
      if (database.name === 'sqlite') expect(sentOf(queries)).toBe(sends)
      expect(await leaves()).toEqual(expected)
    })
  }

  it('gives an added instance the key and the way back', async () => {
    const [cat, sport] = [await Author.objects.aget({ id: 3 }), await Team.objects.aget({ id: 2 })]
    await sport.members.aadd(cat)
    expect([cat.teamId, cat.team]).toEqual([2, sport])
    await sport.members.aremove(cat)
    expect(cat.teamId).toBe(null)
  })

  it('lets rows of a manager know the instance', async () => {
    const ann = await Author.objects.aget({ id: 1 })
    queries.length = 0
    const posts = await ann.posts.filter({ stars__gt: 0 })
    expect(posts.map((one) => one.author === ann)).toEqual([true, true])
    expect(sentOf(queries)).toBe(1)
  })

  it('forgets what was prefetched when its manager changes the rows', async () => {
    const one = await Post.objects.prefetchRelated('tags', 'comments').aget({ id: 1 })
    await one.tags.aremove(1)
    expect((await one.tags.all()).map(({ name }) => name)).toEqual(['green'])
    await one.comments.acreate({ text: 'sixth' })
    expect(await one.comments.acount()).toBe(5)
  })

  it('asks the database where a prefetched relation is filtered', async () => {
    const one = await Post.objects.prefetchRelated('comments').aget({ id: 1 })
    queries.length = 0
    expect(await one.comments.filter({ approved: false }).acount()).toBe(1)
    expect(await one.comments.acount()).toBe(4)
    expect(sentOf(queries)).toBe(1)
  })

  it('changes nothing where a part of it fails', async () => {
    const one = await Post.objects.aget({ id: 1 })
    await expect(one.tags.aset([3, 999], { clear: true })).rejects.toThrow()
    expect(await tags()).toEqual(['green', 'red'])
    await expect(one.tags.acreate({ name: 'blue' })).rejects.toThrow()
    expect(await tags()).toEqual(['green', 'red'])
  })
})
