import { beforeEach, describe, expect, it } from 'vitest'
import { aatomic, Deadlock, onCommit, SerializationFailure } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { failureOf, gate } from '../gate.ts'
import { fill } from '../open-shop.ts'
import { models, Product, User } from '../shop-models.ts'

const price = (id: number, to: number) => Product.objects.filter({ id }).aupdate({ price: to })

onEachDatabase({ models }, ({ name }) => {
  beforeEach(fill)

  // SQLite has one writing transaction at a time, which waits for nothing but its turn.
  describe.skipIf(name === 'sqlite')('two transactions that wait for each other', () => {
    it('both succeed where they may be tried again, and call onCommit once', async () => {
      const called: string[] = []
      let attempts = 0
      const gates = [gate(), gate()] as const
      const move = (own: 0 | 1, first: number, second: number) =>
        aatomic(
          async () => {
            attempts++
            onCommit(() => void called.push(`block ${own}`))
            await price(first, 10 + own)
            gates[own].open()
            await gates[own === 0 ? 1 : 0].opened
            await price(second, 20 + own)
          },
          { retries: 3 },
        )
      await Promise.all([move(0, 1, 2), move(1, 2, 1)])
      expect(attempts).toBeGreaterThan(2)
      expect(called.toSorted()).toEqual(['block 0', 'block 1'])
    })

    it('end with a Deadlock for one of them without retries', async () => {
      const gates = [gate(), gate()] as const
      const move = (own: 0 | 1, first: number, second: number) =>
        aatomic(async () => {
          await price(first, 10 + own)
          gates[own].open()
          await gates[own === 0 ? 1 : 0].opened
          await price(second, 20 + own)
        })
      const settled = await Promise.allSettled([move(0, 1, 2), move(1, 2, 1)])
      const failed = settled.filter((one) => one.status === 'rejected')
      expect(failed).toHaveLength(1)
      expect(failed[0]?.reason).toBeInstanceOf(Deadlock)
    })
  })

  describe.skipIf(name !== 'postgres')('serialisation failures', () => {
    it('are tried again, also where COMMIT finds them', async () => {
      let attempts = 0
      const both = gate()
      const skew = (from: string, to: number) =>
        aatomic(
          async () => {
            attempts++
            await User.objects.filter({ email: from }).acount()
            if (attempts === 2) both.open()
            await both.opened
            await Product.objects.filter({ id: to }).aupdate({ price: await Product.objects.acount() })
            await User.objects.filter({ id: to }).aupdate({ email: `${to}@z.org` })
          },
          { isolation: 'serializable', retries: 5 },
        )
      await Promise.all([skew('2@z.org', 1), skew('1@z.org', 2)])
      expect(attempts).toBeGreaterThan(2)
    })
  })

  it('are for such failures only', async () => {
    let attempts = 0
    const error = new Error('mine')
    const block = aatomic(
      () => {
        attempts++
        throw error
      },
      { retries: 3 },
    )
    expect([await failureOf(block), attempts]).toEqual([error, 1])
  })

  it('see the failure behind an error that the program wrapped it in', async () => {
    let attempts = 0
    const failure = new SerializationFailure({ message: 'again', driverCode: '40001', sql: 'select 1' })
    const block = aatomic(
      () => {
        if (++attempts < 3) throw new Error('could not order', { cause: failure })
        return attempts
      },
      { retries: 3 },
    )
    expect(await block).toBe(3)
  })
})
