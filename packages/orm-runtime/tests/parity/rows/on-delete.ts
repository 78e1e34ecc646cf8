import { expect } from 'vitest'
import { IntegrityError, postDelete } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { keysOf } from '../finds.ts'
import { Author, Book, Loan, Profile, Publisher } from '../models.ts'
import { wordsSent } from '../sent.ts'
import { Actor, Booking, Hall, Part, Play, Trophy } from '../theatre-models.ts'

export const onDelete: Section = {
  title: 'Deleting rows that others refer to',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/fields/#django.db.models.ForeignKey.on_delete',
  rows: [
    holds('CASCADE deletes the rows that refer to it', async () => {
      await (await Author.objects.aget({ id: 2 })).adelete()
      expect(await Book.objects.filter({ id: 3 }).aexists()).toBe(false)
    }),
    holds('CASCADE goes on to the rows that refer to those', async () => {
      await (await Author.objects.aget({ id: 1 })).adelete()
      expect(await keysOf(Loan.objects)).toEqual([3])
    }),
    holds('CASCADE of a one-to-one relation', async () => {
      await (await Author.objects.aget({ id: 1 })).adelete()
      expect(await Profile.objects.acount()).toBe(0)
    }),
    holds('CASCADE where a queryset is deleted', async () => {
      await Author.objects.filter({ id__in: [1, 2] }).adelete()
      expect((await keysOf(Book.objects)).sort()).toEqual([4, 5])
    }),
    holds('SET_NULL leaves the rows without it', async () => {
      await (await Publisher.objects.aget({ id: 1 })).adelete()
      expect(await Book.objects.filter({ publisher: null }).acount()).toBe(5)
    }),
    holds('SET_NULL of a relation of a model to itself', async () => {
      await (await Author.objects.aget({ id: 2 })).adelete()
      expect((await Author.objects.aget({ id: 3 })).mentorId).toBe(null)
    }),
    holds('SET_NULL of a one-to-one relation', async () => {
      await Trophy.objects.acreate({ code: 'a', holderId: 2 })
      await (await Actor.objects.aget({ id: 2 })).adelete()
      expect((await Trophy.objects.aget({ code: 'a' })).holderId).toBe(null)
    }),
    holds('Two relations of a row to one model act on their own', async () => {
      await (await Actor.objects.aget({ id: 3 })).adelete()
      expect((await Part.objects.aget({ id: 1 })).understudyId).toBe(null)
      await (await Actor.objects.aget({ id: 1 })).adelete()
      expect(await Part.objects.filter({ id: 1 }).aexists()).toBe(false)
    }),
    differs(
      'RESTRICT, the default, refuses with an IntegrityError',
      'In Django on_delete has no default, and the error is RestrictedError; ours is the database’s.',
      async () => {
        await Booking.objects.acreate({ playId: 3, hallId: 1 })
        await expect(Play.objects.filter({ id: 3 }).adelete()).rejects.toThrow(IntegrityError)
        expect(await Play.objects.filter({ id: 3 }).aexists()).toBe(true)
      },
    ),
    holds('RESTRICT refuses the whole deletion', async () => {
      await Booking.objects.acreate({ playId: 3, hallId: 1 })
      await expect(Play.objects.all().adelete()).rejects.toThrow(IntegrityError)
      expect(await Play.objects.acount()).toBe(3)
    }),
    holds('RESTRICT lets rows go that nothing refers to', async () => {
      await Booking.objects.acreate({ playId: 3, hallId: 1 })
      expect(await Play.objects.filter({ id: 2 }).adelete()).toBe(1)
    }),
    holds('DO_NOTHING leaves it to the database, which refuses', async () => {
      await Booking.objects.acreate({ playId: 3, hallId: 1 })
      await expect(Hall.objects.filter({ id: 1 }).adelete()).rejects.toThrow(IntegrityError)
    }),
    differs(
      'The database acts, in one DELETE',
      'Django fetches and deletes the rows itself, unless DB_CASCADE is chosen.',
      async (database) => {
        expect(await wordsSent(database, () => Author.objects.filter({ id: 1 }).adelete())).toEqual(['delete'])
      },
    ),
    differs(
      'delete answers how many rows of the model there were',
      'In Django it counts the cascaded rows too, by model.',
      async () => {
        expect(await Author.objects.filter({ id__in: [1, 2] }).adelete()).toBe(2)
        expect(await (await Author.objects.aget({ id: 3 })).adelete()).toBe(1)
      },
    ),
    differs(
      'Rows that the database deletes send no signals',
      'In Django they do, except with DB_CASCADE.',
      async () => {
        const deleted: unknown[] = []
        const end = postDelete.connect(({ sender }) => deleted.push(sender))
        await (await Author.objects.aget({ id: 1 })).adelete().finally(end)
        expect(deleted).toEqual([Author])
      },
    ),
    holds('delete of no rows deletes none', async () => {
      expect(await Author.objects.filter({ id: 4711 }).adelete()).toBe(0)
      expect(await Author.objects.none().adelete()).toBe(0)
    }),
    holds('delete of rows found across a relation', async () => {
      expect(await Book.objects.filter({ author__name: 'Nnedi' }).adelete()).toBe(2)
      expect((await keysOf(Book.objects)).sort()).toEqual([1, 2, 3])
    }),
    holds('A slice is not deleted', async () => {
      await expect(Book.objects.orderBy('id').slice(0, 1).adelete()).rejects.toThrow('`delete` after `slice`')
    }),
    holds('A deleted instance has no key any more', async () => {
      const one = await Book.objects.aget({ id: 1 })
      await one.adelete()
      expect([one.id, one.title]).toEqual([undefined, 'Dispossessed'])
    }),
    missing(
      'PROTECT, whose error names the rows that refer to it',
      '`restrict` refuses as well; the database names the constraint.',
    ),
    missing('SET(function)', 'Update the rows before the deletion, in one transaction.'),
    missing('SET_DEFAULT on MariaDB', 'InnoDB has no SET DEFAULT; SQLite and PostgreSQL have `setDefault`.'),
  ],
}
