import pg from 'pg'
import {
  LIST_AFTER,
  LIST_LENGTH,
  NESTED_LENGTH,
  type Comment,
  type Contestant,
  type Post,
  type User,
} from '../contestant.ts'
import { assemble, AUTHORED, type AuthoredPost } from '../libraries/assemble.ts'

/** pg by hand: a pool of the usual size, named statements that each connection prepares once. */
export function open(url: string): Contestant {
  const pool = new pg.Pool({ connectionString: url })
  const rowsOf = async <Row extends object>(statement: { name: string; text: string }, values: readonly unknown[]) =>
    (await pool.query<Row>({ ...statement, values: [...values] })).rows
  return {
    get: async (id) => (await rowsOf<User>(user, [id]))[0]!,
    list: () => rowsOf<Post>(posts, [LIST_AFTER, LIST_LENGTH]),
    nested: async () => {
      const rows = await rowsOf<AuthoredPost>(authored, [NESTED_LENGTH])
      return assemble(rows, await rowsOf<Comment>(comments, [rows.map(({ id }) => id)]))
    },
    insertMany: (rows) =>
      rowsOf(insert, [
        rows.map(({ body }) => body),
        rows.map(({ postId }) => postId),
        rows.map(({ authorId }) => authorId),
      ]),
    close: () => pool.end(),
  }
}

const user = { name: 'user', text: 'select * from users where id = $1' }
const posts = { name: 'posts', text: 'select * from posts where id > $1 order by id limit $2' }
const authored = {
  name: 'authored',
  text: `${AUTHORED} limit $1`,
}
const comments = { name: 'comments', text: 'select * from comments where "postId" = any ($1) order by id' }
const insert = {
  name: 'insert',
  text: 'insert into comments (body, "postId", "authorId") select * from unnest($1::text[], $2::integer[], $3::integer[])',
}
