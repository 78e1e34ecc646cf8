import type { Generated, Kysely } from 'kysely'
import type { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/sqlite'
import {
  LIST_AFTER,
  LIST_LENGTH,
  NESTED_LENGTH,
  type Comment,
  type Contestant,
  type Post,
  type User,
} from '../contestant.ts'

export interface Tables {
  users: Keyed<User>
  posts: Keyed<Post>
  comments: Keyed<Comment>
}

type Keyed<Row> = Omit<Row, 'id'> & { readonly id: Generated<number> }

/** What differs between the databases. */
interface Parts {
  readonly db: Kysely<Tables>
  /** The same, with the plug-ins that nested rows need. */
  readonly nesting: Kysely<Tables>
  readonly json: { readonly jsonArrayFrom: typeof jsonArrayFrom; readonly jsonObjectFrom: typeof jsonObjectFrom }
}

/** Nested rows name their columns: `selectAll` can't be used there on SQLite. */
const USER = ['id', 'email', 'name', 'active', 'createdAt'] as const
const COMMENT = ['id', 'body', 'postId', 'authorId'] as const

export function kyselyContestant({ db, nesting, json: { jsonArrayFrom, jsonObjectFrom } }: Parts): Contestant {
  return {
    get: (id) => db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    list: () =>
      db.selectFrom('posts').selectAll().where('id', '>', LIST_AFTER).orderBy('id').limit(LIST_LENGTH).execute(),
    nested: () =>
      nesting
        .selectFrom('posts')
        .selectAll()
        .select((post) => [
          jsonObjectFrom(post.selectFrom('users').select(USER).whereRef('users.id', '=', 'posts.authorId'))
            .$notNull()
            .as('author'),
          jsonArrayFrom(
            post.selectFrom('comments').select(COMMENT).whereRef('comments.postId', '=', 'posts.id').orderBy('id'),
          ).as('comments'),
        ])
        .orderBy('id')
        .limit(NESTED_LENGTH)
        .execute(),
    insertMany: (rows) => db.insertInto('comments').values(rows).execute(),
    close: () => db.destroy(),
  }
}
