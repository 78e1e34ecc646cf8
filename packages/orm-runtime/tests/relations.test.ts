import { expect, it } from 'vitest'
import { asyncContext, SynchronousOnlyOperation } from 'orm-runtime'
import { openShop, queries } from './open-shop.ts'
import { Order, type Product, User } from './shop-models.ts'

await openShop()

it('loads a relation when it is read, once', () => {
  const order = Order.objects.get({ id: 1 })
  expect(order.user.label()).toBe('<ada@x.org>')
  expect(order.user).toBe(order.user)
  expect(queries).toHaveLength(2)
})

it('answers null where there is none, without a query', () => {
  const user = User.objects.get({ id: 2 })
  expect(user.favourite).toBe(null)
  expect(queries).toHaveLength(1)
})

it('loads again when the key has changed', () => {
  const order = Order.objects.get({ id: 1 })
  expect(order.user.id).toBe(1)
  order.userId = 2
  expect(order.user.id).toBe(2)
})

it('takes an instance, and its key with it', () => {
  const order = Order.objects.get({ id: 1 })
  const bob = User.objects.get({ id: 2 })
  order.user = bob
  expect([order.userId, order.user]).toEqual([2, bob])
  expect(() => Object.assign(order, { user: order })).toThrow('A User is wanted here, not a Order.')
  expect(() => Object.assign(order, { user: new User({ email: 'new' }) })).toThrow('save it first')
})

it('keeps the instance that a row was created with', () => {
  const user = User.objects.get({ id: 1 })
  const order = Order.objects.create({ user, productId: 1 })
  expect(order.user).toBe(user)
})

it('throws inside an async context and names the twin', async () => {
  const order = await Order.objects.aget({ id: 1 })
  await expect(asyncContext(async () => order.user)).rejects.toThrow(
    "`order.user` blocks the event loop inside an async context. Use `await order.aload('user')`.",
  )
  await expect(asyncContext(async () => order.user)).rejects.toThrow(SynchronousOnlyOperation)
})

it('reads without a query what aload has loaded', async () => {
  const order = await Order.objects.aget({ id: 1 })
  await asyncContext(async () => {
    const product: Product = await order.aload('product')
    expect(order.product).toBe(product)
    await order.aload('product')
  })
  expect(queries).toHaveLength(2)
})

it('loads with selectRelated in one query, nulls and two levels', async () => {
  const [blocking, waiting] = [Order.objects.all(), Order.objects.all()].map((all) =>
    all.orderBy('id').selectRelated('product', 'user__favourite'),
  )
  const expected = [
    ['Pen', 'Pen'],
    ['100% Ink_pot', 'Pen'],
    ['Pen', undefined],
    ['penknife', undefined],
  ]
  const names = (order: Order) => [order.product.name, order.user.favourite?.name]
  expect(blocking?.toArray().map(names)).toEqual(expected)
  expect(queries).toHaveLength(1)
  expect(await asyncContext(async () => (await waiting)?.map(names))).toEqual(expected)
  expect(queries).toHaveLength(2)
})

it('has a manager for the rows that refer to an instance', async () => {
  const user = User.objects.get({ id: 2 })
  expect(user.orders.count()).toBe(2)
  expect((await user.orders.filter({ product__name: 'penknife' })).map(({ id }) => id)).toEqual([4])
})

it('shows columns only where an instance is printed', () => {
  const order = Order.objects.selectRelated('user').get({ id: 2 })
  expect(JSON.parse(JSON.stringify(order))).toEqual({
    id: 2,
    userId: 1,
    productId: 2,
    note: null,
    createdAt: '2026-01-02T12:30:15.123Z',
  })
})
