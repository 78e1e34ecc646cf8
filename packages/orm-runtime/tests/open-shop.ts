import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import { aatomic, close, connect, createTables, sqlite, type QueryEvent } from 'orm-runtime'
import { models, Order, Product, User } from './shop-models.ts'

/** The query log of the running test. */
export const queries: QueryEvent[] = []

/**
 * Connects a database of its own to the test file, and before each test gives it the same rows: users 1–3, products
 * 1–3, orders 1–4.
 */
export async function openShop({ timeout = 500 } = {}): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'orm-runtime-'))
  const file = sqlite(join(directory, 'shop.db'), { timeout })
  await connect({ default: file, models, onQuery: (query) => void queries.push(query) })
  await createTables()
  beforeEach(async () => {
    await fill()
    queries.length = 0
  })
  afterAll(async () => {
    await close()
    await rm(directory, { recursive: true })
  })
}

/** The same rows in whatever database is connected. */
export async function fill(): Promise<void> {
  await aatomic(async () => {
    for (const model of [Order, User, Product]) await model.objects.all().adelete()
    await Product.objects.acreate({ id: 1, name: 'Pen', price: 100 })
    await Product.objects.acreate({ id: 2, name: '100% Ink_pot', price: 250 })
    await Product.objects.acreate({ id: 3, name: 'penknife', price: 900 })
    await User.objects.acreate({ id: 1, email: 'ada@x.org', favouriteId: 1 })
    await User.objects.acreate({ id: 2, email: 'bob@x.org', active: false })
    await User.objects.acreate({ id: 3, email: 'cy@y.org', favouriteId: 3 })
    const day = (n: number) => new Date(Date.UTC(2026, 0, n, 12, 30, 15, 123))
    await Order.objects.acreate({ id: 1, userId: 1, productId: 1, createdAt: day(1), note: 'gift' })
    await Order.objects.acreate({ id: 2, userId: 1, productId: 2, createdAt: day(2) })
    await Order.objects.acreate({ id: 3, userId: 2, productId: 1, createdAt: day(3), note: 'Ärger' })
    await Order.objects.acreate({ id: 4, userId: 2, productId: 3, createdAt: day(4) })
  })
}
