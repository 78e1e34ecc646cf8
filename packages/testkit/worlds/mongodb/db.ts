import { MongoClient, type ObjectId } from 'mongodb'

export const client = new MongoClient('mongodb://localhost:27017')

const db = client.db('shop')

export interface User {
  _id: ObjectId
  email: string
  active: boolean
}

export interface Order {
  _id: ObjectId
  userId: ObjectId
  total: number
}

export const users = db.collection<User>('users')
export const orders = db.collection<Order>('orders')
