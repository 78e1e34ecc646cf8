import { expect } from 'vitest'
import { aatomic, postDelete, postSave, preDelete, preSave, type SaveEvent } from 'orm-runtime'
import { differs, holds, missing, type Behaviour, type Proof, type Section } from '../behaviour.ts'
import { Author, Book, Publisher, Tag } from '../models.ts'
import { sent, wordsSent } from '../sent.ts'

/** What the receivers of a proof have heard. Those that it connects are disconnected when it ends. */
interface Listener {
  readonly heard: unknown[]
  readonly until: (end: () => void) => void
}

function listens(prove: (listener: Listener, database: Parameters<Proof>[0]) => unknown): Proof {
  return async (database) => {
    const ends: (() => void)[] = []
    try {
      await prove({ heard: [], until: (end) => void ends.push(end) }, database)
    } finally {
      for (const end of ends) end()
    }
  }
}

/** A row that holds where this work makes receivers of all four signals hear this of tags. */
function tells(name: string, work: () => unknown, heard: readonly string[]): Behaviour {
  const proof = listens(async (listener) => {
    listener.until(preSave.connect(({ instance }) => listener.heard.push(`preSave ${instance.word}`), { sender: Tag }))
    const saved = ({ instance, created }: Omit<SaveEvent, 'instance'> & { readonly instance: Tag }) =>
      listener.heard.push(`postSave ${instance.word} ${created}`)
    listener.until(postSave.connect(saved, { sender: Tag }))
    listener.until(
      preDelete.connect(({ instance }) => listener.heard.push(`preDelete ${instance.id}`), { sender: Tag }),
    )
    listener.until(
      postDelete.connect(({ instance }) => listener.heard.push(`postDelete ${instance.id}`), { sender: Tag }),
    )
    await work()
    expect(listener.heard).toEqual(heard)
  })
  return holds(name, proof)
}

const tag = () => Tag.objects.aget({ id: 1 })

