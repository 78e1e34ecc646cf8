import { beforeEach, expect } from 'vitest'
import { IntegrityError, ObjectNotUpdated } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { onEitherHalf } from './either-half.ts'
import { City, Counter, Country, emptyStore, Item, models, Seat, Shelf, Token } from './store-models.ts'

onEachDatabase({ models }, ({ queries }) => {
  beforeEach(async () => {
    await emptyStore()
    queries.length = 0
  })
  const verbs = () => queries.map(({ sql }) => sql.split(' ')[0])
  const item = async () => Item.objects.acreate({ sku: 'a', name: 'Al', stock: 1 })
  const stored = async () => Item.objects.aget({ sku: 'a' })

  onEitherHalf({
    'save inserts a new instance, then updates it': async (call) => {
      const shelf = new Shelf({ label: 'a' })
      await call(shelf, 'save')
      shelf.label = 'b'
      await call(shelf, 'save')
      expect(verbs()).toEqual(['insert', 'update'])
      expect((await Shelf.objects.aget({ id: shelf.id })).label).toBe('b')
    },
    'save of a loaded row is one UPDATE by its key': async (call) => {
      await item()
      const loaded = await stored()
      queries.length = 0
      await call(loaded, 'save')
      expect(verbs()).toEqual(['update'])
      expect(queries[0]?.sql).not.toContain('select')
    },
    'save with updateFields writes these columns alone': async (call) => {
      const one = await item()
      Object.assign(one, { name: 'New', stock: 99 })
      await call(one, 'save', { updateFields: ['stock'] })
      expect(await stored()).toMatchObject({ name: 'Al', stock: 99 })
    },
    'save with updateFields takes a relation by either name': async (call) => {
      const one = await item()
      const shelf = await Shelf.objects.acreate({ label: 's' })
      Object.assign(one, { shelf })
      await call(one, 'save', { updateFields: ['shelf', 'shelfId'] })
      expect((await stored()).shelfId).toBe(shelf.id)
    },
    'save with no updateFields does nothing': async (call) => {
      const one = await item()
      queries.length = 0
      await call(one, 'save', { updateFields: [] })
      expect(queries).toEqual([])
    },
    'save with updateFields of a row that is gone is an error, and inserts none': async (call) => {
      const one = await item()
      await Item.objects.all().adelete()
      await expect(call(one, 'save', { updateFields: ['stock'] })).rejects.toThrow(ObjectNotUpdated)
      expect(await Item.objects.acount()).toBe(0)
    },
    'save of a row that is gone inserts it again': async (call) => {
      const one = await item()
      await Item.objects.all().adelete()
      await call(one, 'save')
      expect((await stored()).id).toBe(one.id)
    },
    'save with forceUpdate never inserts': async (call) => {
      const shelf = new Shelf({ id: 4_711, label: 'a' })
      await expect(call(shelf, 'save', { forceUpdate: true })).rejects.toThrow('No Shelf has the id')
      await expect(call(new Shelf({ label: 'b' }), 'save', { forceUpdate: true })).rejects.toThrow('has no id yet')
    },
    'save with forceInsert never updates': async (call) => {
      const one = await item()
      await expect(call(one, 'save', { forceInsert: true })).rejects.toThrow(IntegrityError)
    },
    'save refuses options that exclude each other, and the key': async (call) => {
      const one = await item()
      await expect(call(one, 'save', { forceInsert: true, forceUpdate: true })).rejects.toThrow('exclude each other')
      await expect(call(one, 'save', { updateFields: ['id'] })).rejects.toThrow("can't change the key 'id'")
      await expect(call(one, 'save', { updateFields: ['x'] })).rejects.toThrow("no column 'x' to write")
    },
    'save of a new instance with a key updates the row that has it': async (call) => {
      const shelf = await Shelf.objects.acreate({ label: 'a' })
      await call(new Shelf({ id: shelf.id, label: 'b' }), 'save')
      expect((await Shelf.objects.aget({ id: shelf.id })).label).toBe('b')
    },
    'save of a new instance with a key that nobody has inserts it': async (call) => {
      await call(new Country({ code: 'at', name: 'Austria' }), 'save')
      expect((await Country.objects.aget({ code: 'at' })).name).toBe('Austria')
    },
    'save of a new instance whose key was made for it inserts at once': async (call) => {
      await call(new Token({ owner: 'a' }), 'save')
      expect(verbs()).toEqual(['insert'])
    },
    'save of an instance that has a key alone': async (call) => {
      const counter = new Counter({})
      await call(counter, 'save')
      await call(counter, 'save')
      expect(await Counter.objects.acount()).toBe(1)
    },
    'create never changes a row that is there': async (call) => {
      const shelf = await Shelf.objects.acreate({ label: 'a' })
      await expect(call(Shelf.objects, 'create', { id: shelf.id, label: 'b' })).rejects.toThrow(IntegrityError)
      expect((await Shelf.objects.aget({ id: shelf.id })).label).toBe('a')
    },
    'create answers the key as its field has it': async (call) => {
      const country = await Country.objects.acreate({ code: 'at', name: 'Austria' })
      const city = await call<City>(City.objects, 'create', { name: 'Wien', country })
      expect(typeof city.id).toBe('bigint')
      expect((await City.objects.aget({ id: city.id })).name).toBe('Wien')
    },
    'create answers what the database gave by default': async (call) => {
      const one = await call<Item>(Item.objects, 'create', { sku: 'a', name: 'Al' })
      expect(one).toMatchObject({ stock: 7, price: '1.00', state: 'new', tags: [], active: true, shelfId: null })
    },
    'create sets the moments, to the millisecond that is stored': async (call) => {
      const before = Date.now()
      const one = await call<Item>(Item.objects, 'create', { sku: 'a', name: 'Al' })
      expect(one.createdAt.getTime()).toBeGreaterThanOrEqual(before)
      expect(await stored()).toMatchObject({ createdAt: one.createdAt, changedAt: one.createdAt })
    },
    'create keeps a moment of creation that is given': async (call) => {
      const createdAt = new Date(0)
      await call(Item.objects, 'create', { sku: 'a', name: 'Al', createdAt })
      expect((await stored()).createdAt).toEqual(createdAt)
    },
    'save sets the moment of saving, and leaves that of creation': async (call) => {
      const createdAt = new Date(0)
      const one = await Item.objects.acreate({ sku: 'a', name: 'Al', createdAt })
      one.changedAt = new Date(0)
      await call(one, 'save')
      expect(one.changedAt.getTime()).toBeGreaterThan(0)
      expect((await stored()).createdAt).toEqual(createdAt)
    },
    'a day of creation is the day in UTC': async (call) => {
      const country = await Country.objects.acreate({ code: 'at', name: 'Austria' })
      const city = await call<City>(City.objects, 'create', { name: 'Wien', country })
      expect(city.founded).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(Math.abs(Date.parse(city.founded) - Date.now())).toBeLessThan(2 * 86_400_000)
    },
    'delete of an instance answers how many rows there were, and takes its key': async (call) => {
      const shelf = await Shelf.objects.acreate({ label: 'a' })
      const copy = await Shelf.objects.aget({ id: shelf.id })
      expect(await call(shelf, 'delete')).toBe(1)
      expect(shelf.id).toBe(undefined)
      expect(await call(copy, 'delete')).toBe(0)
    },
    'delete of an instance that was never saved is refused': async (call) => {
      await expect(call(new Shelf({ label: 'a' }), 'delete')).rejects.toThrow(
        'This Shelf has no id yet: save it first.',
      )
    },
    'save after delete inserts anew, with a new key': async (call) => {
      const token = await Token.objects.acreate({ owner: 'a' })
      const first = token.id
      await call(token, 'delete')
      await call(token, 'save')
      expect(token.id).not.toBe(first)
      expect(await Token.objects.acount()).toBe(1)
    },
    'refreshFromDb reads all columns again': async (call) => {
      const one = await item()
      await Item.objects.all().aupdate({ stock: 50, name: 'Other' })
      await call(one, 'refreshFromDb')
      expect(one).toMatchObject({ stock: 50, name: 'Other' })
    },
    'refreshFromDb of some columns leaves the others': async (call) => {
      const one = await item()
      await Item.objects.all().aupdate({ stock: 50, name: 'Other' })
      one.name = 'Mine'
      await call(one, 'refreshFromDb', ['stock'])
      expect(one).toMatchObject({ stock: 50, name: 'Mine' })
    },
    'refreshFromDb forgets loaded relations': async (call) => {
      const shelf = await Shelf.objects.acreate({ label: 'before' })
      const one = await Item.objects.acreate({ sku: 'a', name: 'Al', shelf })
      await Shelf.objects.all().aupdate({ label: 'after' })
      await call(one, 'refreshFromDb')
      expect((await one.aload('shelf'))?.label).toBe('after')
    },
    'refreshFromDb of a row that is gone': async (call) => {
      const one = await item()
      await Item.objects.all().adelete()
      await expect(call(one, 'refreshFromDb')).rejects.toThrow(Item.DoesNotExist)
      await expect(call(one, 'refreshFromDb', ['x'])).rejects.toThrow("Item has no column 'x' to refresh.")
    },
    'a column with a name of its own is written and read': async (call) => {
      const seat = await call<Seat>(Seat.objects, 'create', { hall: 'A', number: 1 })
      seat.hall = 'B'
      await call(seat, 'save')
      expect((await Seat.objects.aget({ hall: 'B' })).number).toBe(1)
    },
    'refreshFromDb of some columns asks for these alone': async (call) => {
      const one = await item()
      queries.length = 0
      await call(one, 'refreshFromDb', ['stock'])
      expect(queries).toHaveLength(1)
      expect(queries[0]?.sql).not.toContain('price')
    },
    'save of an instance that was loaded in part writes this part': async (call) => {
      await item()
      const part = await Item.objects.only('name').aget({ sku: 'a' })
      await Item.objects.all().aupdate({ stock: 50, price: '9.00' })
      part.name = 'New'
      queries.length = 0
      await call(part, 'save')
      expect(verbs()).toEqual(['update'])
      expect(await stored()).toMatchObject({ name: 'New', stock: 50, price: '9.00' })
    },
    'save of an instance that was loaded in part writes what it was given since': async (call) => {
      await item()
      const part = await Item.objects.defer('stock').aget({ sku: 'a' })
      Object.assign(part, { stock: 12 })
      await call(part, 'save')
      expect((await stored()).stock).toBe(12)
    },
    'refreshFromDb of what was left out loads it': async (call) => {
      await item()
      const part = await Item.objects.only('name').aget({ sku: 'a' })
      await call(part, 'refreshFromDb', ['stock'])
      queries.length = 0
      expect(part).toHaveProperty('stock', 1)
      expect(queries).toEqual([])
    },
    'fullClean leaves out what was not loaded': async (call) => {
      await item()
      const part = await Item.objects.only('name').aget({ sku: 'a' })
      part.name = 'x'
      await expect(call(part, 'fullClean', { exclude: ['sku'] })).rejects.toThrow('name: At least 2 are wanted, not 1.')
    },
    'fullClean finds all that is wrong, by field': async (call) => {
      const one = new Item({ sku: 'x'.repeat(13), name: 'x', stock: -1, state: 'broken' as 'new' })
      const failure = await call(one, 'fullClean').catch((error: unknown) => error)
      expect(failure).toMatchObject({ name: 'ValidationError' })
      const { errors } = failure as { errors: Record<string, string[]> }
      expect(Object.keys(errors).sort()).toEqual(['name', 'sku', 'state', 'stock'])
      expect(errors['stock']).toEqual(['At least 0 is wanted.'])
    },
    'fullClean accepts what is right, and writes nothing': async (call) => {
      await call(new Item({ sku: 'a', name: 'Al' }), 'fullClean')
      await call(await item(), 'fullClean')
      expect(await Item.objects.acount()).toBe(1)
    },
    'fullClean finds unique values that are taken': async (call) => {
      await item()
      await Seat.objects.acreate({ hall: 'A', number: 1 })
      await expect(call(new Item({ sku: 'a', name: 'Al' }), 'fullClean')).rejects.toThrow(
        'sku: A Item with this sku exists already.',
      )
      await expect(call(new Seat({ hall: 'A', number: 1 }), 'fullClean')).rejects.toThrow(
        '*: A Seat with this hall and number exists already.',
      )
      await expect(call(new Country({ code: 'at', name: 'A' }), 'fullClean')).resolves.toBe(undefined)
    },
    'fullClean calls the `clean` of the model': async (call) => {
      await expect(call(new Item({ sku: 'same', name: 'same' }), 'fullClean')).rejects.toThrow(
        '*: The name is the sku.',
      )
    },
    'fullClean leaves out what it is told to': async (call) => {
      await call(new Item({ sku: 'a', name: 'x' }), 'fullClean', { exclude: ['name'] })
    },
    'save does not run validators': async (call) => {
      await call(new Item({ sku: 'a', name: 'x', stock: -5 }), 'save')
      expect((await stored()).stock).toBe(-5)
    },
  })
})
