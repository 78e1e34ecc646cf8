import { describe, expect, it } from 'vitest'
import {
  aatomic,
  asyncContext,
  atomic,
  gather,
  IntegrityError,
  SynchronousOnlyOperation,
  TransactionError,
} from 'orm-runtime'
import { openShop, queries } from './open-shop.ts'
import { Product, User } from './shop-models.ts'

await openShop({ timeout: 500 })

const pen = (price: number) => Product.objects.filter({ id: 1 }).aupdate({ price })
const penPrice = async () => (await Product.objects.aget({ id: 1 })).price
const cap = { name: 'Cap', price: 1 }
const taken = () => User.objects.acreate({ email: 'ada@x.org' })

describe('a block', () => {
  it('commits what it wrote and answers what its callback answers', async () => {
    expect(await aatomic(async () => (await Product.objects.acreate(cap)).name)).toBe('Cap')
    expect(await Product.objects.acount()).toBe(4)
    expect(queries.map(({ sql }) => sql.split(' ')[0])).toEqual(['begin', 'insert', 'commit', 'select'])
  })

  it('rolls back and rejects with the callback’s error', async () => {
    const error = new Error('no')
    const block = aatomic(async () => {
      await Product.objects.acreate(cap)
      throw error
    })
    await expect(block).rejects.toBe(error)
    expect(await Product.objects.acount()).toBe(3)
  })

  it('rolls back where the callback throws before its first await', async () => {
    const block = aatomic(() => {
      throw new Error('at once')
    })
    await expect(block).rejects.toThrow('at once')
    expect(await Product.objects.acount()).toBe(3)
  })

  it('reads its own writes, and others read them after the commit only', async () => {
    const wrote = signal()
    const look = signal()
    const block = aatomic(async () => {
      await pen(1)
      wrote.give()
      await look.given
      return penPrice()
    })
    await wrote.given
    expect(await penPrice()).toBe(100)
    look.give()
    expect(await block).toBe(1)
    expect(await penPrice()).toBe(1)
  })

  it('sends a queryset inside that its callback returns, also from an async function', async () => {
    const prices = await aatomic(async () => {
      await pen(7)
      return Product.objects.filter({ id: 1 })
    })
    expect(prices.map(({ price }) => price)).toEqual([7])
    const direct = await aatomic(() => Product.objects.filter({ id: 1 }))
    expect(direct).toHaveLength(1)
    expect(queries.filter(({ sql }) => sql.startsWith('select')).map(({ connection }) => connection)).toEqual([
      'writer',
      'writer',
    ])
  })

  it('runs a queryset inside that was built outside', async () => {
    const query = Product.objects.filter({ id: 1 })
    await expect(
      aatomic(async () => {
        await pen(9)
        expect((await query).map(({ price }) => price)).toEqual([9])
        throw new Error('roll back')
      }),
    ).rejects.toThrow('roll back')
    // What was fetched inside is not an answer outside.
    expect((await query).map(({ price }) => price)).toEqual([100])
  })

  it('runs the queries that are sent at once one after the other', async () => {
    await aatomic(() => gather(...[1, 2, 3, 4].map((price) => () => pen(price))))
    expect(await penPrice()).toBe(4)
    expect(new Set(queries.slice(0, -1).map(({ connection }) => connection))).toEqual(new Set(['writer']))
  })

  it('follows the context through timers and promises', async () => {
    await aatomic(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await Promise.resolve().then(() => pen(3))
      expect(await penPrice()).toBe(3)
    })
  })

  it('streams rows with for await', async () => {
    const names = await aatomic(async () => {
      await Product.objects.acreate(cap)
      const found: string[] = []
      for await (const { name } of Product.objects.orderBy('-id')) found.push(name)
      return found
    })
    expect(names[0]).toBe('Cap')
  })
})

describe('blocks at the same time', () => {
  it('run one after the other, so that nothing is lost', async () => {
    const withdraw = () =>
      aatomic(async () => {
        const product = await Product.objects.aget({ id: 1 })
        product.price -= 10
        await product.asave()
      })
    await Promise.all([withdraw(), withdraw(), withdraw()])
    expect(await penPrice()).toBe(70)
  })

  it('wait no longer than the timeout, and say for whom', async () => {
    const end = signal()
    const holder = aatomic(() => end.given)
    await expect(aatomic(() => pen(1))).rejects.toThrow(
      /^the transaction opened at aatomic\.test\.ts:\d+ waited 500 ms for the writing connection\.\n {2}held by the transaction opened at aatomic\.test\.ts:\d+/,
    )
    await expect(pen(1)).rejects.toThrow(
      /^Product\.objects\.filter\(…\)\.aupdate\(\) waited 500 ms for the writing connection\.\n {2}held by the transaction/,
    )
    end.give()
    await holder
    await pen(5)
    expect(await penPrice()).toBe(5)
  })
})

