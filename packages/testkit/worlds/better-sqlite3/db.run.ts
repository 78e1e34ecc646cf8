import Database from 'better-sqlite3'
import type { User } from './db.js'

/** Takes the place of `db.ts` where cases are executed. */
export let db = new Database(':memory:')

export let userById: Database.Statement<[number], User>

export function open(file: string) {
  db = new Database(file)
  db.exec('create table if not exists users (id integer primary key, email text not null, active integer not null)')
  userById = db.prepare<[number], User>('select * from users where id = ?')
}
