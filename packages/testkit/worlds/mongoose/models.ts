import { model, Schema } from 'mongoose'

export const User = model('User', new Schema({ email: String, visits: { type: Number, default: 0 } }))

export const Order = model('Order', new Schema({ userId: String, total: { type: Number, default: 0 } }))
