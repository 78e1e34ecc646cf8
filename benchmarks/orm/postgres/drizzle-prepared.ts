import { asc, eq, gt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type Contestant } from '../contestant.ts'
import * as schema from './drizzle-tables.ts'

/** Drizzle's queries prepared once, with a name. A bulk insert has no placeholders for its rows and is built anew. */
export function open(url: string): Contestant {
  const client = new pg.Pool({ connectionString: url })
  const db = drizzle({ client, schema })
  const { users, posts, comments } = schema
  const get = db
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare('get')
  const list = db
    .select()
    .from(posts)
    .where(gt(posts.id, sql.placeholder('after')))
    .orderBy(asc(posts.id))
    .limit(sql.placeholder('length'))
    .prepare('list')
  const nested = db.query.posts
    .findMany({
      with: { author: true, comments: { orderBy: asc(comments.id) } },
      orderBy: asc(posts.id),
      limit: sql.placeholder('length'),
    })
    .prepare('nested')
  return {
    get: async (id) => (await get.execute({ id }))[0]!,
    list: () => list.execute({ after: LIST_AFTER, length: LIST_LENGTH }),
    nested: () => nested.execute({ length: NESTED_LENGTH }),
    insertMany: async (rows) => await db.insert(comments).values([...rows]),
    close: () => client.end(),
  }
}
