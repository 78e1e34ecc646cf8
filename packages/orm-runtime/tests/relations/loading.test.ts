import { beforeAll, beforeEach, expect, it } from 'vitest'
import { asyncContext, Prefetch } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { Author, Comment, models, Post, Profile, Reading, Tag, Team } from './blog-models.ts'
import { sentOf } from './sent-of.ts'
import { fillBlog } from './fill-blog.ts'

/** A queryset, what to show of each of its rows without a further query, and how many queries it sends. */
interface Case {
  readonly sends: number
  readonly rows: unknown
  readonly run: () => { toArray(): unknown[]; toArrayAsync(): Promise<unknown[]> }
  readonly show: (row: never) => unknown
}

function rows<R>(
  sends: number,
  run: () => { toArray(): R[]; toArrayAsync(): Promise<R[]> },
  show: (row: R) => unknown,
  expected: unknown,
): Case {
  return { sends, run, show, rows: expected }
}

const posts = () => Post.objects.orderBy('id')
const authors = () => Author.objects.orderBy('id')
const names = (all: Iterable<{ readonly name: string }>) => [...all].map(({ name }) => name).join(' ')
const ids = (all: Iterable<{ readonly id: number }>) => [...all].map(({ id }) => id).join(' ')

const cases: Record<string, Case> = {
  'selectRelated of a foreign key': rows(
    1,
    () => posts().selectRelated('author'),
    (post) => post.author.name,
    ['ann', 'ann', 'ben'],
  ),
  'selectRelated of a foreign key that is null': rows(
    1,
    () => authors().selectRelated('team'),
    ({ team }) => team?.name ?? null,
    ['news', 'news', null],
  ),
  'selectRelated of the other end of a one-to-one': rows(
    1,
    () => authors().selectRelated('profile'),
    ({ profile }) => profile && profile.bio,
    ['writes', null, null],
  ),
  'selectRelated knows the way back from the other end': rows(
    1,
    () => authors().selectRelated('profile'),
    (author) => author.profile === null || author.profile.author === author,
    [true, true, true],
  ),
  'selectRelated over two parts': rows(
    1,
    () => posts().selectRelated('author__profile'),
    ({ author }) => author.profile?.bio ?? null,
    ['writes', 'writes', null],
  ),
  'selectRelated of a model to itself': rows(
    1,
    () => authors().selectRelated('mentor'),
    ({ mentor }) => mentor?.name ?? null,
    [null, 'ann', 'ann'],
  ),
  'prefetch of a foreign key': rows(
    2,
    () => posts().prefetchRelated('author'),
    ({ author }) => author.name,
    ['ann', 'ann', 'ben'],
  ),
  'prefetch of a foreign key shares one instance': rows(
    2,
    () => posts().filter({ author: 1 }).prefetchRelated('author'),
    ({ author }) => author.name,
    ['ann', 'ann'],
  ),
  'prefetch of a nullable foreign key': rows(
    2,
    () => authors().prefetchRelated('team'),
    ({ team }) => team?.name ?? null,
    ['news', 'news', null],
  ),
  'prefetch of a one-to-one': rows(
    2,
    () => Profile.objects.orderBy('id').prefetchRelated('author'),
    ({ author }) => author.name,
    ['ann', 'cat'],
  ),
  'prefetch of the other end of a one-to-one': rows(
    2,
    () => authors().prefetchRelated('profile'),
    ({ profile }) => profile?.id ?? null,
    [1, null, 2],
  ),
  'prefetch of a reverse foreign key': rows(
    2,
    () => posts().prefetchRelated('comments'),
    ({ comments }) => ids(comments.all()),
    ['1 2 3 4', '5', ''],
  ),
  'prefetched rows know the way back': rows(
    2,
    () => posts().prefetchRelated('comments'),
    (post) => post.comments.toArray().every((one) => one.post === post),
    [true, true, true],
  ),
  'prefetch of a many-to-many': rows(
    2,
    () => posts().prefetchRelated('tags'),
    ({ tags }) => names(tags.all()),
    ['green red', 'red', ''],
  ),
  'prefetch of the far side of a many-to-many': rows(
    2,
    () => Tag.objects.all().prefetchRelated('posts'),
    (tag) => [tag.name, ids(tag.posts.all())],
    [
      ['blue', ''],
      ['green', '1'],
      ['red', '1 2'],
    ],
  ),
  'prefetch through a model, each pair once': rows(
    2,
    () => posts().prefetchRelated(new Prefetch('readers', { queryset: Author.objects.orderBy('id') })),
    ({ readers }) => names(readers.all()),
    ['ben cat', '', ''],
  ),
  'prefetch of the far side through a model': rows(
    2,
    () => authors().prefetchRelated('read'),
    ({ read }) => ids(read.all()),
    ['', '1', '1'],
  ),
  'prefetch of a many-to-many of a model to itself': rows(
    2,
    () => authors().prefetchRelated(new Prefetch('follows', { queryset: Author.objects.orderBy('name') })),
    ({ follows }) => names(follows.all()),
    ['ben cat', '', ''],
  ),
  'prefetch of the far side to itself': rows(
    2,
    () => authors().prefetchRelated('followers'),
    ({ followers }) => names(followers.all()),
    ['', 'ann', 'ann'],
  ),
  'prefetch of a foreign key of a model to itself': rows(
    2,
    () => authors().prefetchRelated('pupils'),
    ({ pupils }) => pupils.count(),
    [2, 0, 0],
  ),
  'a path of two parts': rows(
    3,
    () => posts().prefetchRelated('comments__author'),
    ({ comments }) => comments.toArray().map(({ author }) => author?.name ?? null),
    [['ben', 'cat', null, 'ben'], ['cat'], []],
  ),
  'a path of three parts': rows(
    4,
    () => Team.objects.orderBy('id').prefetchRelated('members__posts__tags'),
    ({ members }) => members.toArray().map(({ posts }) => posts.toArray().map(({ tags }) => names(tags.toArray()))),
    [[['green red', 'red'], ['']], []],
  ),
  'two paths share their first part': rows(
    4,
    () => posts().prefetchRelated('author__team', 'author__profile'),
    ({ author }) => [author.team?.name, author.profile?.bio],
    [
      ['news', 'writes'],
      ['news', 'writes'],
      ['news', undefined],
    ],
  ),
  'a cycle back to the same model': rows(
    3,
    () => authors().prefetchRelated('posts__author'),
    ({ posts }) => posts.toArray().map(({ author }) => author.name),
    [['ann', 'ann'], ['ben'], []],
  ),
  'a part that selectRelated has loaded is not loaded again': rows(
    2,
    () => posts().selectRelated('author').prefetchRelated('author__profile'),
    ({ author }) => author.profile?.bio ?? null,
    ['writes', 'writes', null],
  ),
  'a prefetch behind two joined parts': rows(
    2,
    () => Comment.objects.selectRelated('post__author').prefetchRelated('post__author__posts'),
    ({ post }) => ids(post.author.posts.all()),
    ['1 2', '1 2', '1 2', '1 2', '1 2'],
  ),
  'a prefetch with a filter': rows(
    2,
    () => posts().prefetchRelated(new Prefetch('comments', { queryset: Comment.objects.filter({ approved: true }) })),
    ({ comments }) => ids(comments.all()),
    ['1 3 4', '', ''],
  ),
  'a prefetch with an order': rows(
    2,
    () => posts().prefetchRelated(new Prefetch('comments', { queryset: Comment.objects.orderBy('-id') })),
    ({ comments }) => ids(comments.all()),
    ['4 3 2 1', '5', ''],
  ),
  'a prefetch with the first rows of each': rows(
    2,
    () =>
      posts().prefetchRelated(
        new Prefetch('comments', { queryset: Comment.objects.orderBy('-id').slice(0, 2), toAttr: 'latest' }),
      ),
    ({ latest }) => ids(latest),
    ['4 3', '5', ''],
  ),
  'a prefetch with a slice from the middle': rows(
    2,
    () =>
      posts().prefetchRelated(
        new Prefetch('comments', { queryset: Comment.objects.orderBy('id').slice(1, 3), toAttr: 'middle' }),
      ),
    ({ middle }) => ids(middle),
    ['2 3', '', ''],
  ),
  'a prefetch with an open slice': rows(
    2,
    () =>
      posts().prefetchRelated(
        new Prefetch('comments', { queryset: Comment.objects.orderBy('id').slice(3), toAttr: 'rest' }),
      ),
    ({ rest }) => ids(rest),
    ['4', '', ''],
  ),
  'a sliced prefetch of a many-to-many': rows(
    2,
    () => posts().prefetchRelated(new Prefetch('tags', { queryset: Tag.objects.all().slice(0, 1), toAttr: 'some' })),
    ({ some }) => names(some),
    ['green', 'red', ''],
  ),
  'a sliced prefetch through a model counts each pair once': rows(
    2,
    () =>
      posts().prefetchRelated(
        new Prefetch('readers', { queryset: Author.objects.orderBy('id').slice(0, 2), toAttr: 'some' }),
      ),
    ({ some }) => names(some),
    ['ben cat', '', ''],
  ),
  'an attribute beside the relation itself': rows(
    3,
    () =>
      posts().prefetchRelated(
        new Prefetch('comments', { queryset: Comment.objects.filter({ approved: false }), toAttr: 'refused' }),
        'comments',
      ),
    ({ refused, comments }) => [ids(refused), comments.count()],
    [
      ['2', 4],
      ['5', 1],
      ['', 0],
    ],
  ),
  'a path that goes on from an attribute': rows(
    3,
    () =>
      posts().prefetchRelated(
        new Prefetch('comments', { queryset: Comment.objects.filter({ approved: false }), toAttr: 'refused' }),
        'refused__author',
      ),
    ({ refused }) => refused.map(({ author }) => author?.name),
    [['cat'], ['cat'], []],
  ),
  'an attribute of a relation to one row': rows(
    2,
    () =>
      posts().prefetchRelated(
        new Prefetch('author', { queryset: Author.objects.filter({ name: 'ann' }), toAttr: 'ann' }),
      ),
    (post) => (post as unknown as { ann: Author | null }).ann?.name ?? null,
    ['ann', 'ann', null],
  ),
  'a queryset with a selectRelated of its own': rows(
    2,
    () => posts().prefetchRelated(new Prefetch('comments', { queryset: Comment.objects.selectRelated('author') })),
    ({ comments }) => comments.toArray().map(({ author }) => author?.id ?? 0),
    [[2, 3, 0, 2], [3], []],
  ),
  'a queryset with a prefetch of its own': rows(
    3,
    () => posts().prefetchRelated(new Prefetch('comments', { queryset: Comment.objects.prefetchRelated('author') })),
    ({ comments }) => comments.toArray().map(({ author }) => author?.id ?? 0),
    [[2, 3, 0, 2], [3], []],
  ),
  'a prefetch of no rows sends one query': rows(
    1,
    () => posts().filter({ id: 99 }).prefetchRelated('comments__author', 'tags'),
    ({ id }) => id,
    [],
  ),
  'a part without rows ends the path': rows(
    2,
    () => posts().filter({ id: 3 }).prefetchRelated('comments__author'),
    ({ comments }) => comments.count(),
    [0],
  ),
  'a slice of the query itself': rows(
    2,
    () => posts().slice(1, 3).prefetchRelated('comments'),
    ({ comments }) => ids(comments.all()),
    ['5', ''],
  ),
  'the rows of a relation prefetched in turn': rows(
    2,
    () => Reading.objects.orderBy('id').prefetchRelated('author'),
    ({ author, minutes }) => [author.name, minutes],
    [
      ['ben', 4],
      ['ben', 6],
      ['cat', 1],
    ],
  ),
  'exists and count from what was prefetched': rows(
    2,
    () => posts().prefetchRelated('comments'),
    ({ comments }) => [comments.exists(), comments.all().exists(), comments.count(), comments.all().count()],
    [
      [true, true, 4, 4],
      [true, true, 1, 1],
      [false, false, 0, 0],
    ],
  ),
}

