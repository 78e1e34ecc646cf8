import { Collection, EntitySchema, type MikroORM, type Opt } from '@mikro-orm/core'
import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type Contestant } from '../contestant.ts'

class User {
  id!: number
  email!: string
  name!: string
  active!: boolean
  createdAt!: Date
}

class Post {
  id!: number
  title!: string
  body!: string
  createdAt!: Date
  author!: User
  readonly comments = new Collection<Comment>(this)

  get authorId(): Opt<number> {
    return this.author.id
  }
}

class Comment {
  id!: number
  body!: string
  post!: Post
  author!: User

  get postId(): Opt<number> {
    return this.post.id
  }

  get authorId(): Opt<number> {
    return this.author.id
  }
}

/** A fork of the entity manager for each operation, as its documentation asks for each request. */
export function mikroOrmContestant(orm: Pick<MikroORM, 'em' | 'close'>): Contestant {
  const { em } = orm
  return {
    get: (id) => em.fork().findOneOrFail(User, id),
    list: () => em.fork().find(Post, { id: { $gt: LIST_AFTER } }, { orderBy: { id: 'asc' }, limit: LIST_LENGTH }),
    nested: async () => {
      const posts = await em
        .fork()
        .find(Post, {}, { populate: ['author', 'comments'], orderBy: { id: 'asc' }, limit: NESTED_LENGTH })
      return posts.map(({ id, title, body, authorId, createdAt, author, comments }) => ({
        id,
        title,
        body,
        authorId,
        createdAt,
        author,
        comments: comments.getItems(),
      }))
    },
    insertMany: (rows) =>
      em.fork().insertMany(
        Comment,
        rows.map(({ body, postId, authorId }) => ({ body, post: postId, author: authorId })),
      ),
    close: () => orm.close(),
  }
}

const id = { type: 'integer', primary: true, autoincrement: true } as const
const text = { type: 'text' } as const

/** The tables, whose columns are named like the properties, with `Id` behind a relation's name. */
export const entities = [
  new EntitySchema<User>({
    class: User,
    tableName: 'users',
    properties: { id, email: text, name: text, active: { type: 'boolean' }, createdAt: { type: 'datetime' } },
  }),
  new EntitySchema<Post>({
    class: Post,
    tableName: 'posts',
    properties: {
      id,
      title: text,
      body: text,
      createdAt: { type: 'datetime' },
      author: { kind: 'm:1', entity: () => User, fieldName: 'authorId' },
      comments: { kind: '1:m', entity: () => Comment, mappedBy: 'post', orderBy: { id: 'asc' } },
      authorId: { type: 'integer', persist: false, getter: true },
    },
  }),
  new EntitySchema<Comment>({
    class: Comment,
    tableName: 'comments',
    properties: {
      id,
      body: text,
      post: { kind: 'm:1', entity: () => Post, fieldName: 'postId' },
      author: { kind: 'm:1', entity: () => User, fieldName: 'authorId' },
      postId: { type: 'integer', persist: false, getter: true },
      authorId: { type: 'integer', persist: false, getter: true },
    },
  }),
]

/** The columns are written as the properties are, which is not its custom. */
export { EntityCaseNamingStrategy as namingStrategy } from '@mikro-orm/core'
