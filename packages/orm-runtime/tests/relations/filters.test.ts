import { beforeAll, expect, it } from 'vitest'
import type { QuerySet } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { Author, Comment, models, Post, Tag, Team } from './blog-models.ts'
import { fillBlog } from './fill-blog.ts'

type Rows = Pick<QuerySet<never, never, { readonly id: number }>, 'toArray' | 'toArrayAsync'>

const posts = Post.objects.orderBy('id')
const authors = Author.objects.orderBy('id')

/** Queries across relations, and the keys of the rows that they answer, in order. */
const cases: Record<string, [Rows, number[]]> = {
  'a related row': [posts.filter({ comments__text: 'good' }), [1, 2]],
  'a related row, once for each row here': [posts.filter({ comments__approved: true }), [1]],
  'two conditions in one filter speak of one related row': [
    posts.filter({ comments__text: 'good', comments__approved: false }),
    [2],
  ],
  'two filters may speak of two related rows': [
    posts.filter({ comments__text: 'good' }).filter({ comments__approved: false }),
    [1, 2],
  ],
  'no related row matches': [posts.exclude({ comments__text: 'good' }), [3]],
  'no related row matches a negative of many': [posts.exclude({ comments__approved: false }), [3]],
  'no related row has both': [posts.exclude({ comments__text: 'good', comments__approved: false }), [1, 3]],
  'a row of a row of a row': [Team.objects.filter({ members__posts__comments__text: 'bad' }), [1]],
  'no related rows at all': [posts.filter({ comments__isNull: true }), [3]],
  'some related row': [posts.filter({ comments__isNull: false }), [1, 2]],
  'a column of a related row that is null, or no related row': [posts.filter({ comments__text__isNull: true }), [1, 3]],
  'a column of a related row that is not null': [posts.filter({ comments__text__isNull: false }), [1, 2]],
  'a column at the other end that is null, or no row there': [authors.filter({ profile__bio__isNull: true }), [2, 3]],
  'no null among related rows, and some row': [posts.exclude({ comments__text__isNull: true }), [2]],
  'a null beside another condition on the same row': [
    posts.filter({ comments__text__isNull: true, comments__approved: true }),
    [1],
  ],
  'a many-to-many through to null': [authors.filter({ posts__tags__isNull: true }), [2, 3]],
  'no foreign key': [authors.filter({ team__isNull: true }), [3]],
  'a foreign key': [authors.filter({ team__isNull: false }), [1, 2]],
  'no row at the other end of a one-to-one': [authors.filter({ profile__isNull: true }), [2]],
  'a row at the other end of a one-to-one': [authors.filter({ profile__isNull: false }), [1, 3]],
  'a column at the other end': [authors.filter({ profile__bio: 'writes' }), [1]],
  'no such column at the other end, or no row': [authors.exclude({ profile__bio: 'writes' }), [2, 3]],
  'the other end itself': [authors.filter({ profile: 2 }), [3]],
  'a one-to-one from its own side': [authors.filter({ profile__id__in: [1, 2] }), [1, 3]],
  'a many-to-many': [posts.filter({ tags__name: 'green' }), [1]],
  'a many-to-many by key': [posts.filter({ tags: 1 }), [1, 2]],
  'a many-to-many by keys, each row once': [posts.filter({ tags__in: [1, 2] }), [1, 2]],
  'the far side of a many-to-many': [Tag.objects.filter({ posts__title: 'one' }), [2, 1]],
  'none of a many-to-many': [posts.exclude({ tags__name: 'green' }), [2, 3]],
  'no many-to-many at all': [posts.filter({ tags__isNull: true }), [3]],
  'both tags, by two filters': [posts.filter({ tags: 1 }).filter({ tags: 2 }), [1]],
  'both tags in one row is impossible': [posts.filter({ tags: 1, tags__name: 'green' }), []],
  'through a model between': [posts.filter({ readers__name: 'ben' }), [1]],
  'the model between itself': [posts.filter({ readings__minutes__gt: 5 }), [1]],
  'the far side through a model': [authors.filter({ read__title: 'one' }), [2, 3]],
  'a many-to-many of a model to itself': [authors.filter({ follows__name: 'ben' }), [1]],
  'its far side': [authors.filter({ followers__name: 'ann' }), [2, 3]],
  'a foreign key of a model to itself': [authors.filter({ mentor__name: 'ann' }), [2, 3]],
  'its other end': [authors.filter({ pupils__name: 'cat' }), [1]],
  'a cycle': [authors.filter({ posts__author__posts__title: 'two' }), [1]],
  'a column two relations away and back': [
    Comment.objects.filter({ post__author__mentor__isNull: true }),
    [1, 2, 3, 4, 5],
  ],
  'an order by a related column': [posts.orderBy('author__name', '-id'), [2, 1, 3]],
  'an order by a related column, reversed': [posts.orderBy('-author__name', 'id'), [3, 1, 2]],
  'another query of rows': [posts.filter({ author__in: Author.objects.filter({ name: 'ben' }) }), [3]],
  'an instance': [posts.filter({ author: new Author({ id: 2, name: 'ben' }) }), [3]],
}

onEachDatabase({ models }, () => {
  beforeAll(fillBlog)

  for (const [name, [query, expected]] of Object.entries(cases)) {
    it(`finds by ${name}`, async () => {
      const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)
      expect(ids(await query.toArrayAsync())).toEqual(expected)
      expect(ids(query.toArray())).toEqual(expected)
    })
  }
})
