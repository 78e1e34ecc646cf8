import Database from 'better-sqlite3'
import { asc, eq, gt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type Contestant } from '../contestant.ts'
import * as schema from './drizzle-tables.ts'

export const storedMoment = (moment: Date) => moment.getTime()

/** Drizzle's queries prepared once. */
export function open(file: string): Contestant {
  const client = new Database(file)
  const db = drizzle({ client, schema })
  const { users, posts, comments } = schema
  const get = db
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare()
  const list = db
    .select()
    .from(posts)
    .where(gt(posts.id, sql.placeholder('after')))
    .orderBy(asc(posts.id))
    .limit(sql.placeholder('length'))
    .prepare()
  const nested = db.query.posts
    .findMany({
      with: { author: true, comments: { orderBy: asc(comments.id) } },
      orderBy: asc(posts.id),
      limit: sql.placeholder('length'),
    })
    .prepare()
  const insert = db
    .insert(comments)
    .values({
      body: sql.placeholder('body'),
      postId: sql.placeholder('postId'),
      authorId: sql.placeholder('authorId'),
    })
    .prepare()
  return {
    get: (id) => get.get({ id })!,
    list: () => list.all({ after: LIST_AFTER, length: LIST_LENGTH }),
    nested: () => nested.execute({ length: NESTED_LENGTH }).sync(),
    insertMany: (rows) =>
      db.transaction(() => {
        for (const row of rows) insert.run({ ...row })
      }),
    close: () => client.close(),
  }
}
