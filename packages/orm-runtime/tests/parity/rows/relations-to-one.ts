import { expect } from 'vitest'
import { asyncContext, IntegrityError, SynchronousOnlyOperation } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Author, Book, Profile, Publisher } from '../models.ts'
import { sent } from '../sent.ts'
import { Actor, Trophy } from '../theatre-models.ts'

const author = (id: number) => Author.objects.aget({ id })
const book = (id: number) => Book.objects.aget({ id })

export const relationsToOne: Section = {
  title: 'Relations to one row',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/examples/many_to_one/',
  rows: [
    holds('Reading a relation loads the row, once', async (database) => {
      const one = await book(1)
      const queries = await sent(database, () => expect([one.author.name, one.author.age]).toEqual(['Ursula', 88]))
      expect(queries).toHaveLength(1)
    }),
    holds('Reading a relation in an async context is an error that names the twin', async () => {
      const one = await book(1)
      const reading = asyncContext(async () => one.author.name)
      await expect(reading).rejects.toThrow(SynchronousOnlyOperation)
      await expect(reading).rejects.toThrow("await book.aload('author')")
    }),
    differs(
      'aload loads a relation without blocking',
      'Django has no twin for it: its advice is select_related.',
      async () => {
        const one = await book(1)
        expect([(await one.aload('author')).name, one.author.name]).toEqual(['Ursula', 'Ursula'])
      },
    ),
    holds('The key of the related row is there without a query', async (database) => {
      const one = await book(1)
      expect(await sent(database, () => expect(one.authorId).toBe(1))).toEqual([])
    }),
    holds('A foreign key that is null leads to null without a query', async (database) => {
      const one = await book(3)
      expect(await sent(database, () => expect(one.publisher).toBe(null))).toEqual([])
    }),
    holds('A relation of a model to itself', async () => {
      expect((await author(2)).mentor?.name).toBe('Ursula')
    }),
    holds('Two rows that lead to the same row have an instance each', async () => {
      const [first, second] = [await book(1), await book(2)]
      expect(first.author).not.toBe(second.author)
      expect(first.author.id).toBe(second.author.id)
    }),
    holds('Assigning an instance changes the key', async () => {
      const [one, octavia] = [await book(1), await author(2)]
      one.author = octavia
      await one.asave()
      expect([one.authorId, (await book(1)).authorId]).toEqual([2, 2])
    }),
    holds('What was assigned is read without a query', async (database) => {
      const [one, octavia] = [await book(1), await author(2)]
      one.author = octavia
      expect(await sent(database, () => expect(one.author).toBe(octavia))).toEqual([])
    }),
    holds('Assigning null empties a relation', async () => {
      const one = await book(1)
      one.publisher = null
      await one.asave()
      expect((await book(1)).publisherId).toBe(null)
    }),
    holds('Assigning a key forgets the row that was loaded', async () => {
      const one = await book(1)
      expect(one.author.name).toBe('Ursula')
      one.authorId = 2
      expect(one.author.name).toBe('Octavia')
    }),
    holds('Assigning an instance of another model is an error', async () => {
      const [one, ace] = [await book(1), await Publisher.objects.aget({ id: 1 })]
      expect(() => Object.assign(one, { author: ace })).toThrow('A Author is wanted here, not a Publisher.')
    }),
    holds('Assigning a key in place of an instance is an error', async () => {
      const one = await book(1)
      expect(() => Object.assign(one, { author: 2 })).toThrow('`author` takes a Author.')
    }),
    differs(
      'Assigning an instance that was never saved is an error',
      'In Django the error comes when the row is saved.',
      async () => {
        const one = await book(1)
        expect(() => Object.assign(one, { author: new Author({ name: 'new' }) })).toThrow('save it first')
      },
    ),
    holds('A row without the relation that it needs is not saved', async () => {
      const one = await book(1)
      Object.assign(one, { author: null })
      await expect(one.asave()).rejects.toThrow("Book.authorId can't be null")
    }),
    holds('create takes an instance, or a key under the name of its column', async () => {
      const values = { title: 'New', price: '1.00', pages: 1 }
      const byInstance = await Book.objects.acreate({ ...values, author: await author(2) })
      const byKey = await Book.objects.acreate({ ...values, authorId: 2 })
      expect([byInstance.authorId, byKey.author.name]).toEqual([2, 'Octavia'])
    }),
    holds('Saving a row does not save the row it leads to', async () => {
      const one = await book(1)
      one.author.name = 'Changed'
      await one.asave()
      expect((await author(1)).name).toBe('Ursula')
    }),
    holds('A key that no row has is an error of the database', async () => {
      const values = { title: 'New', price: '1.00', pages: 1, authorId: 4711 }
      await expect(Book.objects.acreate(values)).rejects.toThrow(IntegrityError)
    }),
    holds('A loaded relation is forgotten by refresh_from_db', async () => {
      const one = await book(1)
      expect(one.author.name).toBe('Ursula')
      await Author.objects.filter({ id: 1 }).aupdate({ name: 'Changed' })
      await one.arefreshFromDb()
      expect(one.author.name).toBe('Changed')
    }),
    holds('One to one, from its own end', async () => {
      expect((await Profile.objects.aget({ id: 1 })).author.name).toBe('Ursula')
    }),
    holds('One to one, from the other end', async () => {
      expect((await author(1)).profile?.biography).toBe('Earthsea')
    }),
    differs('The other end of a one-to-one that has no row is null', 'In Django reading it is an error.', async () => {
      expect((await author(2)).profile).toBe(null)
    }),
    holds('The other end is asked for once', async (database) => {
      const ursula = await author(1)
      const queries = await sent(database, () => [ursula.profile, ursula.profile])
      expect(queries).toHaveLength(1)
    }),
    holds('The row from the other end leads back to the same instance', async (database) => {
      const ursula = await author(1)
      const { profile } = ursula
      expect(await sent(database, () => expect(profile?.author).toBe(ursula))).toEqual([])
    }),
    holds('Assigning at the other end changes the key of what is assigned', async () => {
      const [octavia, profile] = [await author(2), await Profile.objects.aget({ id: 1 })]
      octavia.profile = profile
      await profile.asave()
      expect((await author(2)).profile?.id).toBe(1)
    }),
    holds('Assigning null at the other end leaves what was there without a key', async () => {
      const profile = await Profile.objects.aget({ id: 1 })
      const ursula = profile.author
      ursula.profile = null
      expect([ursula.profile, profile.authorId]).toEqual([null, null])
    }),
    holds('No two rows share a one-to-one relation', async () => {
      await expect(Profile.objects.acreate({ authorId: 1 })).rejects.toThrow(IntegrityError)
    }),
    holds('Several rows may be without a one-to-one relation', async () => {
      await Trophy.objects.abulkCreate([{ code: 'a' }, { code: 'b' }])
      expect(await Trophy.objects.filter({ holder: null }).acount()).toBe(2)
    }),
    holds('A one-to-one relation without a name at the other end', async () => {
      await Trophy.objects.acreate({ code: 'a', holderId: 2 })
      expect((await Trophy.objects.aget({ holder: await Actor.objects.aget({ id: 2 }) })).code).toBe('a')
    }),
    missing('to_field: a foreign key to a unique column', 'Foreign keys lead to the primary key.'),
    missing('A primary key of several columns', 'Use a key of its own, and a unique constraint.'),
    missing(
      'db_constraint=False: a relation that the database does not check',
      'The database checks every foreign key.',
    ),
    missing('limit_choices_to', 'It serves forms.'),
    missing('Generic relations, to rows of any model', 'One foreign key for each model, and a check constraint.'),
    missing('A one-to-one relation as the primary key', 'A relation has no `primaryKey`: use a key of its own.'),
  ],
}
