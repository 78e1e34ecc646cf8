import Database from 'better-sqlite3'
import { asc, eq, gt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type Contestant } from '../contestant.ts'
import * as schema from './drizzle-tables.ts'

export const storedMoment = (moment: Date) => moment.getTime()

/** Drizzle's queries built anew for each call. */
export function open(file: string): Contestant {
  const client = new Database(file)
  const db = drizzle({ client, schema })
  const { users, posts, comments } = schema
  return {
    get: (id) => db.select().from(users).where(eq(users.id, id)).get()!,
    list: () => db.select().from(posts).where(gt(posts.id, LIST_AFTER)).orderBy(asc(posts.id)).limit(LIST_LENGTH).all(),
    nested: () =>
      db.query.posts
        .findMany({
          with: { author: true, comments: { orderBy: asc(comments.id) } },
          orderBy: asc(posts.id),
          limit: NESTED_LENGTH,
        })
        .sync(),
    insertMany: (rows) =>
      db
        .insert(comments)
        .values([...rows])
        .run(),
    close: () => client.close(),
  }
}
