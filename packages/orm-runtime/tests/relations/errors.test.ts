import { beforeAll, beforeEach, expect, it } from 'vitest'
import { Prefetch, UsageError } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { Author, Comment, models, Post, Tag, Team } from './blog-models.ts'
import { fillBlog } from './fill-blog.ts'
import { sentOf } from './sent-of.ts'

const team = new Team({ id: 1, name: 'news' })
const post = () => new Post({ id: 1, title: '', authorId: 1 })
const unknown = (run: (value: never) => unknown, value: unknown) => run(value as never)

/** Mistakes, each with what its message says; none sends a query. */
const mistakes: Record<string, [() => unknown, string]> = {
  'rows of an instance that was never saved': [
    () => new Team({ name: 'new' }).members,
    'This Team has no id yet: save it first.',
  ],
  'a many-to-many of an instance that was never saved': [
    () => new Post({ title: '', authorId: 1 }).tags,
    'save it first',
  ],
  'an instance that was never saved': [
    () => team.members.add(new Author({ name: 'new' })),
    'This Author has no id yet: save it first.',
  ],
  'an instance of another model': [
    () => unknown((one) => team.members.add(one), post()),
    'A Author is wanted here, not a Post.',
  ],
  'an instance of another model in a set': [
    () => unknown((one) => post().tags.add(one), team),
    'A Tag is wanted here, not a Team.',
  ],
  'null among rows': [
    () => unknown((one) => post().tags.set(one), [null]),
    'A Tag or its key is wanted here, not null.',
  ],
  'removing from a foreign key that is never null': [
    () =>
      unknown(
        (one) => (post().comments.remove as (this: unknown, rows: unknown) => void).call(post().comments, one),
        1,
      ),
    '`comments.remove` would leave Comment.post without a value, and it is not nullable. Delete the rows, or give them to another with `add`.',
  ],
  'clearing a foreign key that is never null': [
    () => (post().comments.clear as (this: unknown) => void).call(post().comments),
    '`comments.clear` would leave Comment.post without a value',
  ],
  'a key where instances are saved': [
    () => team.members.add(1, { bulk: false }),
    'With { bulk: false } a Author is wanted here, not its key.',
  ],
  'an assignment to many rows': [
    () => Object.assign(post(), { tags: [1] }),
    '`tags` takes no value: change its rows with `tags.set([…])`.',
  ],
  'an assignment of a key': [() => Object.assign(post(), { author: 1 }), '`author` takes a Author.'],
  'a prefetch of no relation': [
    () => unknown((path) => Post.objects.prefetchRelated(path).toArray(), 'coments'),
    "Post has no relation 'coments' to prefetch. Its relations: author, comments, tags, readers, readings.",
  ],
  'a prefetch of a column': [
    () => unknown((path) => Post.objects.prefetchRelated(path).toArray(), 'title'),
    "Post has no relation 'title' to prefetch.",
  ],
  'a later part that is no relation': [
    () => unknown((path) => Post.objects.prefetchRelated(path).toArray(), 'comments__title'),
    "Comment has no relation 'title' to prefetch.",
  ],
  'a queryset of another model': [
    () => Post.objects.prefetchRelated(new Prefetch('comments', { queryset: Tag.objects.all() })).toArray(),
    "The queryset of Prefetch('comments') is of Tag; 'comments' leads to Comment.",
  ],
  'a queryset of values': [
    () =>
      Post.objects.prefetchRelated(new Prefetch('comments', { queryset: Comment.objects.values('text') })).toArray(),
    "The queryset of Prefetch('comments') has values",
  ],
  'an attribute that is a field': [
    () => Post.objects.prefetchRelated(new Prefetch('comments', { toAttr: 'title' })).toArray(),
    "toAttr: 'title' is a name that Post has already.",
  ],
  'an attribute that is a relation': [
    () => Post.objects.prefetchRelated(new Prefetch('comments', { toAttr: 'tags' })).toArray(),
    "toAttr: 'tags' is a name that Post has already.",
  ],
  'an attribute that is a method': [
    () => Post.objects.prefetchRelated(new Prefetch('comments', { toAttr: 'save' })).toArray(),
    "toAttr: 'save' is a name that Post has already.",
  ],
  'one relation in two ways': [
    () =>
      Post.objects
        .prefetchRelated('comments', new Prefetch('comments', { queryset: Comment.objects.filter({ id: 1 }) }))
        .toArray(),
    "prefetchRelated has 'comments' twice",
  ],
  'a selectRelated of many rows': [
    () => unknown((path) => Post.objects.selectRelated(path).toArray(), 'tags'),
    "Post has no relation to one row 'tags' to select. It has: author.",
  ],
  'loading many rows': [() => unknown((name) => post().aload(name), 'comments'), '`comments` leads to many rows'],
}

onEachDatabase({ models }, (database) => {
  const { queries } = database
  beforeAll(fillBlog)
  beforeEach(() => void (queries.length = 0))

  for (const [name, [run, message]] of Object.entries(mistakes)) {
    it(`refuses ${name}`, async () => {
      await expect(async () => await run()).rejects.toThrow(UsageError)
      await expect(async () => await run()).rejects.toThrow(message)
      const changes = queries.filter(({ effect }) => effect === 'write')
      expect(sentOf(changes)).toBe(0)
    })
  }

  it('refuses to remove what belongs to another', async () => {
    const cat = await Author.objects.aget({ id: 3 })
    await expect(team.members.aremove(cat)).rejects.toThrow(Author.DoesNotExist)
    await expect(team.members.aremove(cat)).rejects.toThrow('The Author 3 is not one of `members`.')
  })

  it('refuses prefetchRelated beside values', async () => {
    const message = 'prefetchRelated needs instances'
    expect(() => Post.objects.prefetchRelated('comments').values('title')).toThrow(message)
    const query = Post.objects.values('title').prefetchRelated('comments')
    await expect(async () => await query).rejects.toThrow(message)
    expect(() => query.toArray()).toThrow(UsageError)
  })
})
