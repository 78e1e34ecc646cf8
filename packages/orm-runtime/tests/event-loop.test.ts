import { expect, it } from 'vitest'
import { aatomic, atomic, gather } from 'orm-runtime'
import { openShop, queries } from './open-shop.ts'
import { Order, Product, User } from './shop-models.ts'

await openShop({ timeout: 5000 })

/** Real work for SQLite, hundreds of milliseconds: the pattern nearly matches everywhere in each of three notes. */
const slow = () => Order.objects.filter({ note__icontains: `${'a'.repeat(2000)}b` })

function longNotes() {
  for (let n = 0; n < 3; n++) Order.objects.create({ userId: 3, productId: 3, note: 'a'.repeat(20_000) })
}

function manyOrders(count: number) {
  atomic(() => {
    for (let n = 0; n < count; n++) Order.objects.create({ userId: 3, productId: 3, note: `note ${n} `.repeat(20) })
  })
}

/** How often the event loop turns until the work is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let done = false
  const turn = () => {
    if (done) return
    turns += 1
    setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  done = true
  return turns
}

it('turns while an asynchronous query runs, and not while a blocking one does', async () => {
  longNotes()
  await Order.objects.acount()
  // A query that ran on this thread would let it turn once or twice, on its way there and back.
  expect(await turnsDuring(() => slow().acount())).toBeGreaterThan(20)
  expect(await turnsDuring(async () => slow().count())).toBe(0)
})

it('answers a quick query while a slow one runs, on another reader', async () => {
  longNotes()
  // Both readers have started.
  await gather(
    () => Product.objects.acount(),
    () => Product.objects.acount(),
  )
  queries.length = 0
  await gather(
    () => slow().acount(),
    () => Product.objects.acount(),
  )
  const [quick, long] = queries
  expect([quick?.sql, long?.sql]).toEqual([
    'select count(*) as "value" from "products" as "t0"',
    expect.stringContaining(' like '),
  ])
  expect(quick?.connection).not.toBe(long?.connection)
})

it('answers queries while a block is open, without what the block wrote', async () => {
  const block = openBlock()
  await block.written
  expect(await User.objects.acount()).toBe(3)
  block.end()
  await block.closed
  expect(await User.objects.acount()).toBe(4)
})

/** A transaction that wrote a user and waits to be ended. */
function openBlock() {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  let closed: Promise<void> = Promise.resolve()
  const written = new Promise<void>((resolve) => {
    closed = aatomic(async () => {
      await User.objects.acreate({ email: 'new' })
      resolve()
      await ended
    })
  })
  return { written, end, closed }
}

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
