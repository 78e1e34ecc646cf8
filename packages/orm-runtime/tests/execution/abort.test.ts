import { getEventListeners } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { asyncContext, type CallOptions } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { failureOf } from '../gate.ts'
import { fill } from '../open-shop.ts'
import { models, Order, Product, User } from '../shop-models.ts'

const reason = new Error('the client has gone')

/** Each way to send a query. */
const calls: Record<string, (options?: CallOptions) => PromiseLike<unknown>> = {
  aget: (options) => User.objects.aget({ id: 1 }, options),
  'aget of a query': (options) => User.objects.filter({ active: true }).aget({ id: 1 }, options),
  afirst: (options) => User.objects.orderBy('id').afirst(options),
  acount: (options) => User.objects.acount(options),
  aexists: (options) => User.objects.aexists(options),
  allAsync: (options) => User.objects.allAsync(options),
  toArrayAsync: (options) => User.objects.all().toArrayAsync(options),
  acreate: (options) => User.objects.acreate({ email: 'new@x.org' }, options),
  aupdate: (options) => Product.objects.filter({ id: 1 }).aupdate({ price: 1 }, options),
  adelete: (options) => Order.objects.filter({ id: 1 }).adelete(options),
  asave: (options) => new Product({ name: 'Cap', price: 1 }).asave(options),
}

onEachDatabase({ models }, ({ queries }) => {
  beforeEach(async () => {
    await fill()
    queries.length = 0
  })

  it.each(Object.entries(calls))('%s is not sent where its signal has aborted', async (_, call) => {
    expect(await failureOf(call({ signal: AbortSignal.abort(reason) }))).toBe(reason)
    expect(queries).toEqual([])
  })

  it.each(Object.entries(calls))('%s is not sent where its context has aborted', async (_, call) => {
    const request = asyncContext(() => call(), { signal: AbortSignal.abort(reason) })
    expect(await failureOf(request)).toBe(reason)
    expect(queries).toEqual([])
  })

  it.each(Object.entries(calls))('%s rejects as soon as its signal aborts', async (_, call) => {
    const controller = new AbortController()
    const sent = call({ signal: controller.signal })
    controller.abort(reason)
    expect(await failureOf(sent)).toBe(reason)
  })

  it.each(Object.entries(calls))(
    '%s answers under a signal that does not abort, and listens no longer',
    async (_, call) => {
      const { signal } = new AbortController()
      await call({ signal })
      expect(getEventListeners(signal, 'abort')).toEqual([])
    },
  )

  describe('rows that several wait for', () => {
    const query = () => Product.objects.orderBy('id')

    it('come for those who have not aborted, of one execution', async () => {
      const shared = query()
      const controller = new AbortController()
      const first = shared.toArrayAsync({ signal: controller.signal })
      const second = shared.toArrayAsync({ signal: new AbortController().signal })
      controller.abort(reason)
      expect(await failureOf(first)).toBe(reason)
      expect(await second).toHaveLength(3)
      expect(queries).toHaveLength(1)
    })

    it('are not fetched for nobody: the next one who asks begins anew', async () => {
      const shared = query()
      const controllers = [new AbortController(), new AbortController()]
      const aborted = controllers.map(({ signal }) => shared.toArrayAsync({ signal }))
      for (const controller of controllers) controller.abort(reason)
      const next = shared.toArrayAsync()
      for (const one of aborted) expect(await failureOf(one)).toBe(reason)
      expect(await next).toHaveLength(3)
    })

    it('are not lost with the context of the one who asked first', async () => {
      const shared = query()
      const controller = new AbortController()
      const request = asyncContext(() => shared.toArrayAsync(), { signal: controller.signal })
      const other = shared.toArrayAsync()
      controller.abort(reason)
      expect(await failureOf(request)).toBe(reason)
      expect(await other).toHaveLength(3)
      expect(queries).toHaveLength(1)
    })

    it('are each caller’s own instances', async () => {
      const shared = query()
      const [first, second] = await Promise.all([shared, shared])
      expect(first[0]).not.toBe(second[0])
      expect(first).toEqual(second)
    })
  })

  describe('a stream', () => {
    it('ends with the reason where its context aborts between two rows, and frees its connection', async () => {
      for (let round = 0; round < 8; round++) {
        const controller = new AbortController()
        let rows = 0
        const loop = asyncContext(
          async () => {
            for await (const { id } of Product.objects.orderBy('id')) {
              rows += id
              controller.abort(reason)
              await User.objects.acount()
            }
          },
          { signal: controller.signal },
        )
        expect(await failureOf(loop)).toBe(reason)
        expect(rows).toBe(1)
      }
      expect(await Product.objects.acount()).toBe(3)
    })

    it('is not opened where the context has aborted', async () => {
      const loop = asyncContext(
        async () => {
          for await (const _ of Product.objects.all()) throw new Error('a row came')
        },
        { signal: AbortSignal.abort(reason) },
      )
      expect(await failureOf(loop)).toBe(reason)
    })
  })
})
