import { asc, eq, gt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type Contestant } from '../contestant.ts'
import * as schema from './drizzle-tables.ts'

/** Drizzle's queries built anew for each call. */
export function open(url: string): Contestant {
  const client = new pg.Pool({ connectionString: url })
  const db = drizzle({ client, schema })
  const { users, posts, comments } = schema
  return {
    get: async (id) => (await db.select().from(users).where(eq(users.id, id)))[0]!,
    list: async () =>
      await db.select().from(posts).where(gt(posts.id, LIST_AFTER)).orderBy(asc(posts.id)).limit(LIST_LENGTH),
    nested: async () =>
      await db.query.posts.findMany({
        with: { author: true, comments: { orderBy: asc(comments.id) } },
        orderBy: asc(posts.id),
        limit: NESTED_LENGTH,
      }),
    insertMany: async (rows) => await db.insert(comments).values([...rows]),
    close: () => client.end(),
  }
}
