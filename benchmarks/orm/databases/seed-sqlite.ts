import Database from 'better-sqlite3'
import type { ContestantModule } from '../contestant.ts'
import { sampleRows } from '../sample-rows.ts'

/** Makes a database file with the sample rows, in WAL mode, as all contestants use it. */
export function seedSqlite(file: string, storedMoment: NonNullable<ContestantModule['storedMoment']>): void {
  const database = new Database(file)
  database.pragma('journal_mode = wal')
  database.exec(SCHEMA)
  const insert = {
    user: database.prepare('insert into users values (?, ?, ?, ?, ?)'),
    post: database.prepare('insert into posts values (?, ?, ?, ?, ?)'),
    comment: database.prepare('insert into comments values (?, ?, ?, ?)'),
  }
  database.transaction(() => {
    for (const { id, email, name, active, createdAt } of sampleRows.users)
      insert.user.run(id, email, name, active ? 1 : 0, storedMoment(createdAt))
    for (const { id, title, body, authorId, createdAt } of sampleRows.posts)
      insert.post.run(id, title, body, authorId, storedMoment(createdAt))
    for (const { id, body, postId, authorId } of sampleRows.comments) insert.comment.run(id, body, postId, authorId)
  })()
  database.close()
}

/** Foreign keys have an index and no constraint: checking it would be most of the work of a bulk insert. */
const SCHEMA = `
  create table users (
    id integer primary key, email text not null unique, name text not null, active boolean not null,
    "createdAt" datetime not null
  );
  create table posts (
    id integer primary key, title text not null, body text not null, "authorId" integer not null,
    "createdAt" datetime not null
  );
  create table comments (
    id integer primary key, body text not null, "postId" integer not null,
    "authorId" integer not null
  );
  create index posts_author on posts ("authorId");
  create index comments_post on comments ("postId");
  create index comments_author on comments ("authorId");
`
