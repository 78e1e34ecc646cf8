import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aatomic, close, connect, ConnectionLost, connectionState, createTables, sqlite } from 'orm-runtime'
import { failureOf, gate } from '../gate.ts'
import { fill } from '../open-shop.ts'
import { models, Order, Product } from '../shop-models.ts'

const directory = await mkdtemp(join(tmpdir(), 'orm-runtime-'))
afterAll(() => rm(directory, { recursive: true }))
const pen = (price: number) => Product.objects.filter({ id: 1 }).aupdate({ price })
const penPrice = async () => (await Product.objects.aget({ id: 1 })).price
const reason = new Error('gone')
/** The worker threads of the running test. */
const threads: Worker[] = []
process.on('worker', (worker) => threads.push(worker))

/** Hundreds of milliseconds of real work: the pattern nearly matches everywhere in a long note. */
const slow = () => Order.objects.filter({ note__icontains: `${'a'.repeat(2_000)}b` })

describe('on a SQLite file', () => {
  beforeEach(async () => {
    threads.length = 0
    await connect({ default: sqlite(join(directory, 'faults.db')), models })
    await createTables()
    await fill()
    for (let n = 0; n < 3; n++) await Order.objects.acreate({ userId: 3, productId: 3, note: 'a'.repeat(20_000) })
  })
  afterEach(close)

  it('an abort during a query rejects before the statement has ended', async () => {
    const controller = new AbortController()
    const order: string[] = []
    const ended = slow()
      .acount()
      .then(() => order.push('the same query'))
    const aborted = failureOf(slow().acount({ signal: controller.signal })).then((error) => {
      order.push('the abort')
      return error
    })
    setTimeout(() => controller.abort(reason), 20)
    expect(await aborted).toBe(reason)
    await ended
    expect(order).toEqual(['the abort', 'the same query'])
  })

  it('an abort during a transaction’s statement rejects at once, and the block is rolled back behind it', async () => {
    const controller = new AbortController()
    const begun = gate()
    const block = failureOf(
      aatomic(
        async () => {
          await pen(1)
          begun.open()
          await slow().aupdate({ note: null })
        },
        { signal: controller.signal },
      ),
    )
    await begun.opened
    setTimeout(() => controller.abort(reason), 20)
    expect(await block).toBe(reason)
    // The connection is still with the statement that runs to its end.
    expect(connectionState()['default']?.holders).toHaveLength(1)
    await aatomic(() => pen(3))
    expect(await penPrice()).toBe(3)
    expect(await Order.objects.filter({ note__startsWith: 'aaa' }).acount()).toBe(3)
  })

  it('worker threads that die fail their queries clearly, and are replaced', async () => {
    const lost = [failureOf(slow().acount()), failureOf(aatomic(() => slow().aupdate({ note: null })))]
    await new Promise((resolve) => setTimeout(resolve, 20))
    await Promise.all(threads.map((thread) => thread.terminate()))
    for (const failure of await Promise.all(lost)) expect(failure).toBeInstanceOf(ConnectionLost)
    expect(await Product.objects.acount()).toBe(3)
    await aatomic(() => pen(3))
    expect(await penPrice()).toBe(3)
  })

  it('close() waits for a rollback that goes on behind an abort', async () => {
    const controller = new AbortController()
    const block = failureOf(aatomic(() => pen(1), { signal: controller.signal }))
    controller.abort(reason)
    expect(await block).toBe(reason)
    await close()
    await connect({ default: sqlite(join(directory, 'faults.db')), models })
    expect(await penPrice()).toBe(100)
  })

  it('close() lets a transaction end that has begun, with its callbacks', async () => {
    const begun = gate()
    const block = aatomic(async () => {
      await pen(1)
      begun.open()
      await new Promise((resolve) => setTimeout(resolve, 20))
      await pen(2)
    })
    await begun.opened
    const closed = close()
    await expect(Product.objects.acount()).rejects.toThrow('The database is being closed')
    await Promise.all([block, closed])
    await connect({ default: sqlite(join(directory, 'faults.db')), models })
    expect(await penPrice()).toBe(2)
  })
})
