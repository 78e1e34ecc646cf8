import { describe, expect, it } from 'vitest'
import { aatomic, atomic, IntegrityError, TransactionError } from 'orm-runtime'
import { openShop, queries } from './open-shop.ts'
import { Product, User } from './shop-models.ts'

await openShop()

const pen = (price: number) => Product.objects.filter({ id: 1 }).update({ price })
const penPrice = () => Product.objects.get({ id: 1 }).price
const taken = () => User.objects.create({ email: 'ada@x.org' })

describe('atomic', () => {
  it('commits and answers what its callback answers', () => {
    expect(atomic(() => pen(1))).toBe(1)
    expect(queries.map(({ sql }) => sql.split(' ')[0])).toEqual(['begin', 'update', 'commit'])
    expect(penPrice()).toBe(1)
  })

  it('rolls back and throws the callback’s error', () => {
    const error = new Error('no')
    const block = () =>
      atomic(() => {
        pen(1)
        throw error
      })
    expect(block).toThrow(error)
    expect(penPrice()).toBe(100)
  })

  it('is a savepoint inside another block', () => {
    atomic(() => {
      pen(1)
      const nested = () =>
        atomic(() => {
          pen(2)
          taken()
        })
      expect(nested).toThrow(IntegrityError)
      expect(penPrice()).toBe(1)
      atomic(() => Product.objects.create({ name: 'Cap', price: 1 }))
    })
    expect([penPrice(), Product.objects.count()]).toEqual([1, 4])
  })

  it('is broken by a failed statement', () => {
    const swallowed = () =>
      atomic(() => {
        pen(1)
        expect(taken).toThrow(IntegrityError)
        expect(() => pen(2)).toThrow(TransactionError)
      })
    expect(swallowed).toThrow('A statement of this `atomic` block failed, so nothing of it will be committed')
    expect(penPrice()).toBe(100)
  })

  it('refuses a callback that returns a promise or a query, and commits nothing', () => {
    const asynchronous = () =>
      atomic(async () => {
        pen(1)
      })
    expect(asynchronous).toThrow('The callback of `atomic` returned a promise (or a query)')
    expect(() => atomic(() => Product.objects.all())).toThrow('Use `await aatomic(async () => …)`.')
    expect(penPrice()).toBe(100)
  })

  it('refuses asynchronous calls, which would run outside of it', async () => {
    const late = atomic(() => [
      Product.objects.acount(),
      aatomic(() => 1),
      Product.objects.all()[Symbol.asyncIterator]().next(),
    ])
    for (const call of late) await expect(call).rejects.toThrow(TransactionError)
  })

  it('does not reuse what a queryset fetched in another transaction', () => {
    const query = Product.objects.filter({ id: 1 })
    expect(query.toArray()[0]?.price).toBe(100)
    atomic(() => {
      pen(3)
      expect(query.toArray()[0]?.price).toBe(3)
    })
  })
})
