import { describe, expect, it } from 'vitest'
import { Avg, Count, IntegrityError, Max, Min, Sum } from 'orm-runtime'
import { openShop, queries } from './open-shop.ts'
import { Order, Product, User } from './shop-models.ts'

await openShop()

/** Calls that mean the same in both worlds, and what they answer. */
const cases: Record<string, [sync: () => unknown, async: () => Promise<unknown>, answer: unknown]> = {
  get: [() => User.objects.get({ id: 2 }).email, async () => (await User.objects.aget({ id: 2 })).email, 'bob@x.org'],
  'get, of a queryset': [
    () => User.objects.filter({ active: false }).get().id,
    async () => (await User.objects.filter({ active: false }).aget()).id,
    2,
  ],
  first: [
    () => Product.objects.filter({ price__gt: 100 }).first()?.id,
    async () => (await Product.objects.filter({ price__gt: 100 }).afirst())?.id,
    2,
  ],
  'first, ordered': [
    () => Product.objects.orderBy('-id').first()?.id,
    async () => (await Product.objects.orderBy('-id').afirst())?.id,
    3,
  ],
  'first of none': [() => Product.objects.none().first(), async () => Product.objects.none().afirst(), undefined],
  count: [() => Order.objects.count(), () => Order.objects.acount(), 4],
  'count of a slice': [() => Order.objects.slice(1, 3).count(), () => Order.objects.slice(1, 3).acount(), 2],
  exists: [
    () => Order.objects.filter({ note: 'no' }).exists(),
    () => Order.objects.filter({ note: 'no' }).aexists(),
    false,
  ],
  aggregate: [
    () => Product.objects.aggregate({ n: Count(), sum: Sum('price'), mean: Avg('price'), min: Min('price') }),
    () => Product.objects.aaggregate({ n: Count(), sum: Sum('price'), mean: Avg('price'), min: Min('price') }),
    { n: 3, sum: 1250, mean: 1250 / 3, min: 100 },
  ],
  'aggregate across a foreign key, nulls not counted': [
    () => Order.objects.aggregate({ notes: Count('note'), sum: Sum('product__price'), last: Max('createdAt') }),
    () => Order.objects.aaggregate({ notes: Count('note'), sum: Sum('product__price'), last: Max('createdAt') }),
    { notes: 2, sum: 1350, last: new Date(Date.UTC(2026, 0, 4, 12, 30, 15, 123)) },
  ],
  'aggregate of no rows': [
    () => Order.objects.none().aggregate({ n: Count(), last: Max('createdAt'), mean: Avg('id') }),
    () => Order.objects.none().aaggregate({ n: Count(), last: Max('createdAt'), mean: Avg('id') }),
    { n: 0, last: null, mean: null },
  ],
  toArray: [
    () => User.objects.toArray().map(({ id }) => id),
    async () => (await User.objects.allAsync()).map(({ id }) => id),
    [1, 2, 3],
  ],
  iteration: [
    () => [...Product.objects.orderBy('id')].map(({ name }) => name),
    async () => {
      const names: string[] = []
      for await (const { name } of Product.objects.orderBy('id')) names.push(name)
      return names
    },
    ['Pen', '100% Ink_pot', 'penknife'],
  ],
  'update answers how many, and takes instances': [
    () => Order.objects.filter({ user__email: 'ada@x.org' }).update({ user: User.objects.get({ id: 3 }), note: null }),
    async () =>
      Order.objects
        .filter({ user__email: 'ada@x.org' })
        .aupdate({ user: await User.objects.aget({ id: 3 }), note: null }),
    2,
  ],
  'delete answers how many': [
    () => Order.objects.filter({ product__name: 'Pen' }).delete(),
    () => Order.objects.filter({ product__name: 'Pen' }).adelete(),
    2,
  ],
  'create, with defaults': [
    () => {
      const { id, ...rest } = Order.objects.create({ userId: 1, product: Product.objects.get({ id: 2 }) })
      return [id > 4, rest]
    },
    async () => {
      const { id, ...rest } = await Order.objects.acreate({ userId: 1, product: await Product.objects.aget({ id: 2 }) })
      return [id > 4, rest]
    },
    [true, { userId: 1, productId: 2, note: null, createdAt: new Date(Date.UTC(2026, 0, 1)) }],
  ],
  'save changes one row': [
    () => {
      const product = Product.objects.get({ id: 1 })
      product.price = 5
      product.save()
      return Product.objects
        .orderBy('id')
        .toArray()
        .map(({ price }) => price)
    },
    async () => {
      const product = await Product.objects.aget({ id: 1 })
      product.price = 5
      await product.asave()
      return (await Product.objects.orderBy('id')).map(({ price }) => price)
    },
    [5, 250, 900],
  ],
  'save inserts a new instance, with the key that it has': [
    () => {
      const product = new Product({ id: 77, name: 'Cap', price: 1 })
      product.save()
      return Product.objects.get({ id: 77 })
    },
    async () => {
      const product = new Product({ id: 77, name: 'Cap', price: 1 })
      await product.asave()
      return Product.objects.aget({ id: 77 })
    },
    { id: 77, name: 'Cap', price: 1 },
  ],
  'delete of an instance': [
    () => {
      Order.objects.get({ id: 1 }).delete()
      return Order.objects.filter({ id: 1 }).exists()
    },
    async () => {
      await (await Order.objects.aget({ id: 1 })).adelete()
      return Order.objects.filter({ id: 1 }).aexists()
    },
    false,
  ],
  'values survive the way there and back': [
    () => Order.objects.get({ id: 3 }),
    () => Order.objects.aget({ id: 3 }),
    { id: 3, userId: 2, productId: 1, note: 'Ärger', createdAt: new Date(Date.UTC(2026, 0, 3, 12, 30, 15, 123)) },
  ],
}

