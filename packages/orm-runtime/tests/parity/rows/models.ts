import { expect } from 'vitest'
import {
  AbstractModel,
  createTables,
  integer,
  IntegrityError,
  QuerySet,
  SynchronousOnlyOperation,
  asyncContext,
} from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { keysOf } from '../finds.ts'
import { Author, Book, Loan, Profile, Tag } from '../models.ts'
import { sent } from '../sent.ts'
import { Play, Ticket, Trophy } from '../theatre-models.ts'
import { TICKETS } from '../theatre.ts'

const ticket = (id: string = TICKETS[0]) => Ticket.objects.aget({ id })
const seats = async (tickets: PromiseLike<readonly Ticket[]>) => (await tickets).map(({ seat }) => seat)

export const modelsSection: Section = {
  title: 'Models',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/models/',
  rows: [
    holds('An instance has its values before it is saved', () => {
      expect(new Tag({ word: 'new' })).toMatchObject({ word: 'new', id: undefined })
    }),
    holds('A name that is no field is an error that lists the choices', () => {
      expect(() => new Tag({ word: 'a', wrod: 'b' } as never)).toThrow("Tag has no column 'wrod'. It has: id, word.")
    }),
    holds('A default is a value', () => {
      expect(new Ticket({ playId: 1, seat: 9 }).state).toBe('free')
    }),
    holds('A default is a function, called for each instance', () => {
      const [one, other] = [new Ticket({ playId: 1, seat: 9 }), new Ticket({ playId: 1, seat: 10 })]
      one.extras.push('programme')
      expect(other.extras).toEqual([])
    }),
    holds('A column that may be null is null unless given', () => {
      expect(new Author({ name: 'new' }).age).toBe(null)
    }),
    differs('Text has no default', 'In Django it is the empty string.', async () => {
      await expect(Tag.objects.acreate({} as never)).rejects.toThrow('Tag.word takes a string')
    }),
    holds('db_default: the database gives the value', async () => {
      const one = await Ticket.objects.acreate({ playId: 1, seat: 9 })
      expect([one.price, (await ticket(one.id)).price]).toEqual(['20.00', '20.00'])
    }),
    holds('db_default gives way to a value', async () => {
      expect((await Ticket.objects.acreate({ playId: 1, seat: 9, price: '5.00' })).price).toBe('5.00')
    }),
    differs(
      'Before it is saved, a column that the database fills is undefined',
      'In Django it is a DatabaseDefault expression.',
      () => {
        expect(new Ticket({ playId: 1, seat: 9 }).price).toBe(undefined)
      },
    ),
    differs('choices are checked whenever a row is written', 'In Django only by full_clean and forms.', async () => {
      const wrong = { playId: 1, seat: 9, state: 'lost' } as never
      await expect(Ticket.objects.acreate(wrong)).rejects.toThrow(
        "Ticket.state takes one of 'free', 'sold', not 'lost'.",
      )
    }),
    missing('get_state_display() and labels of choices', 'Labels belong to what shows them.'),
    holds('A key that is made for each instance is there before it is saved', () => {
      const [one, other] = [new Ticket({ playId: 1, seat: 9 }), new Ticket({ playId: 1, seat: 9 })]
      expect(one.id).toMatch(/^[0-9a-f-]{36}$/)
      expect(one.id).not.toBe(other.id)
    }),
    holds('A key that is text', async () => {
      await Trophy.objects.acreate({ code: 'oscar' })
      expect((await Trophy.objects.aget({ code: 'oscar' })).code).toBe('oscar')
    }),
    holds('pk in lookups stands for the primary key', async () => {
      expect((await Ticket.objects.aget({ pk: TICKETS[1] })).seat).toBe(1)
      expect(await Ticket.objects.filter({ pk__in: [TICKETS[0], TICKETS[1]] }).acount()).toBe(2)
    }),
    holds('pk in values stands for the primary key', async () => {
      const [made, isNew] = await Trophy.objects.agetOrCreate({ pk: 'oscar' })
      expect([made.code, isNew]).toEqual(['oscar', true])
    }),
    missing('pk as a property of instances', 'Instances have their own key’s name only.'),
    differs(
      'Two instances of one row are not the same',
      'In Django == compares models and keys; JavaScript can’t be told how to compare.',
      async () => {
        const [one, other] = [await Tag.objects.aget({ id: 1 }), await Tag.objects.aget({ id: 1 })]
        expect(one === other).toBe(false)
        expect(one).toEqual(other)
        expect(new Set([one, other]).size).toBe(2)
      },
    ),
    holds('Two queries of one row make an instance each', async () => {
      const [one, other] = [await Tag.objects.aget({ id: 1 }), await Tag.objects.aget({ id: 1 })]
      one.word = 'changed'
      expect(other.word).toBe('classic')
    }),
    holds('Instances are of their model', async () => {
      expect(await Tag.objects.afirst()).toBeInstanceOf(Tag)
    }),
    holds('DoesNotExist of one model is not that of another', async () => {
      await expect(Tag.objects.aget({ id: 99 })).rejects.toThrow(Tag.DoesNotExist)
      await expect(Tag.objects.aget({ id: 99 })).rejects.not.toThrow(Book.DoesNotExist)
    }),
    holds('MultipleObjectsReturned is the model’s own', async () => {
      await expect(Tag.objects.aget({ id__gt: 0 })).rejects.toThrow(Tag.MultipleObjectsReturned)
    }),
    holds('ordering is the order of querysets that have no other', async () => {
      expect(await keysOf(Loan.objects)).toEqual([1, 3, 2])
    }),
    holds('order_by replaces ordering', async () => {
      expect(await keysOf(Loan.objects.orderBy('id'))).toEqual([1, 2, 3])
    }),
    holds('ordering is left out where rows are counted', async (database) => {
      const [query] = await sent(database, () => Loan.objects.acount())
      expect(query?.sql).not.toContain('order by')
    }),
    missing('get_latest_by', '`latest` names its column.'),
    missing('order_with_respect_to', 'Give the rows a column for their place.'),
    holds('An abstract model gives its fields', async () => {
      const one = await Ticket.objects.acreate({ playId: 1, seat: 9 })
      expect([one.madeAt instanceof Date, one.note]).toEqual([true, 'none'])
    }),
    holds('An abstract model gives its methods', async () => {
      expect((await Ticket.objects.acreate({ playId: 1, seat: 9 })).isFresh()).toBe(true)
    }),
    holds('An abstract model gives its options', async () => {
      expect(await seats(Ticket.objects.all())).toEqual([1, 2, 3])
    }),
    holds('A field of the model takes the place of an inherited one', () => {
      expect(Ticket.fields.note.column).toBe('remark')
    }),
    holds('An abstract model has no instances', () => {
      const Named = AbstractModel({ size: integer() })
      expect(() => new Named()).toThrow('is an abstract model')
    }),
    missing('Inheritance over several tables', 'Use a one-to-one relation.'),
    missing('Proxy models', 'Give the model a second manager, or wrap the rows.'),
    holds('A queryset has methods of its own, which go on chaining', async () => {
      expect(await seats(Ticket.objects.filter({ state: 'free' }).dear())).toEqual([2])
    }),
    holds('The manager has the methods of its querysets', async () => {
      expect(await seats(Ticket.objects.dear())).toEqual([1, 2])
    }),
    holds('A manager can begin with fewer rows', async () => {
      expect(await seats(Ticket.sold.all())).toEqual([1])
      expect(await Ticket.sold.acount()).toBe(1)
    }),
    holds('A model has several managers', async () => {
      expect([await Ticket.objects.acount(), await Ticket.sold.acount()]).toEqual([3, 1])
    }),
    holds('A filtered manager keeps its methods', async () => {
      expect(Ticket.sold.dear()).toBeInstanceOf(QuerySet)
      expect(await seats(Ticket.sold.dear())).toEqual([1])
    }),
    holds('Unique columns are unique', async () => {
      await expect(Tag.objects.acreate({ word: 'classic' })).rejects.toThrow(IntegrityError)
    }),
    holds('A UniqueConstraint of several columns', async () => {
      await expect(Ticket.objects.acreate({ playId: 1, seat: 1 })).rejects.toThrow(IntegrityError)
      await Ticket.objects.acreate({ playId: 2, seat: 1 })
    }),
    holds('A CheckConstraint', async () => {
      await expect(Ticket.objects.acreate({ playId: 1, seat: 9, price: '-1.00' })).rejects.toThrow(IntegrityError)
    }),
    holds('A CheckConstraint that compares columns', async () => {
      const early = Ticket.objects.filter({ id: TICKETS[0] }).aupdate({ changedAt: new Date(0) })
      await expect(early).rejects.toThrow(IntegrityError)
    }),
    differs('The error tells the kind of the constraint', 'In Django it is in the text of the driver.', async () => {
      await expect(Tag.objects.acreate({ word: 'classic' })).rejects.toMatchObject({ kind: 'unique' })
      const negative = Ticket.objects.acreate({ playId: 1, seat: 9, price: '-1.00' })
      await expect(negative).rejects.toMatchObject({ kind: 'check', constraint: 'tickets__price' })
    }),
    holds('db_column names the column', async (database) => {
      const [query] = await sent(database, () => Ticket.objects.filter({ note: 'x' }).acount())
      expect(query?.sql).toContain('remark')
    }),
    differs('The table has the name that the model gives', 'In Django it is made of the app and the model.', () => {
      expect(Profile.table).toBe('profiles')
    }),
    holds('auto_now_add is the moment of creation', async () => {
      const one = await ticket()
      const before = one.madeAt
      await one.asave()
      expect((await ticket()).madeAt).toEqual(before)
    }),
    holds('auto_now is the moment of saving', async () => {
      const one = await ticket()
      await Ticket.objects.all().aupdate({ madeAt: new Date(0), changedAt: new Date(0) })
      await one.asave()
      expect((await ticket()).changedAt.getTime()).toBeGreaterThan(0)
    }),
    holds('auto_now is not set by update', async () => {
      await Ticket.objects.all().aupdate({ madeAt: new Date(0), changedAt: new Date(0) })
      await Ticket.objects.all().aupdate({ state: 'sold', buyer: 'x' })
      expect((await ticket()).changedAt).toEqual(new Date(0))
    }),
    differs('auto_now_add gives way to a value', 'In Django it is overwritten.', async () => {
      expect((await Ticket.objects.acreate({ playId: 1, seat: 9, madeAt: new Date(0) })).madeAt).toEqual(new Date(0))
    }),
    holds('A deferred column is loaded when it is read', async (database) => {
      const [one] = await Book.objects.filter({ id: 1 }).defer('title')
      const queries = await sent(database, () => expect((one as Book).title).toBe('Dispossessed'))
      expect(queries).toHaveLength(1)
    }),
    holds('A deferred column is loaded once', async (database) => {
      const [one] = await Book.objects.filter({ id: 1 }).only('pages')
      const queries = await sent(database, () => [(one as Book).title, (one as Book).title])
      expect(queries).toHaveLength(1)
    }),
    holds('A deferred column is not read in an async context', async () => {
      const [one] = await Book.objects.filter({ id: 1 }).defer('title')
      await expect(asyncContext(async () => (one as Book).title)).rejects.toThrow(SynchronousOnlyOperation)
    }),
    holds('A deferred column that is assigned needs no query', async (database) => {
      const [one] = await Book.objects.filter({ id: 1 }).defer('title')
      const queries = await sent(database, () =>
        expect(Object.assign(one as Book, { title: 'Mine' }).title).toBe('Mine'),
      )
      expect(queries).toEqual([])
    }),
    holds('save writes the columns that were loaded', async () => {
      const [one] = await Book.objects.filter({ id: 1 }).defer('title')
      await Book.objects.filter({ id: 1 }).aupdate({ title: 'Changed' })
      await (one as Book).asave()
      expect((await Book.objects.aget({ id: 1 })).title).toBe('Changed')
    }),
    missing('get_deferred_fields()', 'What is deferred is no own property that can be listed.'),
    holds('using saves to another database', async () => {
      await createTables({ using: 'archive' })
      await new Tag({ word: 'elsewhere' }).asave({ using: 'archive' })
      expect(await Tag.objects.filter({ word: 'elsewhere' }).aexists()).toBe(false)
      expect(await Tag.objects.using('archive').filter({ word: 'elsewhere' }).adelete()).toBe(1)
    }),
    holds('An instance is saved to the database that it came from', async () => {
      await createTables({ using: 'archive' })
      const made = await Play.objects.using('archive').acreate({ title: 'Old' })
      made.title = 'Older'
      await made.asave()
      expect([await Play.objects.filter({ title: 'Older' }).acount(), await made.adelete()]).toEqual([0, 1])
    }),
    holds('Related rows come from the database of the instance', async () => {
      await createTables({ using: 'archive' })
      const old = await Play.objects.using('archive').acreate({ id: 1, title: 'Old' })
      expect(await old.parts.acount()).toBe(0)
      await old.adelete()
    }),
    missing('Generated columns', 'Annotate the querysets, or let a migration add the column.'),
    missing('Fields with conversions of their own (from_db_value, get_prep_value)', 'Convert in methods of the model.'),
    missing('Model.from_db', 'Rows are put into instances by code that is made once for each query.'),
    missing('FileField and ImageField', 'Storage of files is a library’s own business: keep the path.'),
  ],
}
