import { beforeEach, expect, it } from 'vitest'
import { aatomic, IntegrityError } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { onEitherHalf } from './either-half.ts'
import { emptyStore, Item, models, Shelf } from './store-models.ts'

onEachDatabase({ models }, () => {
  beforeEach(emptyStore)

  onEitherHalf({
    'getOrCreate answers the row that is there': async (call) => {
      const shelf = await Shelf.objects.acreate({ label: 'a' })
      const [found, created] = await call<[Shelf, boolean]>(Shelf.objects, 'getOrCreate', { label: 'a' })
      expect([found.id, created]).toEqual([shelf.id, false])
    },
    'getOrCreate creates a row from both of its arguments': async (call) => {
      const [item, created] = await call<[Item, boolean]>(Item.objects, 'getOrCreate', { sku: 'a' }, { name: 'Al' })
      expect([item.sku, item.name, created]).toEqual(['a', 'Al', true])
    },
    'getOrCreate takes lookups, which give a new row no values': async (call) => {
      const values = [{ label__iexact: 'ABC' }, { label: 'abc' }] as const
      const [first, created] = await call<[Shelf, boolean]>(Shelf.objects, 'getOrCreate', ...values)
      const [second, again] = await call<[Shelf, boolean]>(Shelf.objects, 'getOrCreate', ...values)
      expect([created, again, second.id]).toEqual([true, false, first.id])
    },
    'getOrCreate of several rows': async (call) => {
      await Shelf.objects.abulkCreate([{ label: 'a' }, { label: 'b' }])
      await expect(call(Shelf.objects, 'getOrCreate', { id__gt: 0 })).rejects.toThrow(Shelf.MultipleObjectsReturned)
    },
    'getOrCreate that may not create: the error is that of the constraint': async (call) => {
      const defaults = { name: 'Al', shelfId: 4_711 }
      await expect(call(Item.objects, 'getOrCreate', { sku: 'a' }, defaults)).rejects.toThrow(IntegrityError)
    },
    'getOrCreate names the value that is missing': async (call) => {
      await expect(call(Item.objects, 'getOrCreate', { sku: 'a' })).rejects.toThrow('Item.name takes a string')
    },
    'updateOrCreate changes the row that is there': async (call) => {
      await Item.objects.acreate({ sku: 'a', name: 'Al', stock: 1 })
      const values = [{ sku: 'a' }, { stock: 5 }, { createDefaults: { name: 'Other' } }] as const
      const [item, created] = await call<[Item, boolean]>(Item.objects, 'updateOrCreate', ...values)
      expect([item.stock, created]).toEqual([5, false])
      expect(await Item.objects.aget({ sku: 'a' })).toMatchObject({ name: 'Al', stock: 5, changedAt: item.changedAt })
    },
    'updateOrCreate creates a row from its defaults': async (call) => {
      const values = [{ sku: 'a' }, { name: 'Al', stock: 5 }] as const
      const [item, created] = await call<[Item, boolean]>(Item.objects, 'updateOrCreate', ...values)
      expect([item.name, item.stock, created]).toEqual(['Al', 5, true])
    },
    'updateOrCreate creates a row from createDefaults in their place': async (call) => {
      const values = [{ sku: 'a' }, { stock: 5 }, { createDefaults: { name: 'Al', stock: 9 } }] as const
      const [item] = await call<[Item, boolean]>(Item.objects, 'updateOrCreate', ...values)
      expect([item.name, item.stock]).toEqual(['Al', 9])
    },
    'updateOrCreate takes a relation as an instance': async (call) => {
      const shelf = await Shelf.objects.acreate({ label: 's' })
      await Item.objects.acreate({ sku: 'a', name: 'Al' })
      await call(Item.objects, 'updateOrCreate', { sku: 'a' }, { shelf })
      expect((await Item.objects.aget({ sku: 'a' })).shelfId).toBe(shelf.id)
    },
    'updateOrCreate refuses names that are no columns': async (call) => {
      await Item.objects.acreate({ sku: 'a', name: 'Al' })
      await expect(call(Item.objects, 'updateOrCreate', { sku: 'a' }, { nme: 'x' })).rejects.toThrow("no column 'nme'")
    },
  })

  it('getOrCreate of many callers at the same time creates one row', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => Shelf.objects.agetOrCreate({ label: 'contested' })),
    )
    expect(answers.filter(([, created]) => created)).toHaveLength(1)
    expect(new Set(answers.map(([{ id }]) => id)).size).toBe(1)
  })

  it('getOrCreate that loses the race leaves the transaction around it usable', async () => {
    await aatomic(async () => {
      await Shelf.objects.acreate({ label: 'taken' })
      // The filter hides the row from `get`, the constraint does not.
      const attempt = Shelf.objects.filter({ id: -1 }).agetOrCreate({ label: 'taken' })
      await expect(attempt).rejects.toThrow(IntegrityError)
      await Shelf.objects.acreate({ label: 'after' })
    })
    expect(await Shelf.objects.acount()).toBe(2)
  })

  it('updateOrCreate of many callers at the same time creates one row', async () => {
    await Promise.all(
      Array.from({ length: 5 }, (_, stock) => Item.objects.aupdateOrCreate({ sku: 'a' }, { name: 'Al', stock })),
    )
    expect(await Item.objects.acount()).toBe(1)
  })
})
