import { createPool, type PoolConnection, type RowDataPacket } from 'mysql2/promise'

export const pool = createPool({ uri: 'mysql://localhost/shop', connectionLimit: 10 })

export type { PoolConnection }

export interface User extends RowDataPacket {
  id: number
  email: string
}
