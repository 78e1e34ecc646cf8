export interface UserRow {
  id: number
  email: string
  active: boolean
}

export interface OrderRow {
  id: number
  user_id: number
  total: number
  paid: boolean
}

declare module 'knex/types/tables.js' {
  interface Tables {
    users: UserRow
    orders: OrderRow
  }
}
