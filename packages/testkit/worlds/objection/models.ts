import { Model } from 'objection'

export class Order extends Model {
  static override tableName = 'orders'
  id!: number
  userId!: number
  total!: number
  paid!: boolean
}

export class User extends Model {
  static override tableName = 'users'
  id!: number
  email!: string
  active!: boolean
  orders?: Order[]
}
