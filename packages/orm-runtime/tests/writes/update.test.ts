import { beforeEach, expect } from 'vitest'
import { Case, Exists, F, OuterRef, Subquery, When } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { onEitherHalf } from './either-half.ts'
import { emptyStore, Item, models, Shelf } from './store-models.ts'

onEachDatabase({ models }, ({ queries }) => {
  beforeEach(async () => {
    await emptyStore()
    const [low, high] = [await Shelf.objects.acreate({ label: 'low' }), await Shelf.objects.acreate({ label: 'high' })]
    await Item.objects.abulkCreate([
      { sku: 'a', name: 'Al', stock: 1, shelfId: low.id },
      { sku: 'b', name: 'Bo', stock: 2, shelfId: low.id },
      { sku: 'c', name: 'Cy', stock: 3, shelfId: high.id },
    ])
    queries.length = 0
  })
  const stock = async () => (await Item.objects.orderBy('sku')).map((item) => item.stock)
  const sql = () => queries[0]?.sql ?? ''

  onEitherHalf({
    'update answers how many rows there were, changed or not': async (call) => {
      expect(await call(Item.objects.filter({ stock__gte: 2 }), 'update', { stock: 3 })).toBe(2)
      expect(await stock()).toEqual([1, 3, 3])
    },
    'update of the table alone is a plain condition': async (call) => {
      await call(Item.objects.filter({ stock__gte: 2 }), 'update', { stock: 3 })
      expect(sql()).not.toContain('select')
    },
    'update of all rows has no condition': async (call) => {
      expect(await call(Item.objects, 'update', { active: false })).toBe(3)
      expect(sql()).not.toContain('where')
    },
    'update computes from the row': async (call) => {
      await call(Item.objects, 'update', { stock: F('stock').multiply(10).add(1) })
      expect(await stock()).toEqual([11, 21, 31])
    },
    'update beside constants': async (call) => {
      await call(Item.objects.filter({ sku: 'b' }), 'update', {
        stock: F('stock').subtract(2),
        name: 'None',
        price: '0',
      })
      expect(await Item.objects.aget({ sku: 'b' })).toMatchObject({ stock: 0, name: 'None', price: '0.00' })
    },
    'update by cases': async (call) => {
      await call(Item.objects, 'update', { stock: Case(When({ stock__gt: 2 }, 100), { default: F('stock') }) })
      expect(await stock()).toEqual([1, 2, 100])
    },
    'update by what another query finds': async (call) => {
      const label = Shelf.objects.filter({ id: OuterRef('shelfId') }).values('label')
      await call(Item.objects.filter({ sku__in: ['a', 'c'] }), 'update', { name: Subquery(label) })
      expect((await Item.objects.orderBy('sku')).map(({ name }) => name)).toEqual(['low', 'Bo', 'high'])
    },
    'update of rows by their relations': async (call) => {
      expect(await call(Item.objects.filter({ shelf__label: 'low' }), 'update', { stock: 0 })).toBe(2)
      expect(await stock()).toEqual([0, 0, 3])
    },
    'update of rows that a query of the same table finds': async (call) => {
      const richest = Item.objects.filter({ stock__gt: 2 }).values('shelfId')
      expect(await call(Item.objects.filter({ shelfId__in: richest }), 'update', { stock: 9 })).toBe(1)
    },
    'update of rows for which there is another': async (call) => {
      const others = Item.objects.filter({ shelf: OuterRef('shelfId'), stock__lt: OuterRef('stock') })
      expect(await call(Item.objects.filter(Exists(others)), 'update', { stock: 50 })).toBe(1)
      expect(await stock()).toEqual([1, 50, 3])
    },
    'update of none': async (call) => {
      expect(await call(Item.objects.none(), 'update', { stock: 50 })).toBe(0)
      expect(await call(Item.objects.filter({ id__in: [] }), 'update', { stock: 50 })).toBe(0)
    },
    'update of a relation, by instance, by key and to none': async (call) => {
      const shelf = await Shelf.objects.aget({ label: 'high' })
      expect(await call(Item.objects.filter({ sku: 'a' }), 'update', { shelf })).toBe(1)
      expect(await call(Item.objects.filter({ sku: 'b' }), 'update', { shelfId: shelf.id })).toBe(1)
      expect(await Item.objects.filter({ shelf }).acount()).toBe(3)
      expect(await call(Item.objects, 'update', { shelf: null })).toBe(3)
      expect(await Item.objects.filter({ shelf: null }).acount()).toBe(3)
    },
    'update follows no relation for a value': async (call) => {
      await expect(call(Item.objects, 'update', { name: F('shelf__label') })).rejects.toThrow(
        'The new value of Item.name follows a relation',
      )
    },
    'delete of the table alone is a plain condition': async (call) => {
      expect(await call(Item.objects.filter({ stock__lt: 3 }), 'delete')).toBe(2)
      expect(sql()).not.toContain('select')
    },
    'delete of rows by their relations': async (call) => {
      expect(await call(Item.objects.filter({ shelf__label: 'low' }), 'delete')).toBe(2)
      expect(await stock()).toEqual([3])
    },
    'delete of rows that a query of the same table finds': async (call) => {
      const poorest = Item.objects.filter({ stock__lt: 2 }).values('shelfId')
      expect(await call(Item.objects.filter({ shelfId__in: poorest }), 'delete')).toBe(2)
    },
    'delete of many rows by a list of keys': async (call) => {
      const ids = [...(await Item.objects.all()).map(({ id }) => id), ...Array.from({ length: 70_000 }, (_, n) => -n)]
      expect(await call(Item.objects.filter({ id__in: ids }), 'delete')).toBe(3)
    },
    'deleting a row sets what refers to it to null, where the model says so': async (call) => {
      await call(await Shelf.objects.aget({ label: 'low' }), 'delete')
      expect((await Item.objects.orderBy('sku')).map(({ shelfId }) => shelfId === null)).toEqual([true, true, false])
    },
  })
})
