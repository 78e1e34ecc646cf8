import Database from 'better-sqlite3'

export interface User {
  id: number
  email: string
  active: number
}

export const db = new Database(':memory:')

export const userById = db.prepare<[number], User>('select * from users where id = ?')
