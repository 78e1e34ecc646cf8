import { beforeAll, beforeEach, expect, it } from 'vitest'
import {
  aatomic,
  aprefetchRelatedObjects,
  asyncContext,
  FieldFetchBlocked,
  Prefetch,
  prefetchRelatedObjects,
  SynchronousOnlyOperation,
} from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { Author, Comment, models, Post, Profile, Tag } from './blog-models.ts'
import { fillBlog } from './fill-blog.ts'
import { sentOf } from './sent-of.ts'

/** What reading relations that were not loaded sends, by both halves. */
interface Case {
  readonly sends: number
  readonly blocking: () => unknown
  readonly asynchronous: () => Promise<unknown>
  readonly answers: unknown
}

/** A column that the type of a row without it does not have. */
const titleOf = (row: object | undefined) => (row as Post | undefined)?.title
const posts = () => Post.objects.orderBy('id')
const comments = () => Comment.objects.orderBy('id')
const authors = () => Author.objects.orderBy('id')

async function each<T, R>(rows: readonly T[], ask: (row: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (const row of rows) answers.push(await ask(row))
  return answers
}

const cases: Record<string, Case> = {
  '`one` loads for each row': {
    sends: 4,
    blocking: () =>
      posts()
        .toArray()
        .map(({ author }) => author.name),
    asynchronous: async () => each(await posts(), async (post) => (await post.aload('author')).name),
    answers: ['ann', 'ann', 'ben'],
  },
  '`peers` loads for all rows of the result': {
    sends: 2,
    blocking: () =>
      posts()
        .fetchMode('peers')
        .toArray()
        .map(({ author }) => author.name),
    asynchronous: async () => each(await posts().fetchMode('peers'), async (post) => (await post.aload('author')).name),
    answers: ['ann', 'ann', 'ben'],
  },
  '`peers` is inherited by the rows that it loads': {
    sends: 3,
    blocking: () =>
      posts()
        .fetchMode('peers')
        .toArray()
        .map(({ author }) => author.team?.name),
    asynchronous: async () =>
      each(await posts().fetchMode('peers'), async (post) => (await (await post.aload('author')).aload('team'))?.name),
    answers: ['news', 'news', 'news'],
  },
  '`peers` of the other end of a one-to-one, nulls included': {
    sends: 2,
    blocking: () =>
      authors()
        .fetchMode('peers')
        .toArray()
        .map(({ profile }) => profile?.id ?? null),
    asynchronous: async () =>
      each(await authors().fetchMode('peers'), async (author) => (await author.aload('profile'))?.id ?? null),
    answers: [1, null, 2],
  },
  '`peers` sends nothing for nulls': {
    sends: 1,
    blocking: () =>
      comments()
        .filter({ author__isNull: true })
        .fetchMode('peers')
        .toArray()
        .map(({ author }) => author),
    asynchronous: async () =>
      each(await comments().filter({ author__isNull: true }).fetchMode('peers'), (one) => one.aload('author')),
    answers: [null],
  },
  '`peers` counts for rows of selectRelated': {
    sends: 2,
    blocking: () =>
      posts()
        .selectRelated('author')
        .fetchMode('peers')
        .toArray()
        .map(({ author }) => author.team?.name),
    asynchronous: async () =>
      each(
        await posts().selectRelated('author').fetchMode('peers'),
        async ({ author }) => (await author.aload('team'))?.name,
      ),
    answers: ['news', 'news', 'news'],
  },
  '`peers` counts for prefetched rows': {
    sends: 3,
    blocking: () =>
      posts()
        .prefetchRelated('comments')
        .fetchMode('peers')
        .toArray()
        .flatMap((post) => post.comments.toArray().map(({ author }) => author?.name ?? null)),
    asynchronous: async () =>
      each(
        (await posts().prefetchRelated('comments').fetchMode('peers')).flatMap((post) => post.comments.toArray()),
        async (comment) => (await comment.aload('author'))?.name ?? null,
      ),
    answers: ['ben', 'cat', null, 'ben', 'cat'],
  },
  '`peers` counts for the rows of a manager': {
    sends: 3,
    blocking: () =>
      posts()
        .fetchMode('peers')
        .toArray()[0]
        ?.comments.toArray()
        .map(({ author }) => author?.name ?? null),
    asynchronous: async () =>
      each(
        (await (await posts().fetchMode('peers'))[0]?.comments.allAsync()) ?? [],
        async (one) => (await one.aload('author'))?.name ?? null,
      ),
    answers: ['ben', 'cat', null, 'ben'],
  },
  'what is loaded already is not loaded again': {
    sends: 3,
    blocking: () => {
      const [first, ...rest] = posts().toArray()
      const name = first?.author.name
      prefetchRelatedObjects([...(first ? [first] : []), ...rest], ['author'])
      return [name, ...rest.map(({ author }) => author.name)]
    },
    asynchronous: async () => {
      const [first, ...rest] = await posts()
      const name = (await first?.aload('author'))?.name
      await aprefetchRelatedObjects([...(first ? [first] : []), ...rest], ['author'])
      return [name, ...rest.map(({ author }) => author.name)]
    },
    answers: ['ann', 'ann', 'ben'],
  },
  'a one-to-one loaded from either end knows both ways': {
    sends: 2,
    blocking: () => {
      const profile = Profile.objects.get({ id: 1 })
      return profile.author.profile === profile
    },
    asynchronous: async () => {
      const profile = await Profile.objects.aget({ id: 1 })
      const author = await profile.aload('author')
      return (await author.aload('profile')) === profile
    },
    answers: true,
  },
  'the other end is asked for once where there is none': {
    sends: 2,
    blocking: () => {
      const ben = Author.objects.get({ id: 2 })
      return [ben.profile, ben.profile]
    },
    asynchronous: async () => {
      const ben = await Author.objects.aget({ id: 2 })
      return [await ben.aload('profile'), await ben.aload('profile')]
    },
    answers: [null, null],
  },
  'instances take several paths and a Prefetch': {
    sends: 4,
    blocking: () => {
      const all = posts().toArray()
      prefetchRelatedObjects(all, [
        'comments__author',
        new Prefetch('tags', { queryset: Tag.objects.filter({ name: 'red' }) }),
      ])
      return all.map((post) => [post.comments.toArray().map(({ author }) => author?.id ?? 0), post.tags.count()])
    },
    asynchronous: async () => {
      const all = await posts()
      await aprefetchRelatedObjects(all, [
        'comments__author',
        new Prefetch('tags', { queryset: Tag.objects.filter({ name: 'red' }) }),
      ])
      return all.map((post) => [post.comments.toArray().map(({ author }) => author?.id ?? 0), post.tags.count()])
    },
    answers: [
      [[2, 3, 0, 2], 1],
      [[3], 1],
      [[], 0],
    ],
  },
  '`one` loads a deferred column for each row': {
    sends: 4,
    blocking: () => posts().defer('title').toArray().map(titleOf),
    asynchronous: async () =>
      each(await posts().defer('title'), async (post) => {
        await post.arefreshFromDb(['title'])
        return titleOf(post)
      }),
    answers: ['one', 'two', 'three'],
  },
  '`peers` loads a deferred column for all rows of the result': {
    sends: 2,
    blocking: () => posts().defer('title').fetchMode('peers').toArray().map(titleOf),
    asynchronous: async () => {
      const all = await posts().defer('title').fetchMode('peers')
      await all[0]?.arefreshFromDb(['title'])
      return all.map(titleOf)
    },
    answers: ['one', 'two', 'three'],
  },
  'no instances send nothing': {
    sends: 0,
    blocking: () => prefetchRelatedObjects([] as Post[], ['comments']),
    asynchronous: () => aprefetchRelatedObjects([] as Post[], ['comments']),
    answers: undefined,
  },
}

onEachDatabase({ models }, (database) => {
  const { queries } = database
  beforeAll(fillBlog)
  beforeEach(() => void (queries.length = 0))

  for (const [name, { sends, blocking, asynchronous, answers }] of Object.entries(cases)) {
    it(`${name}, blocking`, () => {
      expect(blocking()).toEqual(answers)
      expect(sentOf(queries)).toBe(sends)
    })

    it(`${name}, asynchronous`, async () => {
      expect(await asyncContext(asynchronous)).toEqual(answers)
      expect(sentOf(queries)).toBe(sends)
    })
  }

  it('throws in the mode `raise`, and names what loads', async () => {
    const post = await posts().fetchMode('raise').afirst()
    expect(() => post?.author).toThrow(FieldFetchBlocked)
    expect(() => post?.author).toThrow(
      "The relation Post.author is not loaded, and its fetch mode is 'raise'. Load it with the rows, by selectRelated('author') or prefetchRelated('author'), or by itself, by `await ….aload('author')`.",
    )
    expect(sentOf(queries)).toBe(1)
    expect((await post?.aload('author'))?.name).toBe('ann')
    expect(post?.author.name).toBe('ann')
    expect(() => post?.author.team).toThrow(FieldFetchBlocked)
  })

  it('throws in the mode `raise` for a deferred column', async () => {
    const post = await posts().only('stars').fetchMode('raise').afirst()
    expect(post?.stars).toBe(5)
    expect(() => titleOf(post)).toThrow(FieldFetchBlocked)
    expect(() => titleOf(post)).toThrow('The column Post.title was left out by `only` or `defer`')
    await post?.arefreshFromDb(['title'])
    expect(titleOf(post)).toBe('one')
  })

  it('reads in the mode `raise` what was loaded with the rows', async () => {
    const all = await posts().selectRelated('author').prefetchRelated('comments').fetchMode('raise')
    expect(all.map(({ author, comments }) => [author.name, comments.count()])).toEqual([
      ['ann', 4],
      ['ann', 1],
      ['ben', 0],
    ])
    expect(() => all[0]?.comments.toArray()[0]?.author).toThrow(FieldFetchBlocked)
    expect(sentOf(queries)).toBe(2)
  })

  it('blocks nowhere in an async context, whichever relation is read', async () => {
    const ben = await Author.objects.aget({ id: 2 })
    await asyncContext(async () => {
      expect(() => ben.profile).toThrow(SynchronousOnlyOperation)
      expect(() => ben.profile).toThrow("Use `await author.aload('profile')`")
      expect(() => ben.mentor).toThrow("Use `await author.aload('mentor')`")
      expect(() => ben.posts.count()).toThrow('`author.posts.count()` blocks')
      expect(() => ben.follows.add(1)).toThrow('Use `await author.follows.aadd()`')
      expect(() => prefetchRelatedObjects([ben], ['posts'])).toThrow('Use `await aprefetchRelatedObjects(…)`')
    })
    expect(sentOf(queries)).toBe(1)
  })

  it('prefetches and loads for peers inside a transaction', async () => {
    const names = await aatomic(async () => {
      const all = await posts().prefetchRelated('tags').fetchMode('peers')
      return each(all, async (post) => [(await post.aload('author')).name, post.tags.count()])
    })
    expect(names).toEqual([
      ['ann', 2],
      ['ann', 1],
      ['ben', 0],
    ])
    expect(sentOf(queries)).toBe(3)
  })
})
