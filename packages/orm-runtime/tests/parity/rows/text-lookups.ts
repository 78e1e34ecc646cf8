import { expect } from 'vitest'
import { UsageError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { finds, hasKeys, keysOf } from '../finds.ts'
import { Author, Book, Profile } from '../models.ts'

const books = Book.objects
const authors = Author.objects
const OWN_CASE =
  'Django leaves case to the collation of the database, and its contains on SQLite ignores case; ours answers alike on all databases.'

export const textLookups: Section = {
  title: 'Lookups on text',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#field-lookups',
  rows: [
    finds('A name alone means exact', books.filter({ title: 'Kindred' }), [3]),
    finds('exact may be written', books.filter({ title__exact: 'Kindred' }), [3]),
    differs('exact heeds case on every database', OWN_CASE, hasKeys(books.filter({ title: 'kindred' }), [])),
    finds('iexact ignores case', books.filter({ title__iexact: 'kINDred' }), [3]),
    finds('iexact takes the whole text', books.filter({ title__iexact: 'kindre' }), []),
    differs(
      'contains finds a part and heeds case on every database',
      OWN_CASE,
      hasKeys(authors.filter({ name__contains: 'ursula' }), [4]),
    ),
    finds('icontains finds a part in any case', authors.filter({ name__icontains: 'URSULA' }), [1, 4]),
    differs(
      'startsWith heeds case on every database',
      OWN_CASE,
      hasKeys(authors.filter({ name__startsWith: 'U' }), [1]),
    ),
    finds('istartsWith ignores case', authors.filter({ name__istartsWith: 'U' }), [1, 4]),
    finds('endsWith finds the end', books.filter({ title__endsWith: 'ed' }), [1, 3]),
    finds('iendsWith ignores case', books.filter({ title__iendsWith: 'HAND' }), [2]),
    finds('startsWith does not look at the middle', books.filter({ title__startsWith: 'Hand' }), []),
    finds('A percent sign in a value is itself', books.filter({ title__contains: '0%' }), [5]),
    finds('A percent sign alone does not match everything', books.filter({ title__startsWith: '%' }), []),
    finds('An underscore in a value is itself', books.filter({ title__contains: 'f_s' }), [5]),
    finds('An underscore does not stand for any character', books.filter({ title__icontains: 'k_ndred' }), []),
    finds('A backslash in a value is itself', books.filter({ title__contains: '\\' }), []),
    holds('A value with a backslash before a percent sign is found', async () => {
      await authors.acreate({ id: 9, name: 'back\\%slash' })
      expect(await keysOf(authors.filter({ name__contains: 'k\\%s' }))).toEqual([9])
    }),
    holds('A quote in a value is a value and no SQL', async () => {
      await authors.acreate({ id: 9, name: `O'Brien"; drop table authors; --` })
      expect(await keysOf(authors.filter({ name__startsWith: `O'Brien"; drop` }))).toEqual([9])
    }),
    finds('An empty part is in every text', books.filter({ title__contains: '' }), [1, 2, 3, 4, 5]),
    holds('An empty text is a value and not null', async () => {
      await Profile.objects.acreate({ id: 9, authorId: 2 })
      expect(await keysOf(Profile.objects.filter({ biography: '', biography__isNull: false }))).toEqual([9])
    }),
    finds('in takes several texts', books.filter({ title__in: ['Binti', 'Kindred', 'none'] }), [3, 4]),
    differs(
      'in heeds case on every database',
      OWN_CASE,
      hasKeys(books.filter({ title__in: ['binti', 'Kindred'] }), [3]),
    ),
    finds('Text has an order: lt, gte', books.filter({ title__lt: 'C', title__gte: 'B' }), [4]),
    finds('range on text has both ends', books.filter({ title__range: ['Binti', 'Dispossessed'] }), [1, 4]),
    finds('isNull says whether there is a text', books.filter({ title__isNull: true }), []),
    finds('regex heeds case', authors.filter({ name__regex: '^[uO]' }), [2, 4]),
    finds('iregex ignores case', authors.filter({ name__iregex: '^u.*a$' }), [1]),
    finds('regex knows alternatives and classes', books.filter({ title__regex: '(nti|[0-9]+% P)' }), [4, 5]),
    finds('exclude of a lookup has the others', authors.exclude({ name__icontains: 'ursula' }), [2, 3]),
    holds(
      'Beyond ASCII the database says which letters have a case: on SQLite none, on MariaDB all',
      async ({ name }) => {
        if (name === 'postgres') return
        await authors.acreate({ id: 9, name: 'Ärger' })
        expect(await keysOf(authors.filter({ name__icontains: 'äRG' }))).toEqual(name === 'sqlite' ? [] : [9])
      },
    ),
    holds('Letters with an accent are other letters', async () => {
      await authors.acreate({ id: 9, name: 'André' })
      expect(await keysOf(authors.filter({ name: 'Andre' }))).toEqual([])
    }),
    holds('Characters beyond the basic plane are found', async () => {
      await authors.acreate({ id: 9, name: 'a 💚 b' })
      expect(await keysOf(authors.filter({ name__contains: '💚' }))).toEqual([9])
    }),
    holds('Blanks at the end count, except on MariaDB', async ({ name }) => {
      expect(await keysOf(books.filter({ title: 'Kindred ' }))).toEqual(name === 'mariadb' ? [3] : [])
    }),
    holds('An unknown field is an error that lists the fields', async () => {
      // @ts-expect-error There is no such field.
      await expect(books.filter({ titel: 'Binti' }).acount()).rejects.toThrow(/no field 'titel'.*title/)
    }),
    holds('An unknown lookup is an error that lists the lookups', async () => {
      // @ts-expect-error There is no such lookup.
      await expect(books.filter({ title__like: 'Binti' }).acount()).rejects.toThrow(/no lookup 'like'.*icontains/)
    }),
    holds('A value of another type is an error', async () => {
      // @ts-expect-error A title is no number.
      await expect(books.filter({ title__contains: 7 }).acount()).rejects.toThrow(UsageError)
    }),
    missing('A program can register lookups of its own', 'Annotate an expression and filter by it.'),
    missing('Transforms such as Lower can stand in a lookup', 'annotate({ lower: Lower(…) }) and filter by it.'),
    missing('search, trigrams and unaccent of PostgreSQL', 'They belong to one database. raw() reaches them.'),
  ],
}