describe.each(Object.entries(cases))('%s', (_name, [sync, async, answer]) => {
  it('blocking', () => {
    expect(plain(sync())).toEqual(answer)
    expect(new Set(queries.map(({ connection }) => connection))).toEqual(new Set(['main']))
  })
  it('asynchronous', async () => {
    expect(plain(await async())).toEqual(answer)
    expect(queries.map(({ connection }) => connection)).not.toContain('main')
  })
})

describe('errors', () => {
  const errors: Record<string, [sync: () => unknown, async: () => Promise<unknown>, type: new () => Error, RegExp]> = {
    'no row': [
      () => User.objects.get({ id: 9 }),
      () => User.objects.aget({ id: 9 }),
      User.DoesNotExist,
      /^User matching query does not exist/,
    ],
    'several rows': [
      () => User.objects.get({ active: true }),
      () => User.objects.aget({ active: true }),
      User.MultipleObjectsReturned,
      /^More than one User/,
    ],
    'a value that is taken': [
      () => User.objects.create({ email: 'ada@x.org' }),
      () => User.objects.acreate({ email: 'ada@x.org' }),
      IntegrityError as never,
      /UNIQUE constraint failed: users\.email\n {2}in: insert into "users"/,
    ],
    'a row that others refer to': [
      () => Product.objects.get({ id: 2 }).delete(),
      async () => (await Product.objects.aget({ id: 2 })).adelete(),
      IntegrityError as never,
      /FOREIGN KEY constraint failed/,
    ],
  }
  it.each(Object.entries(errors))('%s', async (_name, [sync, async, type, message]) => {
    expect(sync).toThrow(type)
    expect(sync).toThrow(message)
    await expect(async()).rejects.toThrow(type)
    await expect(async()).rejects.toThrow(message)
  })

  it('lead back to the program that waited', async () => {
    const error: unknown = await User.objects.acreate({ email: 'ada@x.org' }).catch((reason: unknown) => reason)
    expect(error).toHaveProperty('stack', expect.stringContaining('operations.test.ts'))
  })

  it('belong to their model', () => {
    expect(() => User.objects.get({ id: 9 })).not.toThrow(Product.DoesNotExist)
  })
})

it('sets a relation to null where its row is deleted, if the model says so', () => {
  Order.objects.all().delete()
  Product.objects.get({ id: 1 }).delete()
  expect(User.objects.get({ id: 1 }).favouriteId).toBe(null)
})

/** Without the class, so that an instance can be compared with a literal. */
function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.assign({}, value) : value
}
