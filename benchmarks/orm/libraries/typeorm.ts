import { DataSource, EntitySchema, MoreThan, type ColumnType, type DataSourceOptions } from 'typeorm'
import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type Contestant } from '../contestant.ts'

interface User {
  id: number
  email: string
  name: string
  active: boolean
  createdAt: Date
}

interface Post {
  id: number
  title: string
  body: string
  authorId: number
  createdAt: Date
  author: User
  comments: Comment[]
}

interface Comment {
  id: number
  body: string
  postId: number
  authorId: number
  post: Post
}

export async function typeormContestant(
  options: DataSourceOptions,
  columns: { readonly moment: ColumnType },
): Promise<Contestant> {
  const { user, post, comment } = entities(columns.moment)
  const source = await new DataSource({ ...options, entities: [user, post, comment] }).initialize()
  const users = source.getRepository(user)
  const posts = source.getRepository(post)
  const comments = source.getRepository(comment)
  return {
    get: (id) => users.findOneByOrFail({ id }),
    list: () => posts.find({ where: { id: MoreThan(LIST_AFTER) }, order: { id: 'asc' }, take: LIST_LENGTH }),
    nested: () =>
      posts.find({
        relations: { author: true, comments: true },
        // A query for each relation; the join, which is the default, takes twice as long.
        relationLoadStrategy: 'query',
        order: { id: 'asc' },
        take: NESTED_LENGTH,
      }),
    insertMany: (rows) => comments.insert(rows.map((row) => ({ ...row }))),
    close: () => source.destroy(),
  }
}

function entities(moment: ColumnType) {
  const id = { type: 'integer', primary: true, generated: true } as const
  return {
    user: new EntitySchema<User>({
      name: 'User',
      tableName: 'users',
      columns: {
        id,
        email: { type: 'text', unique: true },
        name: { type: 'text' },
        active: { type: 'boolean' },
        createdAt: { type: moment },
      },
    }),
    post: new EntitySchema<Post>({
      name: 'Post',
      tableName: 'posts',
      columns: {
        id,
        title: { type: 'text' },
        body: { type: 'text' },
        authorId: { type: 'integer' },
        createdAt: { type: moment },
      },
      relations: {
        author: { type: 'many-to-one', target: 'User', joinColumn: { name: 'authorId' } },
        comments: { type: 'one-to-many', target: 'Comment', inverseSide: 'post' },
      },
    }),
    comment: new EntitySchema<Comment>({
      name: 'Comment',
      tableName: 'comments',
      columns: { id, body: { type: 'text' }, postId: { type: 'integer' }, authorId: { type: 'integer' } },
      relations: { post: { type: 'many-to-one', target: 'Post', joinColumn: { name: 'postId' } } },
    }),
  }
}
