import BetterSqlite3 from 'better-sqlite3'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { aatomic, auto, close, connect, createTables, foreignKey, Model, sqlite, type QueryEvent } from 'orm-runtime'
import { models, Order, Product, User } from './shop-models.ts'

class Badge extends Model<Badge>()('badges', {
  id: auto(),
  user: foreignKey<User>('User', { unique: true }),
  product: foreignKey<Product>('Product'),
}) {}

const directory = await mkdtemp(join(tmpdir(), 'orm-runtime-'))
const file = join(directory, 'shop.db')
const queries: QueryEvent[] = []
await connect({ default: sqlite(file), models: [...models, Badge], onQuery: (query) => void queries.push(query) })
await createTables()
const reader = new BetterSqlite3(file, { readonly: true })
afterAll(async () => {
  reader.close()
  await close()
  await rm(directory, { recursive: true })
})

it('indexes each foreign key once: a unique one has the index of its constraint', async () => {
  await createTables()
  const indexes = reader.prepare("select name, tbl_name from sqlite_master where type = 'index' order by name").raw()
  expect(indexes.all()).toEqual([
    ['badges__productId', 'badges'],
    ['orders__productId', 'orders'],
    ['orders__userId', 'orders'],
    ['sqlite_autoindex_badges_1', 'badges'],
    ['sqlite_autoindex_users_1', 'users'],
    ['users__favouriteId', 'users'],
  ])
})

it('finds rows by their related rows without reading a whole table', async () => {
  await aatomic(async () => {
    const user = await User.objects.acreate({ email: 'ada@x.org' })
    const product = await Product.objects.acreate({ name: 'Pen', price: 1 })
    await Order.objects.acreate({ user, product })
  })
  queries.length = 0
  const found = await Product.objects.filter({ orders__user: 1 })
  expect(found.map(({ name }) => name)).toEqual(['Pen'])
  const [query] = queries
  const plan = reader.prepare(`explain query plan ${query?.sql}`).all(query?.parameters) as { detail: string }[]
  const steps = plan.map(({ detail }) => detail)
  expect(steps).toContain('SEARCH t1 USING INDEX orders__userId (userId=?)')
  expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
})
