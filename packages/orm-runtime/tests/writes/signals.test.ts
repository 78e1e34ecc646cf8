import { afterEach, beforeEach, expect, it } from 'vitest'
import { aatomic, postDelete, postSave, preDelete, preSave } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { onEitherHalf } from './either-half.ts'
import { emptyStore, Item, models, Shelf } from './store-models.ts'

onEachDatabase({ models }, ({ queries }) => {
  let ends: (() => void)[] = []
  const heard: string[] = []
  const listen = (...more: (() => void)[]) => (ends = [...ends, ...more])
  const listenToAll = () =>
    listen(
      preSave.connect(({ instance }) => heard.push(`preSave ${instance.label}`), { sender: Shelf }),
      postSave.connect(({ instance, created }) => heard.push(`postSave ${instance.label} ${created}`), {
        sender: Shelf,
      }),
      preDelete.connect(({ instance }) => heard.push(`preDelete ${instance.label} ${instance.id > 0}`), {
        sender: Shelf,
      }),
      postDelete.connect(({ instance }) => heard.push(`postDelete ${instance.label} ${instance.id > 0}`), {
        sender: Shelf,
      }),
    )
  beforeEach(async () => {
    await emptyStore()
    heard.length = 0
    queries.length = 0
  })
  afterEach(() => {
    for (const end of ends) end()
    ends = []
  })

  onEitherHalf({
    'saving tells of a new row, then of a changed one': async (call) => {
      listenToAll()
      const shelf = new Shelf({ label: 'a' })
      await call(shelf, 'save')
      await call(shelf, 'save')
      expect(heard).toEqual(['preSave a', 'postSave a true', 'preSave a', 'postSave a false'])
    },
    'create, getOrCreate and updateOrCreate tell of it': async (call) => {
      listenToAll()
      await call(Shelf.objects, 'create', { label: 'a' })
      await call(Shelf.objects, 'getOrCreate', { label: 'b' })
      await call(Shelf.objects, 'updateOrCreate', { label: 'b' }, { label: 'c' })
      expect(heard.filter((one) => one.startsWith('post'))).toEqual([
        'postSave a true',
        'postSave b true',
        'postSave c false',
      ])
    },
    'deleting an instance tells of it, with its key': async (call) => {
      const shelf = await Shelf.objects.acreate({ label: 'a' })
      listenToAll()
      await call(shelf, 'delete')
      expect(heard).toEqual(['preDelete a true', 'postDelete a true'])
    },
    'deleting the rows of a query tells of each': async (call) => {
      await Shelf.objects.abulkCreate([{ label: 'a' }, { label: 'b' }, { label: 'other' }])
      listenToAll()
      expect(await call(Shelf.objects.filter({ label__in: ['a', 'b'] }).orderBy('label'), 'delete')).toBe(2)
      expect(heard).toEqual(['preDelete a true', 'preDelete b true', 'postDelete a true', 'postDelete b true'])
      expect(await Shelf.objects.acount()).toBe(1)
    },
    'bulk operations and the update of a query tell of nothing': async (call) => {
      listenToAll()
      await call(Shelf.objects, 'bulkCreate', [{ label: 'a' }])
      const shelves = await Shelf.objects.all()
      await call(Shelf.objects, 'bulkUpdate', shelves, ['label'])
      await call(Shelf.objects.all(), 'update', { label: 'b' })
      expect(heard).toEqual([])
    },
    'a receiver hears of the models that it asked for': async (call) => {
      const models: unknown[] = []
      listen(postSave.connect(({ sender }) => models.push(sender)))
      listenToAll()
      await call(Item.objects, 'create', { sku: 'a', name: 'Al' })
      expect(models).toEqual([Item])
      expect(heard).toEqual([])
    },
    'the event says which columns and which database': async (call) => {
      const shelf = await Shelf.objects.acreate({ label: 'a' })
      const events: unknown[] = []
      listen(postSave.connect(({ instance: _, ...event }) => events.push(event), { sender: Shelf }))
      await call(shelf, 'save', { updateFields: ['label'] })
      await call(shelf, 'save')
      const event = { sender: Shelf, created: false, using: 'default' }
      expect(events).toEqual([
        { ...event, updateFields: ['label'] },
        { ...event, updateFields: undefined },
      ])
    },
    'what a receiver changes before saving is saved': async (call) => {
      listen(preSave.connect(({ instance }) => (instance.label = instance.label.toUpperCase()), { sender: Shelf }))
      await call(Shelf.objects, 'create', { label: 'a' })
      expect(await Shelf.objects.filter({ label: 'A' }).acount()).toBe(1)
    },
    'an error before saving is thrown, and nothing is saved': async (call) => {
      const refuse = () => {
        throw new RangeError('not today')
      }
      listen(preSave.connect(refuse, { sender: Shelf }))
      await expect(call(Shelf.objects, 'create', { label: 'a' })).rejects.toThrow(RangeError)
      expect(await Shelf.objects.acount()).toBe(0)
    },
    'a receiver that was disconnected hears nothing more': async (call) => {
      const receiver = () => heard.push('once')
      preSave.connect(receiver, { sender: Shelf })
      await call(Shelf.objects, 'create', { label: 'a' })
      expect(preSave.disconnect(receiver, { sender: Shelf })).toBe(true)
      expect(preSave.disconnect(receiver, { sender: Shelf })).toBe(false)
      await call(Shelf.objects, 'create', { label: 'b' })
      expect(heard).toEqual(['once'])
    },
    'a receiver that is connected twice is called once': async (call) => {
      const receiver = () => heard.push('once')
      listen(preSave.connect(receiver, { sender: Shelf }), preSave.connect(receiver, { sender: Shelf }))
      await call(Shelf.objects, 'create', { label: 'a' })
      expect(heard).toEqual(['once'])
    },
  })

  it('asynchronous calls await receivers in their order', async () => {
    listen(
      preSave.connect(
        async () => {
          await Shelf.objects.acount()
          heard.push('first')
        },
        { sender: Shelf },
      ),
      preSave.connect(() => heard.push('second'), { sender: Shelf }),
    )
    await Shelf.objects.acreate({ label: 'a' })
    expect(heard).toEqual(['first', 'second'])
  })

  it('blocking calls refuse asynchronous receivers before anything is written', async () => {
    listen(postSave.connect(async function notify() {}, { sender: Shelf }))
    expect(() => Shelf.objects.create({ label: 'a' })).toThrow(
      "The receiver 'notify' of `postSave` is asynchronous, and this call blocks.",
    )
    expect(await Shelf.objects.acount()).toBe(0)
  })

  it('blocking calls refuse a receiver that answers a promise', () => {
    listen(preSave.connect(() => Promise.reject(new Error('unheard')), { sender: Shelf }))
    expect(() => Shelf.objects.create({ label: 'a' })).toThrow('is asynchronous, and this call blocks')
  })

  it('receivers write in the transaction of the call', async () => {
    listen(
      postSave.connect(({ instance }) => Item.objects.acreate({ sku: 'x', name: instance.label, shelf: instance }), {
        sender: Shelf,
      }),
    )
    const failing = aatomic(async () => {
      await Shelf.objects.acreate({ label: 'ab' })
      expect(await Item.objects.acount()).toBe(1)
      throw new RangeError('back')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(await Item.objects.acount()).toBe(0)
  })

  it('without receivers, deleting the rows of a query is one statement', async () => {
    await Shelf.objects.all().adelete()
    expect(queries).toHaveLength(1)
  })
})
