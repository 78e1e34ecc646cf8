import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { aatomic, asyncContext, onCommit, TransactionClosed } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { failureOf, gate } from '../gate.ts'
import { fill } from '../open-shop.ts'
import { models, Product } from '../shop-models.ts'

const pen = (price: number) => Product.objects.filter({ id: 1 }).aupdate({ price })
const penPrice = async () => (await Product.objects.aget({ id: 1 })).price
const reason = new Error('gone')

onEachDatabase({ models }, () => {
  beforeEach(fill)

  describe('a block that is aborted', () => {
    it('rejects at once with the reason, is rolled back, and refuses what its callback sends later', async () => {
      const controller = new AbortController()
      const [wrote, goOn] = [gate(), gate()]
      let late: Promise<unknown> = Promise.resolve()
      const block = aatomic(
        async () => {
          await pen(1)
          wrote.open()
          await goOn.opened
          late = pen(2)
          await late.catch(() => undefined)
        },
        { signal: controller.signal },
      )
      await wrote.opened
      controller.abort(reason)
      expect(await failureOf(block)).toBe(reason)
      goOn.open()
      await sleep(1)
      expect(await failureOf(late)).toBe(reason)
      await aatomic(() => undefined)
      expect(await penPrice()).toBe(100)
    })

    it('never begins where the signal has aborted before', async () => {
      let begun = false
      const block = aatomic(() => void (begun = true), { signal: AbortSignal.abort(reason) })
      expect([await failureOf(block), begun]).toEqual([reason, false])
    })

    it('is undone by the signal of the context, and by a timeout', async () => {
      const controller = new AbortController()
      const request = asyncContext(
        () =>
          aatomic(async () => {
            await pen(1)
            controller.abort(reason)
            await pen(2)
          }),
        { signal: controller.signal },
      )
      expect(await failureOf(request)).toBe(reason)
      const late = aatomic(() => pen(3).then(() => new Promise(() => undefined)), { signal: AbortSignal.timeout(50) })
      expect(await failureOf(late)).toHaveProperty('name', 'TimeoutError')
      await aatomic(() => undefined)
      expect(await penPrice()).toBe(100)
    })

    it('that is nested undoes itself only', async () => {
      const controller = new AbortController()
      await aatomic(async () => {
        await pen(1)
        const nested = aatomic(
          async () => {
            await pen(2)
            controller.abort(reason)
            await sleep(1_000, undefined, { ref: false })
          },
          { signal: controller.signal },
        )
        expect(await failureOf(nested)).toBe(reason)
        expect(await penPrice()).toBe(1)
      })
      expect(await penPrice()).toBe(1)
    })

    it('is not undone by an abort that comes after its commit, and calls onCommit', async () => {
      const controller = new AbortController()
      const called: number[] = []
      await aatomic(
        async () => {
          await pen(4)
          onCommit(() => controller.abort(reason))
          onCommit(async () => void called.push(await penPrice()))
        },
        { signal: controller.signal },
      )
      expect(called).toEqual([4])
    })
  })

  it('a query that is aborted inside breaks its block', async () => {
    const controller = new AbortController()
    const block = aatomic(async () => {
      await pen(1)
      const aborted = Product.objects.aget({ id: 2 }, { signal: controller.signal })
      controller.abort(reason)
      expect(await failureOf(aborted)).toBe(reason)
    })
    // One that was not sent yet has done nothing.
    await block.catch((error: unknown) => expect(error).toHaveProperty('name', 'TransactionBroken'))
  })

  it('a query that is sent after the block has ended is refused in every database', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await aatomic(async () => {
      late = sleep(10).then(() => pen(1))
    })
    expect(await failureOf(late)).toBeInstanceOf(TransactionClosed)
    expect(await penPrice()).toBe(100)
  })
})
