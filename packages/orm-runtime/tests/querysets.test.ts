import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { aatomic } from 'orm-runtime'
import { openShop, queries } from './open-shop.ts'
import { Order, Product, User } from './shop-models.ts'

await openShop()

const pens = () => Product.objects.filter({ name__icontains: 'pen' }).orderBy('id')

it('sends nothing until it is awaited or iterated', () => {
  const query = pens().exclude({ id: 1 }).slice(0, 1)
  expect(inspect(query)).toMatch(/^QuerySet/)
  expect(queries).toHaveLength(0)
})

it('is immutable', async () => {
  const all = Product.objects.all()
  expect([await all.filter({ id: 1 }).acount(), await all.slice(0, 2).acount(), await all.acount()]).toEqual([1, 2, 3])
})

it('prints its SQL and its values, and never queries', () => {
  expect(inspect(Product.objects.filter({ id__gt: 1 }))).toBe(
    'QuerySet(select "t0"."id", "t0"."name", "t0"."price" from "products" as "t0" where "t0"."id" > ? [1])',
  )
  expect(inspect(User.objects)).toMatch(/^Manager\(select /)
  expect(inspect(Product.objects.filter({ nme: 1 } as never))).toBe(
    "QuerySet(Product has no field 'nme'. Its fields: id, name, price, orders, fans.)",
  )
  expect(queries).toHaveLength(0)
})

it('refuses to be JSON or a string, with the remedy', () => {
  const message =
    'Product.objects.filter(…) is a query, not its rows. Write `await` before it, or `.toArray()` behind it.'
  expect(() => JSON.stringify({ pens: pens() })).toThrow(message)
  const query: unknown = pens()
  expect(() => `SQL: ${query as string}`).toThrow(message)
  expect(() => 'x' + (query as string)).toThrow(message)
  expect(() => JSON.stringify(User.objects)).toThrow('User.objects is a query')
  expect(queries).toHaveLength(0)
})

it('keeps its rows: a second await, loop or array sends nothing', async () => {
  const query = pens()
  const names = [(await query).map(({ name }) => name)]
  names.push((await query).map(({ name }) => name))
  names.push(query.toArray().map(({ name }) => name))
  names.push([...query].map(({ name }) => name))
  const streamed: string[] = []
  for await (const { name } of query) streamed.push(name)
  expect([...names, streamed]).toEqual(Array(5).fill(['Pen', 'penknife']))
  expect(queries).toHaveLength(1)
})

it('keeps the rows of a whole loop, and of none that was left early', async () => {
  const [whole, left] = [pens(), pens()]
  for await (const _ of whole);
  for await (const _ of left) break
  expect(queries).toHaveLength(2)
  await whole
  expect(queries).toHaveLength(2)
  await left
  expect(queries).toHaveLength(3)
})

it('hands its rows out as copies', async () => {
  const query = pens()
  const first = await query
  first.pop()
  Object.assign(first[0] ?? {}, { name: 'changed' })
  expect((await query).map(({ name }) => name)).toEqual(['Pen', 'penknife'])
})

it('is sent once for calls at the same time, each with rows of its own', async () => {
  const query = pens()
  const [first, second, third] = await Promise.all([query, query, query.toArrayAsync()])
  expect(queries).toHaveLength(1)
  expect([second, third]).toEqual([first, first])
  expect(second[0]).not.toBe(first[0])
})

it('is sent in each transaction by itself, once in each', async () => {
  const query = pens()
  const inside = () => aatomic(() => Promise.all([query, query]))
  await Promise.all([inside(), inside(), query, query])
  const sent = queries.filter(({ sql }) => sql.startsWith('select')).map(({ connection }) => connection)
  expect(sent.map((name) => name.replace(/ \d$/, '')).sort()).toEqual(['reader', 'writer', 'writer'])
})

it('shares a rejection in flight, and sends again after it', async () => {
  const refused = Product.objects.filter({ name__icontains: 'a'.repeat(60_000) })
  const message = 'LIKE or GLOB pattern too complex'
  for (const sent of [1, 2]) {
    const [first, second] = await Promise.allSettled([refused, refused])
    expect([first, second]).toMatchObject([{ reason: { message: expect.stringContaining(message) as string } }, first])
    expect(queries).toHaveLength(sent)
  }
})

it('does not keep a rejection', async () => {
  const query = Order.objects.filter({ product__price: 1.5 })
  await expect(async () => await query).rejects.toThrow('1.5')
  await expect(async () => await query).rejects.toThrow('1.5')
})

it('compiles each shape once, whatever the values and the world', async () => {
  const shape = (id: number, names: string[]) =>
    Order.objects
      .filter({ user__id__gt: id, product__name__in: names })
      .orderBy('-note')
      .slice(id, id + 3)
  const compiled = () => queries.filter((query) => query.compiled).length
  await shape(4, ['Pen'])
  expect(compiled()).toBe(1)
  await shape(1, ['a', 'b', 'c'])
  shape(2, []).toArray()
  for await (const _ of shape(3, ['x']));
  expect([queries.length, compiled()]).toEqual([4, 1])
  await Order.objects.filter({ user__id__gt: 1 })
  expect(compiled()).toBe(2)
})

it('tells the query log the statement, its values, its time and its connection', async () => {
  await Product.objects.aget({ name: "x' or 1=1" }).catch(() => undefined)
  const [query] = queries
  expect(queries).toHaveLength(1)
  expect(query?.sql).toBe(
    'select "t0"."id", "t0"."name", "t0"."price" from "products" as "t0" where "t0"."name" = ? limit ? + 0',
  )
  expect(query?.parameters).toEqual(["x' or 1=1", 2])
  expect(query?.milliseconds).toBeGreaterThan(0)
  expect(query?.connection).toMatch(/^reader \d$/)
})
