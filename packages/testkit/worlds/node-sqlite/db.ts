import { DatabaseSync } from 'node:sqlite'

export const db = new DatabaseSync(':memory:')

export const userById = db.prepare('select * from users where id = ?')
