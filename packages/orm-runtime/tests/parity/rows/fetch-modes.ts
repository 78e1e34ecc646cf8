import { expect } from 'vitest'
import { aatomic, FieldFetchBlocked } from 'orm-runtime'
import { differs, holds, type Section } from '../behaviour.ts'
import { Author, Book } from '../models.ts'
import { sent } from '../sent.ts'

const books = () => Book.objects.orderBy('id')

// The types of deferring querysets hide the columns that are left out; instances load them.
const titles = (all: readonly object[]) => all.map((one) => (one as Book).title)

export const fetchModes: Section = {
  title: 'Fetch modes',
  source: 'https://docs.djangoproject.com/en/dev/topics/db/fetch-modes/',
  rows: [
    holds('FETCH_ONE, the default, loads a relation of one row at a time', async (database) => {
      const all = await books()
      expect(await sent(database, () => all.map(({ author }) => author.name))).toHaveLength(5)
    }),
    holds('FETCH_PEERS loads a relation for all rows of the result', async (database) => {
      const all = await books().fetchMode('peers')
      expect(await sent(database, () => all.map(({ author }) => author.name))).toHaveLength(1)
    }),
    holds('FETCH_PEERS with aload', async (database) => {
      const all = await books().fetchMode('peers')
      const queries = await sent(database, async () => {
        for (const one of all) await one.aload('author')
      })
      expect(queries).toHaveLength(1)
    }),
    holds('FETCH_PEERS goes on to the relations of what it loaded', async (database) => {
      const all = await books().fetchMode('peers')
      const queries = await sent(database, () => all.map(({ author }) => author.mentor?.name))
      expect(queries).toHaveLength(2)
    }),
    holds('FETCH_PEERS loads the other end of a one-to-one relation', async (database) => {
      const all = await Author.objects.orderBy('id').fetchMode('peers')
      const queries = await sent(database, () => expect(all.map(({ profile }) => profile?.id)[0]).toBe(1))
      expect(queries).toHaveLength(1)
    }),
    holds('FETCH_PEERS loads nothing for rows that have it', async (database) => {
      const all = await books().fetchMode('peers')
      const [first, second] = all
      expect([first?.publisher?.name, second?.publisher?.name]).toEqual(['Ace', 'Ace'])
      expect(await sent(database, () => all.map(({ publisher }) => publisher))).toEqual([])
    }),
    holds('FETCH_PEERS with rows of a prefetch', async (database) => {
      const all = await Author.objects.orderBy('id').prefetchRelated('books').fetchMode('peers')
      const queries = await sent(database, () =>
        all.flatMap(({ books }) => books.toArray().map(({ publisher }) => publisher?.name)),
      )
      expect(queries).toHaveLength(1)
    }),
    holds('FETCH_PEERS loads a deferred column for all rows of the result', async (database) => {
      const all = await books().defer('title').fetchMode('peers')
      const queries = await sent(database, () => expect(titles(all)[2]).toBe('Kindred'))
      expect(queries).toHaveLength(1)
    }),
    holds('FETCH_PEERS in a transaction', async (database) => {
      await aatomic(async () => {
        const all = await books().fetchMode('peers')
        const queries = await sent(database, async () => {
          for (const one of all) await one.aload('author')
        })
        expect(queries).toHaveLength(1)
      })
    }),
    holds('RAISE refuses to load a relation', async () => {
      const one = await books().fetchMode('raise').afirst()
      expect(() => one?.author).toThrow(FieldFetchBlocked)
    }),
    holds('RAISE refuses to load the other end of a one-to-one relation', async () => {
      const one = await Author.objects.fetchMode('raise').afirst()
      expect(() => one?.profile).toThrow(FieldFetchBlocked)
    }),
    holds('RAISE refuses to load a deferred column', async (database) => {
      const [one] = await books().defer('title').fetchMode('raise')
      const queries = await sent(database, () => expect(() => (one as Book).title).toThrow(FieldFetchBlocked))
      expect(queries).toEqual([])
    }),
    holds('RAISE lets a deferred column be refreshed, or assigned', async () => {
      const [first, second] = await books().defer('title').fetchMode('raise')
      await first?.arefreshFromDb(['title'])
      Object.assign(second ?? {}, { title: 'Mine' })
      expect([(first as Book).title, (second as Book).title]).toEqual(['Dispossessed', 'Mine'])
    }),
    holds('RAISE names the relation', async () => {
      const one = await books().fetchMode('raise').afirst()
      expect(() => one?.author).toThrow('The relation Book.author is not loaded')
    }),
    holds('RAISE lets what is loaded be read', async () => {
      const one = await books().selectRelated('author').fetchMode('raise').afirst()
      expect(one?.author.name).toBe('Ursula')
    }),
    holds('RAISE lets keys and empty relations be read', async () => {
      const one = await books().fetchMode('raise').aget({ id: 3 })
      expect([one.authorId, one.publisher]).toEqual([2, null])
    }),
    holds('RAISE holds for rows that were loaded with it', async () => {
      const one = await books().selectRelated('author').fetchMode('raise').aget({ id: 3 })
      expect(() => one.author.mentor).toThrow(FieldFetchBlocked)
    }),
    holds('RAISE holds for prefetched rows', async () => {
      const [ursula] = await Author.objects.orderBy('id').prefetchRelated('books').fetchMode('raise')
      expect(() => ursula?.books.toArray()[0]?.publisher).toThrow(FieldFetchBlocked)
    }),
    holds('RAISE leaves managers of related rows alone', async () => {
      const one = await Author.objects.fetchMode('raise').aget({ id: 1 })
      expect(await one.books.acount()).toBe(2)
    }),
    differs('aload loads in the mode RAISE', 'Django has no aload; the call says that it loads.', async () => {
      const one = await books().fetchMode('raise').aget({ id: 1 })
      expect((await one.aload('author')).name).toBe('Ursula')
    }),
    holds('A mode outlives further builders', async () => {
      const one = await Book.objects.fetchMode('raise').filter({ id: 1 }).orderBy('id').afirst()
      expect(() => one?.author).toThrow(FieldFetchBlocked)
    }),
    holds('The last mode counts', async () => {
      const one = await books().fetchMode('raise').fetchMode('one').aget({ id: 1 })
      expect(one.author.name).toBe('Ursula')
    }),
  ],
}
