import { beforeEach, expect } from 'vitest'
import { IntegrityError } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { onEitherHalf } from './either-half.ts'
import { Counter, emptyStore, Country, Item, Seat, Shelf, Token, models } from './store-models.ts'

onEachDatabase({ models }, ({ name, queries }) => {
  const answersKeys = name !== 'mariadb'
  beforeEach(async () => {
    await emptyStore()
    queries.length = 0
  })
  const sent = (beginning: string) => queries.filter(({ sql }) => sql.startsWith(beginning)).length
  const skus = async () => (await Item.objects.orderBy('sku')).map(({ sku }) => sku)

  onEitherHalf({
    'bulkCreate inserts all rows in their order and answers their instances': async (call) => {
      const items = await call<Item[]>(Item.objects, 'bulkCreate', [
        { sku: 'b', name: 'Bo', stock: 1 },
        { sku: 'a', name: 'Al', stock: 2 },
      ])
      expect(items.map(({ sku }) => sku)).toEqual(['b', 'a'])
      expect(items[0]).toBeInstanceOf(Item)
      expect(sent('insert')).toBe(1)
      expect(await skus()).toEqual(['a', 'b'])
    },
    'bulkCreate gives instances their keys where the database answers them': async (call) => {
      const items = await call<Item[]>(Item.objects, 'bulkCreate', [
        { sku: 'b', name: 'Bo' },
        { sku: 'a', name: 'Al' },
      ])
      const stored = await Item.objects.orderBy('-sku')
      expect(items.map(({ id }) => id)).toEqual(answersKeys ? stored.map(({ id }) => id) : [undefined, undefined])
      expect(items.map(({ stock }) => stock)).toEqual(answersKeys ? [7, 7] : [undefined, undefined])
    },
    'bulkCreate of nothing sends nothing': async (call) => {
      expect(await call(Item.objects, 'bulkCreate', [])).toEqual([])
      expect(queries).toEqual([])
    },
    'bulkCreate takes instances': async (call) => {
      const item = new Item({ sku: 'a', name: 'Al' })
      expect((await call<Item[]>(Item.objects, 'bulkCreate', [item]))[0]).toBe(item)
      expect(await skus()).toEqual(['a'])
    },
    'bulkCreate keeps keys that are given, beside those that are not': async (call) => {
      await call(Shelf.objects, 'bulkCreate', [
        { id: 900_001, label: 'a' },
        { label: 'b' },
        { id: 900_002, label: 'c' },
      ])
      const ids = (await Shelf.objects.orderBy('label')).map(({ id }) => id)
      expect([ids[0], ids[2]]).toEqual([900_001, 900_002])
      expect(ids).toHaveLength(3)
    },
    'bulkCreate makes keys by their default': async (call) => {
      const tokens = await call<Token[]>(Token.objects, 'bulkCreate', [{ owner: 'a' }, {}])
      expect(new Set(tokens.map(({ id }) => id)).size).toBe(2)
      expect(await Token.objects.filter({ id__in: tokens.map(({ id }) => id) }).acount()).toBe(2)
    },
    'bulkCreate of rows of which the database gives everything': async (call) => {
      await call(Counter.objects, 'bulkCreate', [{}, {}, {}])
      expect(await Counter.objects.acount()).toBe(3)
    },
    'bulkCreate applies the defaults of the database to the rows that came without': async (call) => {
      await call(Item.objects, 'bulkCreate', [
        { sku: 'a', name: 'Al' },
        { sku: 'b', name: 'Bo', stock: 3 },
      ])
      expect((await Item.objects.orderBy('sku')).map(({ stock }) => stock)).toEqual([7, 3])
    },
    'bulkCreate sets the moments of creation and of saving': async (call) => {
      const [item] = await call<Item[]>(Item.objects, 'bulkCreate', [{ sku: 'a', name: 'Al' }])
      const stored = await Item.objects.aget({ sku: 'a' })
      expect(stored.createdAt).toEqual(item?.createdAt)
      expect(stored.changedAt).toEqual(stored.createdAt)
    },
    'bulkCreate of thousands of rows': async (call) => {
      const rows = Array.from({ length: 2_345 }, (_, index) => ({ label: `shelf ${index}` }))
      const shelves = await call<Shelf[]>(Shelf.objects, 'bulkCreate', rows)
      expect(await Shelf.objects.acount()).toBe(2_345)
      if (!answersKeys) return
      const last = await Shelf.objects.aget({ id: shelves[2_344]?.id ?? 0 })
      expect(last.label).toBe('shelf 2344')
    },
    'bulkCreate splits by batchSize, in one transaction': async (call) => {
      const rows = Array.from({ length: 5 }, (_, index) => ({ label: `${index}` }))
      await call(Shelf.objects, 'bulkCreate', rows, { batchSize: 2 })
      expect(sent('insert')).toBe(3)
      expect(sent('begin') + sent('start')).toBe(1)
    },
    'bulkCreate writes all rows or none': async (call) => {
      const rows = Array.from({ length: 250 }, (_, index) => ({ label: index === 249 ? '1' : `${index}` }))
      await expect(call(Shelf.objects, 'bulkCreate', rows)).rejects.toThrow(IntegrityError)
      expect(await Shelf.objects.acount()).toBe(0)
    },
    'bulkCreate refuses a wrong value before anything is written': async (call) => {
      const rows = Array.from({ length: 250 }, (_, index) => ({ label: index === 249 ? 3 : `${index}` }))
      await expect(call(Shelf.objects, 'bulkCreate', rows)).rejects.toThrow('Shelf.label takes a string')
      expect(await Shelf.objects.acount()).toBe(0)
    },
    'bulkCreate with ignoreConflicts leaves out what is there': async (call) => {
      await Shelf.objects.acreate({ label: 'a' })
      await call(Shelf.objects, 'bulkCreate', [{ label: 'a' }, { label: 'b' }], { ignoreConflicts: true })
      expect((await Shelf.objects.orderBy('label')).map(({ label }) => label)).toEqual(['a', 'b'])
    },
    'bulkCreate with ignoreConflicts still refuses what is wrong otherwise': async (call) => {
      const rows = [{ sku: 'a', name: 'Al', shelfId: 4711 }]
      await expect(call(Item.objects, 'bulkCreate', rows, { ignoreConflicts: true })).rejects.toThrow(IntegrityError)
    },
    'bulkCreate with updateConflicts changes what is there': async (call) => {
      await Item.objects.acreate({ sku: 'a', name: 'Al', stock: 1 })
      const rows = [
        { sku: 'a', name: 'New', stock: 5 },
        { sku: 'b', name: 'Bo', stock: 6 },
      ]
      const options = { updateConflicts: true, uniqueFields: ['sku'], updateFields: ['stock'] }
      await call(Item.objects, 'bulkCreate', rows, options)
      const items = await Item.objects.orderBy('sku')
      expect(items.map(({ sku, name: title, stock }) => [sku, title, stock])).toEqual([
        ['a', 'Al', 5],
        ['b', 'Bo', 6],
      ])
    },
    'bulkCreate with updateConflicts by several columns': async (call) => {
      const options = { updateConflicts: true, uniqueFields: ['hall', 'number'], updateFields: ['hall'] }
      for (let time = 0; time < 2; time++) await call(Seat.objects, 'bulkCreate', [{ hall: 'A', number: 1 }], options)
      expect(await Seat.objects.acount()).toBe(1)
    },
    'bulkUpdate gives each row values of its own': async (call) => {
      await Item.objects.abulkCreate([
        { sku: 'a', name: 'Al', stock: 1 },
        { sku: 'b', name: 'Bo', stock: 2 },
        { sku: 'c', name: 'Cy', stock: 3 },
      ])
      const items = await Item.objects.orderBy('sku')
      const shelf = await Shelf.objects.acreate({ label: 's' })
      for (const item of items)
        Object.assign(item, { stock: item.stock * 10, price: `${item.stock}.50`, shelfId: shelf.id })
      for (const item of items) Object.assign(item, { tags: [item.sku], active: false, name: 'not written' })
      queries.length = 0
      const names = ['stock', 'price', 'shelf', 'tags', 'active']
      expect(await call(Item.objects, 'bulkUpdate', items, names)).toBe(3)
      expect(sent('update')).toBe(1)
      const stored = await Item.objects.orderBy('sku')
      expect(
        stored.map((one) => [one.name, one.stock, one.price, one.shelfId === shelf.id, one.tags, one.active]),
      ).toEqual([
        ['Al', 10, '1.50', true, ['a'], false],
        ['Bo', 20, '2.50', true, ['b'], false],
        ['Cy', 30, '3.50', true, ['c'], false],
      ])
    },
    'bulkUpdate writes null': async (call) => {
      const tokens = [await Token.objects.acreate({ owner: 'a' }), await Token.objects.acreate({ owner: 'b' })]
      for (const token of tokens) token.owner = null
      expect(await call(Token.objects, 'bulkUpdate', tokens, ['owner'])).toBe(2)
      expect(await Token.objects.filter({ owner: null }).acount()).toBe(2)
    },
    'bulkUpdate by keys that are text': async (call) => {
      const country = await Country.objects.acreate({ code: 'at', name: 'Austria' })
      country.name = 'Österreich'
      expect(await call(Country.objects, 'bulkUpdate', [country], ['name'])).toBe(1)
      expect((await Country.objects.aget({ code: 'at' })).name).toBe('Österreich')
    },
    'bulkUpdate of many rows in batches, all or none': async (call) => {
      await Shelf.objects.abulkCreate(Array.from({ length: 250 }, (_, index) => ({ label: `${index}` })))
      const shelves = await Shelf.objects.orderBy('id')
      for (const [index, shelf] of shelves.entries()) shelf.label = `new ${index}`
      expect(await call(Shelf.objects, 'bulkUpdate', shelves, ['label'], { batchSize: 100 })).toBe(250)
      expect(await Shelf.objects.filter({ label__startsWith: 'new' }).acount()).toBe(250)
      for (const shelf of shelves) shelf.label = 'old'
      await expect(call(Shelf.objects, 'bulkUpdate', shelves, ['label'])).rejects.toThrow(IntegrityError)
      expect(await Shelf.objects.filter({ label__startsWith: 'new' }).acount()).toBe(250)
    },
    'bulkUpdate of nothing sends nothing': async (call) => {
      expect(await call(Item.objects, 'bulkUpdate', [], ['stock'])).toBe(0)
      expect(queries).toEqual([])
    },
    'bulkUpdate refuses instances without a key': async (call) => {
      const item = new Item({ sku: 'a', name: 'Al' })
      await expect(call(Item.objects, 'bulkUpdate', [item], ['stock'])).rejects.toThrow('has no id yet: save it first')
    },
    'bulkUpdate refuses the key, unknown columns and none': async (call) => {
      const refused = (names: string[]) => expect(call(Shelf.objects, 'bulkUpdate', [], names)).rejects
      await refused(['id']).toThrow("can't change the key 'id'")
      await refused(['title']).toThrow("`bulkUpdate` of Shelf has no column 'title' to write. Its columns: label.")
      await refused([]).toThrow('changes nothing')
    },
    'bulkCreate refuses options that do not fit together': async (call) => {
      const refused = (options: object) => expect(call(Shelf.objects, 'bulkCreate', [{ label: 'a' }], options)).rejects
      await refused({ ignoreConflicts: true, updateConflicts: true }).toThrow('exclude each other')
      await refused({ updateConflicts: true }).toThrow('uniqueFields: […]')
      await refused({ batchSize: 0 }).toThrow('batchSize is a whole number of rows from 1 on, not 0.')
      await refused({ updateConflicts: true, uniqueFields: ['x'], updateFields: ['label'] }).toThrow("no column 'x'")
    },
  })
})
