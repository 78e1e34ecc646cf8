import { expect } from 'vitest'
import { Exists, F, Length, Lower, OuterRef, Q, Subquery, UsageError, Value } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { finds, hasKeys, keysOf } from '../finds.ts'
import { Author, Book } from '../models.ts'
import { sent } from '../sent.ts'

const books = Book.objects
const authors = Author.objects
const old = Q({ pages__gt: 260 })
const byUrsula = Q({ author: 1 })

export const filters: Section = {
  title: 'filter, exclude, Q and F',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/queries/#complex-lookups-with-q-objects',
  rows: [
    finds('All lookups of a call have to hold', books.filter({ author: 1, pages__lt: 280 }), [2]),
    finds('All calls have to hold', books.filter({ author: 1 }).filter({ pages__lt: 280 }), [2]),
    finds('filter of nothing keeps all', books.filter({}), [1, 2, 3, 4, 5]),
    finds('exclude of nothing keeps all', books.exclude({}), [1, 2, 3, 4, 5]),
    finds('exclude leaves out rows for which all hold', books.exclude({ author: 1, pages__lt: 280 }), [1, 3, 4, 5]),
    finds('Two excludes leave out both', books.exclude({ author: 1 }).exclude({ pages__lt: 97 }), [3, 5]),
    finds('exclude keeps rows whose column is null', authors.exclude({ age: 58 }), [1, 3, 4]),
    finds('exclude of a comparison keeps rows whose column is null', authors.exclude({ age__gt: 50 }), [3, 4]),
    finds('exclude of isNull', authors.exclude({ age__isNull: true }), [1, 2, 4]),
    finds('exclude of null', authors.exclude({ age: null }), [1, 2, 4]),
    finds('exclude of a list keeps rows whose column is null', authors.exclude({ age__in: [58, 88] }), [3, 4]),
    finds('Q is a condition', books.filter(Q({ author: 2 })), [3]),
    finds('or: one of two holds', books.filter(old.or(Q({ author: 3 }))), [1, 3, 4, 5]),
    finds('and: both hold', books.filter(old.and(byUrsula)), [1]),
    finds('not: it does not hold', books.filter(byUrsula.not()), [3, 4, 5]),
    finds('not of not', books.filter(byUrsula.not().not()), [1, 2]),
    finds('not keeps rows whose column is null, as exclude', authors.filter(Q({ age__gt: 50 }).not()), [3, 4]),
    finds('Conditions nest', books.filter(old.or(Q({ author: 3 }).and(Q({ inPrint: false }).not()))), [1, 3, 5]),
    finds('not of or: neither holds', books.filter(old.or(byUrsula).not()), [4, 5]),
    finds('not of and: one does not hold', books.filter(old.and(byUrsula).not()), [2, 3, 4, 5]),
    finds('exclude takes a condition', books.exclude(old.or(byUrsula)), [4, 5]),
    finds('A condition and lookups in one call both hold', books.filter(old, { author: 1 }), [1]),
    finds('Several conditions in one call all hold', books.filter(old, byUrsula), [1]),
    finds('Lookups of one Q have to hold together', books.filter(Q({ author: 1, pages: 250 })), [2]),
    finds('An empty Q holds for all rows', books.filter(Q({})), [1, 2, 3, 4, 5]),
    finds(
      'or across relations',
      books.filter(Q({ author__name: 'Octavia' }).or(Q({ publisher__name: 'Ace' }))),
      [1, 2, 3, 4],
    ),
    finds(
      'or with rows that a relation leads nowhere for',
      authors.filter(Q({ mentor__name: 'Ursula' }).or(Q({ id: 4 }))),
      [2, 4],
    ),
    finds(
      'or of two reverse relations',
      authors.filter(Q({ books__pages: 96 }).or(Q({ pupils__name: 'Octavia' }))),
      [1, 3],
    ),
    finds('not across many to many: none of them', books.filter(Q({ tags__word: 'novella' }).not()), [1, 2, 3, 5]),
    finds('A condition can be used again', books.filter(old).exclude(old), []),
    differs(
      'Conditions are methods: and, or, not',
      'Python has operators for them: &, |, ~.',
      hasKeys(books.filter(old.and(byUrsula.not())), [3]),
    ),
    missing('xor of conditions', 'a.and(b.not()).or(b.and(a.not())).'),
    finds('F: a column on the right side', books.filter({ pages__gt: F('id') }), [1, 2, 3, 4, 5]),
    finds('F: a column of a related row', books.filter({ pages__lt: F('author__age') }), []),
    finds('F: text in another text', authors.filter({ name__contains: F('name') }), [1, 2, 3, 4]),
    holds('F: a percent sign in the other column is itself', async () => {
      await authors.acreate({ id: 9, name: '%' })
      expect(await keysOf(books.filter({ title__contains: F('author__name') }))).toEqual([])
    }),
    finds('F with arithmetic', books.filter({ pages__gt: F('author__age').multiply(3) }), [1, 3]),
    finds('F of a decimal beside a number', books.filter({ price__lt: F('id').multiply(4) }), [3, 4, 5]),
    finds('F and null: it does not hold', books.filter({ pages__gt: F('author__age') }), [1, 2, 3]),
    finds('exclude with F and null keeps the row', books.exclude({ pages__gt: F('author__age') }), [4, 5]),
    differs(
      'range between columns is gte and lte',
      'Django takes expressions as ends; ours takes values, whose types it can check.',
      hasKeys(books.filter({ id__gte: F('author'), id__lte: F('author') }), [1]),
    ),
    holds('F of an unknown column is an error that lists the fields', async () => {
      await expect(books.filter({ pages: F('size') as never }).acount()).rejects.toThrow(/no field 'size'/)
    }),
    finds('An expression on the right side', books.filter({ pages__lt: Length('title').multiply(10) }), [5]),
    finds('An annotation can be filtered by', books.annotate({ size: Length('title') }).filter({ size__lt: 6 }), [4]),
    finds(
      'A hidden annotation can be filtered by',
      books.alias({ lower: Lower('title') }).filter({ lower: 'binti' }),
      [4],
    ),
    finds('A constant', books.alias({ five: Value(5) }).filter({ id: F('five') }), [5]),
    finds(
      'Exists: rows for which a sub-query has rows',
      authors.filter(Exists(books.filter({ author: OuterRef('id'), pages__gt: 280 }))),
      [1],
    ),
    finds('exclude of Exists', authors.exclude(Exists(books.filter({ author: OuterRef('id') }))), [4]),
    finds(
      'Exists in or',
      authors.filter(Q({ age: 58 }).or(Exists(books.filter({ author: OuterRef('id'), pages: 96 })))),
      [2, 3],
    ),
    finds(
      'A sub-query as a value',
      books.filter({ pages: Subquery(books.orderBy('-pages').values('pages').slice(0, 1)) as never }),
      [1],
    ),
    finds(
      'in the values of a queryset',
      authors.filter({ id__in: books.filter({ pages__lt: 200 }).values('author') }),
      [3],
    ),
    finds(
      'in a flat list of a queryset',
      authors.filter({ id__in: books.filter({ pages__lt: 200 }).valuesList('author', { flat: true }) }),
      [3],
    ),
    finds('in a slice of a queryset', books.filter({ author__in: authors.orderBy('id').slice(0, 1) }), [1, 2]),
    finds(
      'in a combination',
      books.filter({
        id__in: books
          .filter({ id: 1 })
          .values('id')
          .union(books.filter({ id: 2 }).values('id')),
      }),
      [1, 2],
    ),
    holds('in a queryset with several columns is an error', async () => {
      const pairs = books.values('id', 'title')
      await expect(authors.filter({ id__in: pairs }).acount()).rejects.toThrow(UsageError)
    }),
    holds('Values are parameters and never SQL', async (database) => {
      const [query] = await sent(database, () => books.filter({ title: `' or 1 = 1 --` }).acount())
      expect(query?.sql).not.toContain('1 = 1')
      expect(query?.parameters).toContain(`' or 1 = 1 --`)
    }),
    holds('A name is never SQL', async () => {
      await expect(books.filter({ 'id" = 1 --': 1 } as object as { id: number }).acount()).rejects.toThrow(UsageError)
    }),
  ],
}
