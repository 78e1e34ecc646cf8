import { sql } from 'drizzle-orm'
import { db, open } from './db.run.js'
import { orders, users } from './schema.js'

/** Opens the database in `file`, which need not exist: with the driver of `db.ts`, or with an asynchronous one. */
export const openDatabase = open

/** Writes the rows that every `run` case starts from. */
export function seedDatabase() {
  db.run(sql`create table users (id integer primary key, email text not null, active integer not null default 1)`)
  db.run(sql`create table orders (id integer primary key, user_id integer not null, total integer not null)`)
  db.insert(users)
    .values([{ email: 'ada@example.com' }, { email: 'ben@example.com' }, { email: 'eve@example.com', active: false }])
    .run()
  db.insert(orders)
    .values([
      { userId: 1, total: 8 },
      { userId: 1, total: 25 },
      { userId: 2, total: 9 },
    ])
    .run()
}

export function closeDatabase() {
  const client = db.$client as { close: () => void }
  client.close()
}
