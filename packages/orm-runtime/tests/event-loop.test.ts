import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { aatomic, atomic, gather } from 'orm-runtime'
import { openShop } from './open-shop.ts'
import { Order, Product, User } from './shop-models.ts'

await openShop({ timeout: 5000 })

/** Real work for SQLite: an EXISTS over all pairs of orders, hundreds of milliseconds for 1,200 of them. */
const slow = () =>
  Order.objects.filter({ user__orders__note__contains: 'no such note', user__orders__product__name__contains: 'zzz' })

function manyOrders(count: number) {
  atomic(() => {
    for (let n = 0; n < count; n++) Order.objects.create({ userId: 3, productId: 3, note: `note ${n} `.repeat(20) })
  })
}

it('never waits for an asynchronous query, and does wait for a blocking one', async () => {
  manyOrders(1200)
  await slow().slice(0, 1).acount()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const longest = async (work: () => Promise<unknown>) => {
    delay.reset()
    delay.enable()
    await sleep(20)
    const started = performance.now()
    await work()
    const took = performance.now() - started
    await sleep(20)
    delay.disable()
    return { took, stall: delay.max / 1e6 }
  }
  const waiting = await longest(() => slow().acount())
  const blocking = await longest(async () => slow().count())
  expect(waiting.took).toBeGreaterThan(150)
  expect(waiting.stall).toBeLessThan(waiting.took / 3)
  expect(blocking.stall).toBeGreaterThan(blocking.took * 0.8)
})

it('answers quick queries while a slow one runs on another reader, and while a block is open', async () => {
  manyOrders(1200)
  // Both readers have started.
  await gather(
    () => Product.objects.acount(),
    () => Product.objects.acount(),
  )
  let done = false
  const long = slow()
    .acount()
    .then(() => (done = true))
  await sleep(10)
  expect(await Product.objects.acount()).toBe(3)
  expect(done).toBe(false)
  await long
  await aatomic(async () => {
    await User.objects.acreate({ email: 'new' })
    const outside = new Promise((resolve) => setImmediate(resolve))
    await outside
    expect(await User.objects.acount()).toBe(4)
  })
})

it('brings large results in chunks, in their order, all of them', async () => {
  manyOrders(2600)
  const query = () => Order.objects.orderBy('id')
  const awaited = (await query()).map(({ id }) => id)
  const streamed: number[] = []
  for await (const { id } of query()) streamed.push(id)
  expect(awaited).toHaveLength(2604)
  expect(streamed).toEqual(awaited)
  expect(
    query()
      .toArray()
      .map(({ id }) => id),
  ).toEqual(awaited)
})

it('answers many queries at once, each its own', async () => {
  const ids = Array.from({ length: 300 }, (_, n) => 1 + (n % 3))
  const found = await gather(...ids.map((id) => () => Product.objects.aget({ id })))
  expect(found.map(({ id }) => id)).toEqual(ids)
})