onEachDatabase({ models }, (database) => {
  const { queries } = database
  beforeAll(fillBlog)
  beforeEach(() => void (queries.length = 0))

  for (const [name, { sends, run, show, rows }] of Object.entries(cases)) {
    it(`loads ${name}, blocking`, () => {
      const queryset = run()
      expect(queryset.toArray().map(show as never)).toEqual(rows)
      expect(sentOf(queries)).toBe(sends)
      expect(queryset.toArray().map(show as never)).toEqual(rows)
      expect(sentOf(queries)).toBe(sends)
    })

    it(`loads ${name}, asynchronous`, async () => {
      await asyncContext(async () => {
        const queryset = run()
        const results = await queryset.toArrayAsync()
        expect(results.map(show as never)).toEqual(rows)
        expect(sentOf(queries)).toBe(sends)
        expect((await queryset.toArrayAsync()).map(show as never)).toEqual(rows)
        expect(sentOf(queries)).toBe(sends)
      })
    })
  }

  it('streams with prefetched relations', async () => {
    const shown: string[] = []
    for await (const post of posts().prefetchRelated('tags')) shown.push(names(await post.tags.all()))
    expect(shown).toEqual(['green red', 'red', ''])
    expect(sentOf(queries)).toBe(2)
  })

  it('hands out copies of prefetched rows', async () => {
    const queryset = posts().prefetchRelated('comments')
    const [first] = await queryset
    for (const comment of first?.comments.toArray() ?? []) comment.text = 'changed'
    const [again] = await queryset
    expect(again?.comments.toArray().map(({ text }) => text)).toEqual(['good', 'bad', null, 'fine'])
    expect(sentOf(queries)).toBe(2)
  })
})
