import postgres from 'postgres'

export const sql = postgres('postgres://localhost/shop')

export type Sql = typeof sql | postgres.TransactionSql

export interface User {
  id: number
  email: string
}
