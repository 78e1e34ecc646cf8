import { beforeEach, describe, expect, it } from 'vitest'
import { aatomic, atomic, DatabaseError, TransactionBroken, TransactionError, UsageError } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { fill } from '../open-shop.ts'
import { models, Product, User } from '../shop-models.ts'

const pen = (price: number) => Product.objects.filter({ id: 1 }).aupdate({ price })
const penPrice = async () => (await Product.objects.aget({ id: 1 })).price

onEachDatabase({ models }, ({ name, queries }) => {
  beforeEach(async () => {
    await fill()
    queries.length = 0
  })

  const firstWords = () => queries.map(({ sql }) => sql.split(' ').slice(0, 2).join(' '))

  describe('durable', () => {
    it('refuses to be nested, in both halves, and commits alone', async () => {
      expect(await aatomic(() => pen(3), { durable: true })).toBe(1)
      const nested = aatomic(() => aatomic(() => pen(4), { durable: true }))
      await expect(nested).rejects.toThrow(TransactionError)
      expect(() => atomic(() => atomic(() => 1, { durable: true }))).toThrow('A durable block is inside another one')
      expect(await penPrice()).toBe(3)
    })
  })

  const outermostOnly = [{ isolation: 'serializable' }, { readOnly: true }, { retries: 1 }] as const
  it.each(outermostOnly)('%o is refused in a nested block', async (options) => {
    await expect(aatomic(() => aatomic(() => 1, options))).rejects.toThrow(UsageError)
    expect(() => atomic(() => atomic(() => 1, options))).toThrow(UsageError)
  })

  it.each([-1, 1.5, Number.NaN])('%s retries are refused', async (retries) => {
    await expect(aatomic(() => 1, { retries })).rejects.toThrow(UsageError)
    expect(() => atomic(() => 1, { retries })).toThrow(UsageError)
  })

  describe('savepoint: false', () => {
    it('is part of the block around it, which its failure breaks', async () => {
      const swallowed = aatomic(async () => {
        await pen(1)
        await aatomic(
          async () => {
            await pen(2)
            throw new Error('inner')
          },
          { savepoint: false },
        ).catch(() => undefined)
      })
      await expect(swallowed).rejects.toThrow(TransactionBroken)
      expect(firstWords().filter((words) => words.startsWith('savepoint'))).toEqual([])
      expect(await penPrice()).toBe(100)
    })

    it('is committed with the block around it', async () => {
      await aatomic(() => aatomic(() => pen(6), { savepoint: false }))
      expect(await penPrice()).toBe(6)
    })

    it('does the same on the calling thread', () => {
      const change = (price: number) => Product.objects.filter({ id: 1 }).update({ price })
      const swallowed = () =>
        atomic(() => {
          const inner = () =>
            atomic(
              () => {
                change(2)
                throw new Error('inner')
              },
              { savepoint: false },
            )
          expect(inner).toThrow('inner')
        })
      expect(swallowed).toThrow(TransactionBroken)
      atomic(() => atomic(() => change(7), { savepoint: false }))
      expect(Product.objects.get({ id: 1 }).price).toBe(7)
    })
  })

  describe('readOnly', () => {
    it('reads, and the database refuses writes', async () => {
      expect(await aatomic(() => User.objects.acount(), { readOnly: true })).toBe(3)
      expect(atomic(() => User.objects.count(), { readOnly: true })).toBe(3)
      // SQLite's reading connections write as well; the block is a snapshot of one moment.
      if (name === 'sqlite') return
      await expect(aatomic(() => pen(1), { readOnly: true })).rejects.toThrow(DatabaseError)
    })

    it('sees one moment of the database, where it asks for that', async () => {
      const prices = await aatomic(
        async () => {
          const before = await penPrice()
          const elsewhere = AsyncOutside.run(() => pen(9))
          await elsewhere
          return [before, await penPrice()]
        },
        { readOnly: true, isolation: 'repeatable read' },
      )
      expect(prices).toEqual([100, 100])
      expect(await penPrice()).toBe(9)
    })
  })

  it('sets the isolation level that it is given', async () => {
    await aatomic(() => pen(1), { isolation: 'serializable' })
    const said = queries.some(({ sql }) => sql.includes('isolation level serializable'))
    // SQLite has no other.
    expect(said).toBe(name !== 'sqlite')
  })
})

/** Code that began outside of all transactions, as another request does. */
const AsyncOutside = {
  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => queue.push(() => work().then(resolve, reject)))
  },
}
const queue: (() => void)[] = []
setInterval(() => {
  for (const work of queue.splice(0)) work()
}, 1).unref()
