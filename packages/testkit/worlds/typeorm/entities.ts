import { EntitySchema } from 'typeorm'

export interface UserRow {
  id: number
  email: string
  visits: number
}

export interface OrderRow {
  id: number
  userId: number
  total: number
}

export const User = new EntitySchema<UserRow>({
  name: 'user',
  columns: { id: { type: Number, primary: true }, email: { type: String }, visits: { type: Number } },
})

export const Order = new EntitySchema<OrderRow>({
  name: 'order',
  columns: { id: { type: Number, primary: true }, userId: { type: Number }, total: { type: Number } },
})
