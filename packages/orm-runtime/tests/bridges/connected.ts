import { connect, sqlite } from 'orm-runtime'
import { models, Product, User } from '../shop-models.ts'

// A worker module that uses the database: it connects itself, because a thread has connections of its own.

await connect({ default: sqlite(process.env['BRIDGE_TEST_DATABASE'] ?? ''), models })

export const countProducts = () => Product.objects.count()
export const missingUser = () => User.objects.get({ id: 99 })
export const sameEmail = () => User.objects.create({ email: 'ada@x.org' })
