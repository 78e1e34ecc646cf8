import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  aatomic,
  atomic,
  gather,
  IntegrityError,
  SynchronousOnlyOperation,
  TransactionClosed,
  TransactionError,
} from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { failureOf, gate } from '../gate.ts'
import { fill } from '../open-shop.ts'
import { models, Product, User } from '../shop-models.ts'

const pen = (price: number) => Product.objects.filter({ id: 1 }).aupdate({ price })
const penPrice = async () => (await Product.objects.aget({ id: 1 })).price
const cap = { name: 'Cap', price: 1 }
const taken = () => User.objects.acreate({ email: 'ada@x.org' })

onEachDatabase({ models }, ({ queries }) => {
  beforeEach(async () => {
    await fill()
    queries.length = 0
  })

  it('a throw rolls back, and is the rejection', async () => {
    const error = new Error('no')
    const block = aatomic(async () => {
      await pen(1)
      await Product.objects.acreate(cap)
      throw error
    })
    expect(await failureOf(block)).toBe(error)
    expect([await penPrice(), await Product.objects.acount()]).toEqual([100, 3])
  })

  it('a nested block rolls back alone, and the outer one commits', async () => {
    await aatomic(async () => {
      await pen(1)
      const nested = aatomic(async () => {
        await pen(2)
        await Product.objects.acreate(cap)
        throw new Error('nested')
      })
      await expect(nested).rejects.toThrow('nested')
      await User.objects.acreate({ email: 'new@x.org' })
    })
    expect([await penPrice(), await Product.objects.acount(), await User.objects.acount()]).toEqual([1, 3, 4])
  })

  it('an SQL error inside a savepoint leaves the outer block as it was', async () => {
    await aatomic(async () => {
      await pen(1)
      await expect(aatomic(taken)).rejects.toThrow(IntegrityError)
      expect(await penPrice()).toBe(1)
      await aatomic(() => Product.objects.acreate(cap))
    })
    expect([await penPrice(), await Product.objects.acount()]).toEqual([1, 4])
  })

  it('a swallowed SQL error commits nothing, though the server would answer COMMIT', async () => {
    const block = aatomic(async () => {
      await pen(1)
      await taken().catch(() => undefined)
    })
    await expect(block).rejects.toThrow('Nothing was committed')
    expect(await penPrice()).toBe(100)
  })

  it.each(['commit', 'rollback'])('a straggler after %s is refused and never reaches the database', async (end) => {
    let late: Promise<unknown> = Promise.resolve()
    const block = aatomic(async () => {
      await pen(1)
      late = sleep(20).then(() => pen(2))
      if (end === 'rollback') throw new Error('undo')
    })
    await block.catch(() => undefined)
    expect(await failureOf(late)).toBeInstanceOf(TransactionClosed)
    expect(await penPrice()).toBe(end === 'commit' ? 1 : 100)
    expect(queries.filter(({ sql }) => sql.startsWith('update'))).toHaveLength(1)
  })

  it('Promise.all with one failure leaves nothing half-written', async () => {
    const block = aatomic(() =>
      Promise.all([
        pen(1),
        taken(),
        Product.objects.acreate(cap),
        Product.objects.filter({ id: 2 }).aupdate({ price: 2 }),
      ]),
    )
    await expect(block).rejects.toThrow(IntegrityError)
    expect([await penPrice(), await Product.objects.acount()]).toEqual([100, 3])
    expect((await Product.objects.aget({ id: 2 })).price).toBe(250)
  })

  it('a stream inside a transaction sees its writes, and lets the loop write', async () => {
    await aatomic(async () => {
      await pen(1)
      for await (const product of Product.objects.orderBy('id')) {
        await Product.objects.filter({ id: product.id }).aupdate({ price: product.price + 1 })
      }
    })
    const prices = (await Product.objects.orderBy('id')).map(({ price }) => price)
    expect(prices).toEqual([2, 251, 901])
  })

  it('a stream that a block leaves open is in flight, and nothing is committed', async () => {
    const block = aatomic(async () => {
      await pen(1)
      await Product.objects.all()[Symbol.asyncIterator]().next()
    })
    await expect(block).rejects.toThrow('still in flight')
    expect(await penPrice()).toBe(100)
  })

  it('20 transactions at once, half of them throwing, are exactly 10 commits', async () => {
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        aatomic(async () => {
          await Product.objects.acreate({ name: `number ${n}`, price: n })
          await sleep(1)
          if (n % 2 === 1) throw new Error(`block ${n}`)
        }),
      ),
    )
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    const names = (await Product.objects.filter({ name__startsWith: 'number' }).orderBy('price')).map(
      ({ price }) => price,
    )
    expect(names).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18])
  })

  it('nested blocks at once are savepoints one after the other', async () => {
    await aatomic(async () => {
      const nested = Array.from({ length: 6 }, (_, n) =>
        aatomic(async () => {
          await pen((await penPrice()) + 1)
          await sleep(1)
          if (n % 2 === 1) throw new Error('undo')
        }),
      )
      await Promise.allSettled(nested)
    })
    expect(await penPrice()).toBe(103)
  })

  describe('a blocking call', () => {
    it('throws inside an open asynchronous transaction, whatever the environment says', async () => {
      process.env['ORM_ALLOW_ASYNC_UNSAFE'] = '1'
      try {
        const block = aatomic(async () => {
          await pen(1)
          return Product.objects.count()
        })
        await expect(block).rejects.toThrow(SynchronousOnlyOperation)
      } finally {
        delete process.env['ORM_ALLOW_ASYNC_UNSAFE']
      }
    })

    it('that writes throws at once while one is open elsewhere, and reads what was committed', async () => {
      const [begun, end] = [gate(), gate()]
      const block = aatomic(async () => {
        await pen(1)
        begun.open()
        await end.opened
      })
      await begun.opened
      expect(() => Product.objects.create(cap)).toThrow(TransactionError)
      expect(() => atomic(() => 1)).toThrow(/while the transaction opened at transactions\.test\.ts:\d+ is open/)
      expect(Product.objects.get({ id: 1 }).price).toBe(100)
      end.open()
      await block
      expect(Product.objects.create(cap).price).toBe(1)
    })
  })

  it('queries sent at once in a block run on its connection, one after the other', async () => {
    await aatomic(() => gather(...[1, 2, 3, 4].map((price) => () => pen(price))))
    expect(await penPrice()).toBe(4)
    const updates = queries.filter(({ sql }) => sql.startsWith('update'))
    expect(new Set(updates.map(({ connection }) => connection)).size).toBe(1)
  })
})
