import { auto, boolean, datetime, foreignKey, Model, reverse, text } from 'orm-runtime'
import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type NestedPost } from '../contestant.ts'

export class User extends Model<User>()('users', {
  id: auto(),
  email: text({ unique: true }),
  name: text(),
  active: boolean(),
  createdAt: datetime(),
}) {}

export class Post extends Model<Post>()('posts', {
  id: auto(),
  title: text(),
  body: text(),
  author: foreignKey<User>('User'),
  createdAt: datetime(),
  comments: reverse<Comment>('Comment', 'post'),
}) {}

export class Comment extends Model<Comment>()('comments', {
  id: auto(),
  body: text(),
  post: foreignKey<Post>('Post'),
  author: foreignKey<User>('User'),
}) {}

export const models = [User, Post, Comment]

export function list() {
  return Post.objects.filter({ id__gt: LIST_AFTER }).orderBy('id').slice(0, LIST_LENGTH)
}

export function nested() {
  return Post.objects.orderBy('id').slice(0, NESTED_LENGTH).selectRelated('author').prefetchRelated('comments')
}

/** Scans the comments `length` times. */
export function slow(length: number) {
  const scan = { post__comments__body__contains: 'omment n' } as const
  return Array.from({ length }).reduce<ReturnType<typeof Comment.objects.all>>(
    (comments) => comments.filter(scan),
    Comment.objects.all(),
  )
}

/** Reads the loaded relations, which sends nothing. */
export function read(posts: readonly Post[]): NestedPost[] {
  return posts.map((post) => ({
    id: post.id,
    title: post.title,
    body: post.body,
    authorId: post.authorId,
    createdAt: post.createdAt,
    author: post.author,
    comments: post.comments.toArray(),
  }))
}
