import { expect } from 'vitest'
import { UsageError } from 'orm-runtime'
import { differs, holds, type Section } from '../behaviour.ts'
import { finds, hasKeys, keysOf } from '../finds.ts'
import { Author, Book, Loan, Profile, Publisher, Tag } from '../models.ts'
import { sent } from '../sent.ts'

const books = Book.objects
const authors = Author.objects
const tags = Tag.objects

export const relatedLookups: Section = {
  title: 'Lookups across relations',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/queries/#lookups-that-span-relationships',
  rows: [
    finds('A foreign key by the key of the row it leads to', books.filter({ author: 1 }), [1, 2]),
    holds('A foreign key by an instance', async () => {
      expect(await keysOf(books.filter({ author: await authors.aget({ id: 2 }) }))).toEqual([3])
    }),
    finds('A foreign key by its column', books.filter({ authorId: 3 }), [4, 5]),
    finds('A foreign key by the primary key behind it', books.filter({ author__pk: 2 }), [3]),
    holds('The key of a related row needs no join', async (database) => {
      const [query] = await sent(database, () => books.filter({ author__id__in: [1, 2] }).acount())
      expect(query?.sql).not.toContain('join')
    }),
    finds('A foreign key in a list of keys', books.filter({ author__in: [2, 3] }), [3, 4, 5]),
    holds('A foreign key in a list of instances', async () => {
      expect(await keysOf(books.filter({ author__in: await authors.filter({ id__in: [2, 4] }) }))).toEqual([3])
    }),
    finds('A foreign key that is null', books.filter({ publisher__isNull: true }), [3, 5]),
    finds('null as the value of a foreign key', books.filter({ publisher: null }), [3, 5]),
    finds('A column of the related row', books.filter({ author__name: 'Octavia' }), [3]),
    finds('A lookup on a column of the related row', books.filter({ author__age__gt: 60 }), [1, 2]),
    finds('Across two relations', books.filter({ author__mentor__name: 'Ursula' }), [3]),
    finds('Across a relation to its own model, twice', authors.filter({ mentor__mentor: 1 }), [3]),
    finds(
      'isNull behind a relation has also rows without it',
      books.filter({ author__mentor__age__isNull: true }),
      [1, 2],
    ),
    finds('isNull: false behind a relation', authors.filter({ mentor__age__isNull: false }), [2, 3]),
    holds('Two lookups on one related row use one join', async (database) => {
      const where = { author__name__contains: 'U', author__age__gt: 1 }
      const [query] = await sent(database, () => books.filter(where).acount())
      expect(query?.sql.match(/join/g)).toHaveLength(1)
    }),
    finds('A one-to-one relation from its own side', Profile.objects.filter({ author__name: 'Ursula' }), [1]),
    finds('A one-to-one relation from the other side', authors.filter({ profile__biography: 'Earthsea' }), [1]),
    finds('Rows without the one at the other side', authors.filter({ profile__isNull: true }), [2, 3, 4]),
    finds('A reverse relation by a column', authors.filter({ books__title__startsWith: 'B' }), [3]),
    finds('A reverse relation by a key', authors.filter({ books: 3 }), [2]),
    finds('A reverse relation in a list', authors.filter({ books__in: [1, 3] }), [1, 2]),
    finds('Rows that have related rows', authors.filter({ books__isNull: false }), [1, 2, 3]),
    finds('Rows that have none', authors.filter({ books__isNull: true }), [4]),
    differs(
      'A row is found once, however many related rows match',
      'In Django it appears once for each of them, until distinct(); ours asks whether there is one.',
      hasKeys(authors.filter({ books__pages__gt: 100 }), [1, 2]),
    ),
    differs('count counts rows, however many related rows match', 'In Django it counts the repetitions.', async () => {
      expect(await authors.filter({ books__isNull: false }).acount()).toBe(3)
    }),
    finds('Many to many by a key', books.filter({ tags: 1 }), [1, 4]),
    holds('Many to many by an instance', async () => {
      expect(await keysOf(books.filter({ tags: await tags.aget({ word: 'novella' }) }))).toEqual([4])
    }),
    finds('Many to many by a column', books.filter({ tags__word: 'classic' }), [1, 4]),
    finds('Many to many from the other side', tags.filter({ books__title: 'Binti' }), [1, 2]),
    finds('Many to many in a list', books.filter({ tags__in: [1, 2] }), [1, 4]),
    finds('Rows without any of many to many', books.filter({ tags__isNull: true }), [2, 3, 5]),
    finds('Many to many and then a foreign key', tags.filter({ books__author__name: 'Nnedi' }), [1, 2]),
    finds('A reverse relation and then many to many', authors.filter({ books__tags__word: 'novella' }), [3]),
    finds('A reverse relation of a reverse relation', authors.filter({ books__loans__state: 'returned' }), [1]),
    finds(
      'Lookups in one call speak of one related row',
      authors.filter({ books__pages__lt: 280, books__title__startsWith: 'D' }),
      [],
    ),
    finds(
      'Lookups in two calls may speak of two',
      authors.filter({ books__pages__lt: 280 }).filter({ books__title__startsWith: 'D' }),
      [1],
    ),
    finds(
      'Two values of many to many need two calls',
      books.filter({ tags__word: 'classic' }).filter({ tags__word: 'novella' }),
      [4],
    ),
    finds('Two values in one call contradict each other', books.filter({ tags: 1, tags__word: 'novella' }), []),
    finds('exclude across a foreign key', books.exclude({ author__name: 'Ursula' }), [3, 4, 5]),
    finds('exclude across a foreign key keeps rows without it', books.exclude({ publisher__name: 'Ace' }), [3, 5]),
    finds('exclude across a column that is null', books.exclude({ author__age__gt: 60 }), [3, 4, 5]),
    finds(
      'exclude across a reverse relation: none of them may match',
      authors.exclude({ books__pages__lt: 260 }),
      [2, 4],
    ),
    finds('exclude across many to many', books.exclude({ tags__word: 'novella' }), [1, 2, 3, 5]),
    finds('exclude of isNull', books.exclude({ tags__isNull: true }), [1, 4]),
    differs(
      'Lookups in one exclude speak of one related row',
      'Django lets each of them speak of any row there, which its documentation calls a surprise.',
      hasKeys(authors.exclude({ books__pages__lt: 280, books__title__startsWith: 'D' }), [1, 2, 3, 4]),
    ),
    finds(
      'in a queryset of the related model',
      books.filter({ author__in: authors.filter({ age__gt: 50 }) }),
      [1, 2, 3],
    ),
    holds('in a queryset sends one statement', async (database) => {
      const query = books.filter({ author__in: authors.filter({ age__gt: 50 }) })
      expect(await sent(database, () => query.acount())).toHaveLength(1)
    }),
    holds('in a queryset that was awaited asks the database again', async () => {
      const old = authors.filter({ age__gt: 50 })
      await old
      await authors.filter({ id: 1 }).aupdate({ age: 1 })
      expect(await keysOf(books.filter({ author__in: old }))).toEqual([3])
    }),
    finds('in no rows', books.filter({ author__in: authors.none() }), []),
    finds('exclude of in no rows', books.exclude({ author__in: authors.none() }), [1, 2, 3, 4, 5]),
    finds('exclude of a queryset', books.exclude({ author__in: authors.filter({ age__gt: 50 }) }), [4, 5]),
    finds(
      'in a queryset across a reverse relation',
      authors.filter({ books__in: books.filter({ pages__gt: 260 }) }),
      [1, 2],
    ),
    finds('in a queryset across many to many', books.filter({ tags__in: tags.filter({ word__contains: 'v' }) }), [4]),
    finds(
      'A queryset in a queryset',
      Loan.objects.filter({ book__in: books.filter({ author__in: authors.filter({ age: null }) }) }),
      [3],
    ),
    holds('A relation that does not exist is an error that lists the fields', async () => {
      // @ts-expect-error There is no such relation.
      await expect(books.filter({ writer__name: 'Ursula' }).acount()).rejects.toThrow(/no field 'writer'.*author/)
    }),
    holds('An instance that was never saved is an error', async () => {
      const author = new Author({ name: 'New', age: 1 })
      await expect(books.filter({ author }).acount()).rejects.toThrow(UsageError)
    }),
    holds('An instance of another model is an error', async () => {
      const publisher = await Publisher.objects.aget({ id: 1 })
      // @ts-expect-error It is a publisher and no author.
      await expect(books.filter({ author: publisher }).acount()).rejects.toThrow(UsageError)
    }),
  ],
}
