import { deserialize, serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import {
  aatomic,
  asyncContext,
  cachedQuery,
  DatabaseError,
  invalidate,
  memoryStore,
  UsageError,
  type CacheStore,
} from 'orm-runtime'
import { inContext } from '../../dist/execute/context.js'
import { openShop, queries } from '../open-shop.ts'
import { Order, Product, User } from '../shop-models.ts'

await openShop()

const minute = () => ({ ttl: 60_000, store: memoryStore() })
const count = () => queries.length

describe('the rows', () => {
  it('are asked for once, and are instances of each caller', async () => {
    const options = minute()
    const first = await cachedQuery(Product.objects.orderBy('id'), options)
    const second = await cachedQuery(Product.objects.orderBy('id'), options)
    expect(count()).toBe(1)
    expect(second).toEqual(await Product.objects.orderBy('id'))
    expect(second[0]).toBeInstanceOf(Product)
    expect(second[0]).not.toBe(first[0])
    first[0]!.name = 'changed'
    first.pop()
    expect((await cachedQuery(Product.objects.orderBy('id'), options)).map(({ name }) => name)).toEqual([
      'Pen',
      '100% Ink_pot',
      'penknife',
    ])
  })

  it('keep dates, related instances and what can be done with them', async () => {
    const options = minute()
    const orders = () => cachedQuery(Order.objects.filter({ id: 1 }).selectRelated('user'), options)
    const [first] = await orders()
    const [second] = await orders()
    expect(count()).toBe(1)
    expect(second!.createdAt).toEqual(first!.createdAt)
    expect(second!.createdAt).not.toBe(first!.createdAt)
    expect(second!.user.label()).toBe('<ada@x.org>')
    expect(second!.user).not.toBe(first!.user)
    second!.note = 'saved'
    await second!.asave()
    expect((await Order.objects.aget({ id: 1 })).note).toBe('saved')
  })

  it('of other queries are others, unless a key names them', async () => {
    const options = minute()
    await cachedQuery(User.objects.filter({ id: 1 }), options)
    expect((await cachedQuery(User.objects.filter({ id: 2 }), options))[0]?.id).toBe(2)
    expect(count()).toBe(2)
    await cachedQuery(User.objects.filter({ id: 3 }), { ...options, key: 'one user' })
    expect((await cachedQuery(User.objects.filter({ id: 3 }), { ...options, key: 'one user' }))[0]?.id).toBe(3)
    expect(count()).toBe(3)
  })

  it('are asked for anew when their time is over', async () => {
    const options = { ttl: 20, store: memoryStore() }
    await cachedQuery(User.objects.all(), options)
    await new Promise((resolve) => setTimeout(resolve, 40))
    await cachedQuery(User.objects.all(), options)
    expect(count()).toBe(2)
  })

  it('that are none are cached too', async () => {
    const options = minute()
    for (let n = 0; n < 2; n++) expect(await cachedQuery(User.objects.filter({ id: 99 }), options)).toEqual([])
    expect(count()).toBe(1)
  })
})

describe('callers at the same time', () => {
  it('share one execution, and get instances of their own', async () => {
    const options = minute()
    const all = await Promise.all([1, 2, 3].map(() => cachedQuery(User.objects.all(), options)))
    expect(count()).toBe(1)
    expect(new Set(all.map(([user]) => user)).size).toBe(3)
  })

  it('share a rejection, which is not kept', async () => {
    const options = minute()
    const failing = Order.objects.filter({ note__regex: '(' })
    const attempts = await Promise.allSettled([cachedQuery(failing, options), cachedQuery(failing, options)])
    expect(attempts.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(count()).toBe(1)
    await expect(cachedQuery(failing, options)).rejects.toThrow(DatabaseError)
    expect(count()).toBe(2)
  })

  it('go on where the first of them aborts', async () => {
    const options = minute()
    const controller = new AbortController()
    const ask = () => cachedQuery(User.objects.all(), options)
    const first = inContext({ asynchronous: true, signal: controller.signal }, ask)
    const second = asyncContext(ask)
    controller.abort(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    expect(await second).toHaveLength(3)
    expect(count()).toBe(1)
  })
})

describe('invalidate', () => {
  it('forgets what was read of a model, also through a relation, and nothing else', async () => {
    const options = minute()
    const ask = async () => {
      await cachedQuery(User.objects.all(), options)
      await cachedQuery(Order.objects.selectRelated('user'), options)
      await cachedQuery(Product.objects.all(), options)
      return count()
    }
    expect(await ask()).toBe(3)
    expect(await ask()).toBe(3)
    await invalidate(User, options.store)
    expect(await ask()).toBe(5)
    await invalidate([User, Product], options.store)
    expect(await ask()).toBe(8)
  })

  it('while a query runs keeps its rows from those who ask later', async () => {
    const options = minute()
    const early = cachedQuery(Product.objects.all(), options)
    await Product.objects.acreate({ id: 4, name: 'Cap', price: 1 })
    await invalidate(Product, options.store)
    expect(await cachedQuery(Product.objects.all(), options)).toHaveLength(4)
    await early
    expect(await cachedQuery(Product.objects.all(), options)).toHaveLength(4)
  })
})

it('leaves transactions alone: they see their own rows, and fill nothing', async () => {
  const options = minute()
  await cachedQuery(Product.objects.all(), options)
  await aatomic(async () => {
    await Product.objects.filter({ id: 1 }).adelete()
    expect(await cachedQuery(Product.objects.all(), options)).toHaveLength(2)
    throw new Error('roll back')
  }).catch(() => undefined)
  expect(await cachedQuery(Product.objects.all(), options)).toHaveLength(3)
})

it('stores plain values, which a store outside of the process can serialize', async () => {
  const bytes = new Map<string, Buffer>()
  const store: CacheStore = {
    get: async (key) => {
      const found = bytes.get(key)
      return found && (deserialize(found) as unknown)
    },
    set: async (key, value) => void bytes.set(key, serialize(value)),
    delete: async (key) => bytes.delete(key),
  }
  const ask = () => cachedQuery(Order.objects.selectRelated('user', 'product').orderBy('id'), { ttl: 1000, store })
  await ask()
  expect((await ask()).map(({ product, user }) => [product.name, user.label()])).toContainEqual(['Pen', '<ada@x.org>'])
  expect(count()).toBe(1)
})

it('keeps the keys that were used last, as many as it may', () => {
  const store = memoryStore({ max: 2 })
  for (const key of ['a', 'b']) store.set(key, key)
  store.get('a')
  store.set('c', 'c')
  expect(['a', 'b', 'c'].map((key) => store.get(key))).toEqual(['a', undefined, 'c'])
  store.delete('a')
  expect(store.get('a')).toBeUndefined()
})

it('refuses a promise, and no time', async () => {
  await expect(cachedQuery(Product.objects.acount(), minute())).rejects.toThrow(UsageError)
  await expect(cachedQuery(Product.objects.all(), { ttl: 0 })).rejects.toThrow('ttl: 0')
})