export const signals: Section = {
  title: 'Signals',
  source: 'https://docs.djangoproject.com/en/stable/ref/signals/',
  rows: [
    tells('save of a new row tells that it was created', () => new Tag({ word: 'new' }).asave(), [
      'preSave new',
      'postSave new true',
    ]),
    tells('save of a row that is there tells that it was not', async () => (await tag()).asave(), [
      'preSave classic',
      'postSave classic false',
    ]),
    tells('create tells', () => Tag.objects.acreate({ word: 'new' }), ['preSave new', 'postSave new true']),
    tells('get_or_create tells of a new row', () => Tag.objects.agetOrCreate({ word: 'new' }), [
      'preSave new',
      'postSave new true',
    ]),
    tells(
      'get_or_create tells nothing of a row that is there',
      () => Tag.objects.agetOrCreate({ word: 'classic' }),
      [],
    ),
    tells('update_or_create tells of a change', () => Tag.objects.aupdateOrCreate({ id: 1 }, { word: 'changed' }), [
      'preSave changed',
      'postSave changed false',
    ]),
    tells(
      'create of a manager of related rows tells',
      async () => {
        await (await Book.objects.aget({ id: 3 })).tags.acreate({ word: 'new' })
      },
      ['preSave new', 'postSave new true'],
    ),
    tells('delete of an instance tells, with its key', async () => (await tag()).adelete(), [
      'preDelete 1',
      'postDelete 1',
    ]),
    tells(
      'delete of a query tells of each row',
      () =>
        Tag.objects
          .filter({ id__in: [1, 2] })
          .orderBy('id')
          .adelete(),
      ['preDelete 1', 'preDelete 2', 'postDelete 1', 'postDelete 2'],
    ),
    tells('bulk_create tells nothing', () => Tag.objects.abulkCreate([{ word: 'new' }]), []),
    tells('bulk_update tells nothing', async () => Tag.objects.abulkUpdate([await tag()], ['word']), []),
    tells('update of a query tells nothing', () => Tag.objects.filter({ id: 1 }).aupdate({ word: 'changed' }), []),
    tells('refresh_from_db tells nothing', async () => (await tag()).arefreshFromDb(), []),
    tells(
      'save with update_fields of nothing tells nothing',
      async () => (await tag()).asave({ updateFields: [] }),
      [],
    ),
    tells('save of another model tells nothing', () => Publisher.objects.acreate({ name: 'new' }), []),
    tells(
      'Adding rows to a many-to-many relation tells nothing of the rows',
      async () => {
        await (await Book.objects.aget({ id: 3 })).tags.aadd([1, 2])
      },
      [],
    ),
    holds(
      'A receiver without a sender hears of all models',
      listens(async ({ heard, until }) => {
        until(postSave.connect(({ sender }) => heard.push(sender)))
        await Tag.objects.acreate({ word: 'new' })
        await Publisher.objects.acreate({ name: 'new' })
        expect(heard).toEqual([Tag, Publisher])
      }),
    ),
    holds(
      'The event has the sender, the columns of update_fields and the database',
      listens(async ({ heard, until }) => {
        until(postSave.connect(({ sender, updateFields, using }) => heard.push([sender, updateFields, using])))
        const one = await tag()
        await one.asave()
        await one.asave({ updateFields: ['word'] })
        expect(heard).toEqual([
          [Tag, undefined, 'default'],
          [Tag, ['word'], 'default'],
        ])
      }),
    ),
    holds(
      'What a receiver of pre_save changes is written',
      listens(async ({ until }) => {
        until(preSave.connect(({ instance }) => (instance.word = instance.word.toUpperCase()), { sender: Tag }))
        const { id } = await Tag.objects.acreate({ word: 'new' })
        expect((await Tag.objects.aget({ id })).word).toBe('NEW')
      }),
    ),
    holds(
      'A new instance has its key in post_save, and not in pre_save',
      listens(async ({ heard, until }) => {
        until(preSave.connect(({ instance }) => heard.push(typeof instance.id), { sender: Tag }))
        until(postSave.connect(({ instance }) => heard.push(typeof instance.id), { sender: Tag }))
        await Tag.objects.acreate({ word: 'new' })
        expect(heard).toEqual(['undefined', 'number'])
      }),
    ),
    holds(
      'The row is there in pre_delete, and gone in post_delete',
      listens(async ({ heard, until }) => {
        const look = async () => void heard.push(await Tag.objects.filter({ id: 1 }).aexists())
        until(preDelete.connect(look, { sender: Tag }))
        until(postDelete.connect(look, { sender: Tag }))
        await (await tag()).adelete()
        expect(heard).toEqual([true, false])
      }),
    ),
    holds(
      'An error of pre_save is thrown, and nothing is written',
      listens(async ({ until }) => {
        until(
          preSave.connect(
            () => {
              throw new RangeError('not today')
            },
            { sender: Tag },
          ),
        )
        await expect(Tag.objects.acreate({ word: 'new' })).rejects.toThrow(RangeError)
        expect(await Tag.objects.acount()).toBe(3)
      }),
    ),
    holds(
      'An error of post_save is thrown; outside of a transaction the row stays',
      listens(async ({ until }) => {
        until(postSave.connect(() => Promise.reject(new RangeError('too late')), { sender: Tag }))
        await expect(Tag.objects.acreate({ word: 'new' })).rejects.toThrow(RangeError)
        expect(await Tag.objects.acount()).toBe(4)
      }),
    ),
    holds(
      'A receiver writes in the transaction of the call',
      listens(async ({ until }) => {
        until(postSave.connect(({ instance }) => Publisher.objects.acreate({ name: instance.word }), { sender: Tag }))
        const failing = aatomic(async () => {
          await Tag.objects.acreate({ word: 'new' })
          throw new RangeError('back')
        })
        await expect(failing).rejects.toThrow(RangeError)
        expect(await Publisher.objects.acount()).toBe(2)
      }),
    ),
    holds(
      'An asynchronous call awaits its receivers',
      listens(async ({ heard, until }) => {
        const count = async () => void heard.push(await Author.objects.acount())
        until(postSave.connect(count, { sender: Tag }))
        await Tag.objects.acreate({ word: 'new' })
        expect(heard).toEqual([4])
      }),
    ),
    differs(
      'Receivers are called one after the other',
      'In Django an asynchronous call gathers its asynchronous receivers after the others; ours keeps their order.',
      listens(async ({ heard, until }) => {
        const first = async () => {
          await Author.objects.acount()
          heard.push('first')
        }
        until(postSave.connect(first, { sender: Tag }))
        until(postSave.connect(() => heard.push('second'), { sender: Tag }))
        await Tag.objects.acreate({ word: 'new' })
        expect(heard).toEqual(['first', 'second'])
      }),
    ),
    differs(
      'A blocking call refuses asynchronous receivers before it writes',
      'In Django it runs them in a loop of their own, by async_to_sync.',
      listens(async ({ until }) => {
        until(postSave.connect(async () => undefined, { sender: Tag }))
        expect(() => Tag.objects.create({ word: 'new' })).toThrow('is asynchronous, and this call blocks')
        expect(await Tag.objects.acount()).toBe(3)
      }),
    ),
    holds(
      'A blocking call calls blocking receivers',
      listens(({ heard, until }) => {
        until(postSave.connect(() => heard.push(Tag.objects.count()), { sender: Tag }))
        Tag.objects.create({ word: 'new' })
        expect(heard).toEqual([4])
      }),
    ),
    holds(
      'A receiver that is connected twice is called once',
      listens(async ({ heard, until }) => {
        const receiver = () => heard.push('called')
        until(postSave.connect(receiver, { sender: Tag }))
        until(postSave.connect(receiver, { sender: Tag }))
        await Tag.objects.acreate({ word: 'new' })
        expect(heard).toEqual(['called'])
      }),
    ),
    holds(
      'disconnect ends it, and answers whether there was anything to end',
      listens(async ({ heard }) => {
        const receiver = () => heard.push('called')
        postSave.connect(receiver, { sender: Tag })
        expect(postSave.disconnect(receiver, { sender: Tag })).toBe(true)
        expect(postSave.disconnect(receiver, { sender: Tag })).toBe(false)
        await Tag.objects.acreate({ word: 'new' })
        expect(heard).toEqual([])
      }),
    ),
    differs(
      'connect answers what ends it',
      'In Django it answers nothing, and dispatch_uid names a receiver.',
      async () => {
        let called = false
        const end = postSave.connect(() => (called = true), { sender: Tag })
        end()
        await Tag.objects.acreate({ word: 'new' })
        expect(called).toBe(false)
      },
    ),
    differs(
      'A receiver is kept until it is disconnected',
      'In Django it is held weakly, and gone with its last reference.',
      listens(async ({ heard, until }) => {
        until(postSave.connect(() => heard.push('called'), { sender: Tag }))
        await Tag.objects.acreate({ word: 'new' })
        expect(heard).toEqual(['called'])
      }),
    ),
    holds('Without receivers delete of a query fetches no rows', async (database) => {
      expect(await wordsSent(database, () => Tag.objects.all().adelete())).toEqual(['delete'])
    }),
    holds(
      'With receivers delete of a query fetches the rows, and deletes them together',
      listens(async ({ until }, database) => {
        until(postDelete.connect(() => undefined, { sender: Tag }))
        const all = await sent(database, () => Tag.objects.all().adelete())
        expect(all.filter(({ sql }) => sql.startsWith('delete'))).toHaveLength(1)
      }),
    ),
    missing('pre_init and post_init', 'Rows become instances without a call of their own; use a method of the model.'),
    missing(
      'class_prepared, pre_migrate and post_migrate',
      'Models are checked by `connect`, and migrations are files.',
    ),
    missing('send_robust', 'An error of a receiver is the error of the call.'),
    missing('Signals of one’s own', 'Use an EventTarget or an emitter.'),
  ],
}
