import { beforeEach, describe, expect, it } from 'vitest'
import {
  aatomic,
  asyncContext,
  char,
  close,
  connect,
  createTables,
  gather,
  Model,
  sqlite,
  text,
  uuid,
  type QueryEvent,
} from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { failureOf } from '../gate.ts'
import { fill } from '../open-shop.ts'
import { models as shop, Order, Product, User } from '../shop-models.ts'

class Note extends Model<Note>()('notes', { id: uuid({ primaryKey: true }), title: text() }) {}
class Label extends Model<Label>()('labels', { name: char({ maxLength: 20, primaryKey: true }) }) {}

const models = [...shop, Note, Label]
const uuids = ['0190a5b6-0000-7000-8000-000000000001', '0190a5b6-0000-7000-8000-00000000000a']
const get = (id: number) => () => Product.objects.aget({ id })

onEachDatabase({ models }, ({ queries }) => {
  beforeEach(async () => {
    await fill()
    await Label.objects.all().adelete()
    await Note.objects.all().adelete()
    queries.length = 0
  })

  it('agets of one tick by key are one query, each with an instance of its own', async () => {
    const found = await gather(get(1), get(3), get(1), get(2))
    expect(found.map(({ id, price }) => [id, price])).toEqual([
      [1, 100],
      [3, 900],
      [1, 100],
      [2, 250],
    ])
    expect(found[0]).not.toBe(found[2])
    expect(queries).toHaveLength(1)
    expect(queries[0]?.operation).toBe('Product.objects.aget()')
  })

  it('also behind one promise', async () => {
    const ready = Promise.resolve()
    const later = async (id: number) => {
      await ready
      return (await Product.objects.aget({ pk: id })).name
    }
    expect(await Promise.all([later(1), later(3)])).toEqual(['Pen', 'penknife'])
    expect(queries).toHaveLength(1)
  })

  it('one alone is sent as if there were no batches', async () => {
    await Product.objects.filter({ id: 2 }).aget()
    await Product.objects.aget({ id: 2 })
    expect(queries[1]?.sql).toBe(queries[0]?.sql)
  })

  it('each caller hears of its own missing row', async () => {
    const settled = await Promise.allSettled([get(1)(), get(99)(), get(2)()])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(settled[1]).toHaveProperty('reason', expect.any(Product.DoesNotExist))
  })

  it('one that aborts leaves the others', async () => {
    const controller = new AbortController()
    const [first, second] = [Product.objects.aget({ id: 1 }, { signal: controller.signal }), get(2)()]
    controller.abort(new Error('gone'))
    expect(await failureOf(first)).toHaveProperty('message', 'gone')
    expect((await second).id).toBe(2)
  })

  it('keys are compared exactly: uuids in one query, text one by one', async () => {
    for (const [index, id] of uuids.entries()) await Note.objects.acreate({ id, title: `note ${index}` })
    await Label.objects.acreate({ name: 'red' })
    await Label.objects.acreate({ name: 'blue' })
    queries.length = 0
    const notes = await gather(...uuids.map((id) => () => Note.objects.aget({ id })))
    expect([notes.map(({ title }) => title), queries.length]).toEqual([['note 0', 'note 1'], 1])
    queries.length = 0
    await gather(...['red', 'blue'].map((name) => () => Label.objects.aget({ name })))
    expect(queries).toHaveLength(2)
  })

  describe('are apart', () => {
    it('by what is selected, and by further conditions', async () => {
      await gather(
        get(1),
        () => Order.objects.aget({ id: 1 }),
        () => Order.objects.selectRelated('user').aget({ id: 2 }),
        () => Product.objects.filter({ price__gt: 1 }).aget({ id: 2 }),
        () => Product.objects.aget({ id: 3, price: 900 }),
      )
      expect(queries).toHaveLength(5)
    })

    it('by the context, so that one request never waits for another one’s', async () => {
      await Promise.all([asyncContext(get(1)), asyncContext(get(2))])
      expect(queries).toHaveLength(2)
    })

    it('by the transaction, whose writes they see', async () => {
      const outside: Promise<Product>[] = []
      await aatomic(async () => {
        await Product.objects.filter({ id: 1 }).aupdate({ price: 1 })
        const [first, second] = await gather(get(1), get(2))
        expect([first.price, second.price]).toEqual([1, 250])
        throw new Error('undo')
      }).catch(() => outside.push(get(1)(), get(2)()))
      expect((await Promise.all(outside)).map(({ price }) => price)).toEqual([100, 250])
    })

    it('by a write between them: those before it do not see it', async () => {
      await aatomic(async () => {
        const before = [get(1)(), get(2)()]
        const write = Product.objects.filter({ id: 1 }).aupdate({ price: 5 })
        const after = [get(1)(), get(2)()]
        await write
        expect((await Promise.all(before)).map(({ price }) => price)).toEqual([100, 250])
        expect((await Promise.all(after)).map(({ price }) => price)).toEqual([5, 250])
      })
    })
  })

  it('left behind by a block are found in flight, and nothing is committed', async () => {
    const block = aatomic(async () => {
      await User.objects.acreate({ email: 'new@x.org' })
      void get(1)().catch(() => undefined)
      void get(2)().catch(() => undefined)
    })
    await expect(block).rejects.toThrow('still in flight: Product.objects.aget(), Product.objects.aget()')
    expect(await User.objects.acount()).toBe(3)
  })
})

it('connect({ batching: false }) sends each by itself', async () => {
  const queries: QueryEvent[] = []
  await connect({ default: sqlite(':memory:'), models, batching: false, onQuery: (query) => void queries.push(query) })
  await createTables()
  await fill()
  queries.length = 0
  await gather(get(1), get(2))
  await close()
  expect(queries).toHaveLength(2)
})