describe('a nested block', () => {
  it('is a savepoint: its failure leaves the outer block as it was', async () => {
    await aatomic(async () => {
      await pen(1)
      await expect(
        aatomic(async () => {
          await pen(2)
          await taken()
        }),
      ).rejects.toThrow(IntegrityError)
      expect(await penPrice()).toBe(1)
      await Product.objects.acreate(cap)
    })
    expect([await penPrice(), await Product.objects.acount()]).toEqual([1, 4])
  })

  it('is undone with the outer block', async () => {
    const outer = aatomic(async () => {
      await aatomic(() => pen(2))
      throw new Error('outer')
    })
    await expect(outer).rejects.toThrow('outer')
    expect(await penPrice()).toBe(100)
  })

  it('waits for its turn among others, each whole', async () => {
    const add = async (price: number) => {
      await pen((await penPrice()) + price)
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (price === 20) throw new Error('undo this one')
    }
    await aatomic(async () => {
      const blocks = [10, 20, 30].map((price) => aatomic(() => add(price)))
      expect((await Promise.allSettled(blocks)).map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
      ])
    })
    expect(await penPrice()).toBe(140)
  })

  it('keeps the outer block’s queries out of its savepoint', async () => {
    await aatomic(async () => {
      const nested = aatomic(async () => {
        await pen(1)
        await new Promise((resolve) => setTimeout(resolve, 10))
        throw new Error('undo')
      })
      await Promise.allSettled([nested, Product.objects.acreate(cap)])
    })
    expect([await penPrice(), await Product.objects.acount()]).toEqual([100, 4])
  })

  it('does not wait for ever for a query of the outer block that waits for it', async () => {
    const deadlock = aatomic(async () => {
      let outside: () => Promise<number> = async () => 0
      const begun = signal()
      const nested = aatomic(async () => {
        begun.give()
        await new Promise((resolve) => setTimeout(resolve, 1))
        await outside()
      })
      await begun.given
      const query = pen(3)
      outside = () => query
      await nested
    })
    await expect(deadlock).rejects.toThrow(
      /waited 500 ms for its turn in the transaction opened at aatomic\.test\.ts:\d+\.\n {2}held by the transaction/,
    )
    expect(await penPrice()).not.toBe(3)
  })
})

describe('a failed statement', () => {
  it('breaks its block: later queries are refused', async () => {
    const block = aatomic(async () => {
      await pen(1)
      await expect(taken()).rejects.toThrow(IntegrityError)
      await expect(pen(2)).rejects.toThrow(/^A statement of the transaction opened at .* failed, so nothing/)
      throw new Error('as it should')
    })
    await expect(block).rejects.toThrow('as it should')
    expect(await penPrice()).toBe(100)
  })

  it('whose error is swallowed makes the block reject, with the statement’s error as cause', async () => {
    const error = await aatomic(async () => {
      await pen(1)
      await taken().catch(() => undefined)
    }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TransactionError)
    expect(error).toHaveProperty('message', expect.stringContaining('Nothing was committed'))
    expect(error).toHaveProperty('cause', expect.any(IntegrityError))
    expect(await penPrice()).toBe(100)
  })

  it('is not what a row that does not exist is', async () => {
    await aatomic(async () => {
      await expect(Product.objects.aget({ id: 99 })).rejects.toThrow(Product.DoesNotExist)
      await pen(2)
    })
    expect(await penPrice()).toBe(2)
  })
})

describe('queries in flight', () => {
  it('are waited for before the block rolls back, and nothing of them stays', async () => {
    let late: Promise<unknown> = Promise.resolve()
    const block = aatomic(async () => {
      late = pen(1)
      throw new Error('first')
    })
    await expect(block).rejects.toThrow('first')
    expect(await Promise.race([late, Promise.resolve('still in flight')])).toBe(1)
    expect(await penPrice()).toBe(100)
  })

  it('make a block reject that its callback has left, and nothing is committed', async () => {
    const block = aatomic(async () => {
      await Product.objects.acreate(cap)
      void pen(1)
      void Product.objects.filter({ id: 2 }).acount()
    })
    await expect(block).rejects.toThrow(
      'returned while its queries were still in flight: Product.objects.filter(…).aupdate(), Product.objects.filter(…).acount(). Nothing was committed.',
    )
    expect([await Product.objects.acount(), await penPrice()]).toEqual([3, 100])
  })

  it('are refused once the block has ended', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await aatomic(async () => {
      late = new Promise((resolve) => setTimeout(resolve, 10)).then(() => pen(1))
    })
    await expect(late).rejects.toThrow(
      /^`Product\.objects\.filter\(…\)\.aupdate\(\)` came after the transaction opened at aatomic\.test\.ts:\d+ had ended/,
    )
    expect(await penPrice()).toBe(100)
  })
})

describe('a blocking call', () => {
  it('throws inside a block, whatever the environment says', async () => {
    process.env['ORM_ALLOW_ASYNC_UNSAFE'] = '1'
    try {
      const message =
        '`Product.objects.count()` blocks the event loop inside an `aatomic` block, whose commit needs the thread that it stops. Use `await Product.objects.acount()`.'
      await expect(aatomic(async () => Product.objects.count())).rejects.toThrow(message)
      await expect(aatomic(async () => Product.objects.count())).rejects.toThrow(SynchronousOnlyOperation)
      await expect(aatomic(async () => atomic(() => 1))).rejects.toThrow('await aatomic(async () => …)')
    } finally {
      delete process.env['ORM_ALLOW_ASYNC_UNSAFE']
    }
  })

  it('that writes throws at once while a block is open elsewhere, and names it; one that reads does not', async () => {
    const end = signal()
    const begun = signal()
    const block = aatomic(async () => {
      await pen(1)
      begun.give()
      await end.given
    })
    await begun.given
    const started = performance.now()
    const message = /^A blocking write can't run while the transaction opened at aatomic\.test\.ts:\d+ is open/
    expect(() => Product.objects.create(cap)).toThrow(message)
    expect(() => atomic(() => Product.objects.create(cap))).toThrow(message)
    expect(performance.now() - started).toBeLessThan(100)
    expect(Product.objects.get({ id: 1 }).price).toBe(100)
    end.give()
    await block
    Product.objects.create(cap)
    expect(Product.objects.count()).toBe(4)
  })
})

it('keeps the async context of its caller', async () => {
  await expect(
    asyncContext(async () => {
      await aatomic(() => pen(1))
      return User.objects.count()
    }),
  ).rejects.toThrow(SynchronousOnlyOperation)
})

/** A promise, and how to resolve it. */
function signal() {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give: () => give() }
}
