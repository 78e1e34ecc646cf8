import Database from 'better-sqlite3'
import {
  LIST_AFTER,
  LIST_LENGTH,
  NESTED_LENGTH,
  type Comment,
  type Contestant,
  type NewComment,
  type Post,
  type User,
} from '../contestant.ts'
import { assemble, AUTHORED, type AuthoredPost } from '../libraries/assemble.ts'

/** better-sqlite3 by hand: each statement prepared once, the rows as the driver gives them. */
export function open(file: string): Contestant {
  const database = new Database(file)
  const user = database.prepare<[number], User>('select * from users where id = ?')
  // A limit that is bound would make SQLite prepare the statement anew each time.
  const posts = database.prepare<[number], Post>(`select * from posts where id > ? order by id limit ${LIST_LENGTH}`)
  const authored = database.prepare<[], AuthoredPost>(`${AUTHORED} limit ${NESTED_LENGTH}`)
  const comments = database.prepare<[string], Comment>(
    'select * from comments where "postId" in (select value from json_each(?)) order by id',
  )
  const insert = database.prepare<[string, number, number]>(
    'insert into comments (body, "postId", "authorId") values (?, ?, ?)',
  )
  const insertAll = database.transaction((rows: readonly NewComment[]) => {
    for (const { body, postId, authorId } of rows) insert.run(body, postId, authorId)
  })
  return {
    get: (id) => user.get(id)!,
    list: () => posts.all(LIST_AFTER),
    nested: () => {
      const rows = authored.all()
      return assemble(rows, comments.all(JSON.stringify(rows.map(({ id }) => id))))
    },
    insertMany: (rows) => insertAll(rows),
    close: () => database.close(),
  }
}
