import { db, open } from './db.run.js'

/** Opens the database in `file`, which need not exist. */
export const openDatabase = open

/** Writes the rows that every `run` case starts from. */
export function seedDatabase() {
  db.exec(
    `insert into users (email, active) values ('ada@example.com', 1), ('ben@example.com', 1), ('eve@example.com', 0)`,
  )
}

export function closeDatabase() {
  db.close()
}
