import { Client, Pool, type PoolClient } from 'pg'

export const pool = new Pool({ connectionString: 'postgres://localhost/shop' })

/** One connection. */
export const client = new Client()

export type { PoolClient }

export interface User {
  id: number
  email: string
}
