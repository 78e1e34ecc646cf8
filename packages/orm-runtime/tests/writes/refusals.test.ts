import { beforeEach, describe, expect, it } from 'vitest'
import { UsageError } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { City, emptyStore, Item, models, Shelf, Token } from './store-models.ts'

/** Values that no column may take: the values of a row beside the others, and what the message says. */
const refused: Record<string, [values: object, message: string]> = {
  'another type': [{ name: 3 }, 'Item.name takes a string'],
  'NaN as a whole number': [{ stock: NaN }, 'Item.stock takes a whole number up to 2^53, not NaN.'],
  'a fraction': [{ stock: 1.5 }, 'Item.stock takes a whole number'],
  'a whole number beyond 2^53': [{ stock: 2 ** 53 + 2 }, 'Item.stock takes a whole number'],
  infinity: [{ stock: Infinity }, 'Item.stock takes a whole number'],
  'a bigint for an integer': [{ stock: 1n }, 'Item.stock takes a whole number'],
  'text for a number': [{ stock: '1' }, 'Item.stock takes a whole number'],
  'an invalid date': [{ createdAt: new Date(NaN) }, 'Item.createdAt takes a valid Date, not Invalid Date.'],
  'text for a moment': [{ createdAt: '2026-01-01' }, 'Item.createdAt takes a valid Date'],
  'a lone surrogate': [{ name: 'a\uD800' }, 'Item.name takes whole characters'],
  'U+0000': [{ name: 'a\u0000' }, 'Item.name takes whole characters'],
  'text that is too long': [{ sku: 'x'.repeat(13) }, 'Item.sku takes a string of at most 12 characters'],
  'a wrong choice': [{ state: 'broken' }, "Item.state takes one of 'new', 'used', not 'broken'."],
  'a choice of another type': [{ state: 1 }, "Item.state takes one of 'new', 'used', not 1."],
  'null where there is none': [{ name: null }, "Item.name can't be null"],
  'a decimal with too many places': [{ price: '1.234' }, 'Item.price takes a decimal string'],
  'a decimal with too many digits': [{ price: '123456789.00' }, 'Item.price takes a decimal string'],
  'a decimal as a number': [{ price: 1.5 }, 'Item.price takes a decimal string'],
  'truth as a number': [{ active: 1 }, 'Item.active takes true or false, not 1.'],
  'JSON with NaN in it': [{ tags: [NaN] }, 'Item.tags takes a value that JSON can hold'],
  'JSON with a function in it': [{ tags: [() => 1] }, 'Item.tags takes a value that JSON can hold'],
  'JSON that is an instance': [{ tags: new Map() }, 'Item.tags takes a value that JSON can hold'],
  'an object for a key': [{ shelfId: {} }, 'Item.shelfId takes a whole number'],
  'an object with __proto__ as its own key': [
    JSON.parse('{"__proto__": {"polluted": true}}') as object,
    "Item has no column '__proto__'.",
  ],
  'an unknown column': [{ colour: 'red' }, "Item has no column 'colour'."],
}

onEachDatabase({ models }, ({ queries }) => {
  beforeEach(async () => {
    await emptyStore()
    queries.length = 0
  })

  describe.each(Object.entries(refused))('%s', (_name, [values, message]) => {
    const row = () => ({ sku: 'a', name: 'Al', ...values }) as never
    it('is not created', async () => {
      expect(() => Item.objects.create(row())).toThrow(UsageError)
      await expect(Item.objects.acreate(row())).rejects.toThrow(message)
      await expect(Item.objects.abulkCreate([{ sku: 'b', name: 'Bo' }, row()])).rejects.toThrow(message)
      expect(await Item.objects.acount()).toBe(0)
    })
    it('is not updated', async () => {
      const item = await Item.objects.acreate({ sku: 'a', name: 'Al' })
      const before = await Item.objects.aget({ sku: 'a' })
      await expect(Item.objects.all().aupdate(values as never)).rejects.toThrow(message.split('.')[0])
      // Names that are no columns are an instance's own affair.
      const known = Object.keys(values).every((name) => Object.hasOwn(before, name))
      if (known) {
        for (const [name, value] of Object.entries(values)) Object.assign(item, { [name]: value as unknown })
        await expect(item.asave({ updateFields: Object.keys(values) as never })).rejects.toThrow(message)
      }
      expect(await Item.objects.aget({ sku: 'a' })).toEqual(before)
    })
  })

  it('an instance of another model is no relation', async () => {
    const token = await Token.objects.acreate({})
    const row = { sku: 'a', name: 'Al', shelf: token } as never
    await expect(Item.objects.acreate(row)).rejects.toThrow('A Shelf is wanted here, not a Token.')
  })

  it('an instance without a key is no relation yet', async () => {
    const row = { sku: 'a', name: 'Al', shelf: new Shelf({ label: 'x' }) }
    await expect(Item.objects.acreate(row)).rejects.toThrow('This Shelf has no id yet: save it first.')
  })

  it('a whole number beyond 64 bits is no key', async () => {
    await expect(City.objects.acreate({ id: 2n ** 63n, name: 'x', countryId: 'at' })).rejects.toThrow(
      'City.id takes a bigint of 64 bits',
    )
  })

  it('a text that is no UUID is no key', async () => {
    await expect(Token.objects.acreate({ id: 'x' })).rejects.toThrow('Token.id takes a UUID such as')
  })

  it('JSON keeps a key that is called __proto__, and pollutes nothing', async () => {
    const tags = JSON.parse('[{"__proto__": {"polluted": true}}]') as never
    await Item.objects.acreate({ sku: 'a', name: 'Al', tags })
    const [tag] = (await Item.objects.aget({ sku: 'a' })).tags as unknown as object[]
    expect(Object.keys(tag ?? {})).toEqual(['__proto__'])
    expect(({} as { polluted?: boolean }).polluted).toBe(undefined)
  })

  it('an update of nothing, of a slice and of an unknown column is refused', async () => {
    await expect(Item.objects.all().aupdate({})).rejects.toThrow('changes nothing')
    await expect(Item.objects.slice(0, 1).aupdate({ stock: 1 })).rejects.toThrow('`update` after `slice`')
    await expect(Item.objects.slice(0, 1).adelete()).rejects.toThrow('`delete` after `slice`')
    await expect(Item.objects.all().aupdate({ colour: 1 } as never)).rejects.toThrow(
      "Item has no column 'colour' to update. It has: id, sku, name",
    )
    expect(queries).toEqual([])
  })
})
