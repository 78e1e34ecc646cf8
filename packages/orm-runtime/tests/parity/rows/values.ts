import { expect } from 'vitest'
import { Count, F, Lower, Sum, Value } from 'orm-runtime'
import { answers, gives, refuses } from '../answers.ts'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Author, Book, Loan, Tag } from '../models.ts'
import { wordsSent } from '../sent.ts'

const books = Book.objects
const authors = Author.objects

export const values: Section = {
  title: 'values and valuesList',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#values',
  rows: [
    answers('values makes plain objects', () => authors.values('id', 'name').orderBy('id').slice(0, 1), [
      { id: 1, name: 'Ursula' },
    ]),
    answers('values without names has all columns', () => authors.filter({ id: 2 }).values(), [
      { id: 2, name: 'Octavia', age: 58, mentorId: 1 },
    ]),
    answers(
      'values without names has annotations',
      () =>
        authors
          .filter({ id: 4 })
          .annotate({ n: Count('books') })
          .values(),
      [{ id: 4, name: 'ursula jr', age: 30, mentorId: null, n: 0 }],
    ),
    answers('A foreign key by its name is the key', () => books.filter({ id: 1 }).values('author'), [{ author: 1 }]),
    answers('A foreign key by the name of its key', () => books.filter({ id: 1 }).values('authorId'), [
      { authorId: 1 },
    ]),
    answers('Values across a relation', () => books.filter({ id: 1 }).values('author__name'), [
      { author__name: 'Ursula' },
    ]),
    answers('Values across two relations', () => Loan.objects.filter({ id: 3 }).values('book__author__name'), [
      { book__author__name: 'Nnedi' },
    ]),
    answers('Values across a relation that is null', () => books.filter({ id: 3 }).values('publisher__name'), [
      { publisher__name: null },
    ]),
    answers(
      'Values across a reverse relation repeat the row',
      () => authors.filter({ id: 1 }).values('id', 'books__title').orderBy(F('books__pages')),
      [
        { id: 1, books__title: 'Left Hand' },
        { id: 1, books__title: 'Dispossessed' },
      ],
    ),
    answers(
      'Values across a many-to-many relation, rows without any included',
      () =>
        books
          .filter({ id__in: [3, 4] })
          .values('id', 'tags__word')
          .orderBy('id', F('tags__word').ascending()),
      [
        { id: 3, tags__word: null },
        { id: 4, tags__word: 'classic' },
        { id: 4, tags__word: 'novella' },
      ],
    ),
    answers('Values of a reverse relation are keys', () => authors.filter({ id: 2 }).values('books'), [{ books: 3 }]),
    answers(
      'Values of a one-to-one relation from its other side',
      () => authors.filter({ id__lte: 2 }).orderBy('id').values('profile__biography'),
      [{ profile__biography: 'Earthsea' }, { profile__biography: null }],
    ),
    answers(
      'Values of expressions',
      () => authors.filter({ id: 1 }).values({ lower: Lower('name'), twice: F('age').multiply(2) }),
      [{ lower: 'ursula', twice: 176 }],
    ),
    answers('Values with names and expressions', () => authors.filter({ id: 1 }).values('id', { x: Value(1) }), [
      { id: 1, x: 1 },
    ]),
    answers(
      'Values of an aggregate',
      () =>
        authors
          .values('name', { n: Count('books') })
          .orderBy('name')
          .filter({ name: 'Nnedi' }),
      [{ name: 'Nnedi', n: 2 }],
    ),
    answers('Values of a part of a moment', () => books.filter({ id: 1 }).values({ year: F('published__year') }), [
      { year: 1974 },
    ]),
    answers(
      'Values of each kind are of the kind',
      () => Loan.objects.filter({ id: 1 }).values('serial', 'weight', 'opens', 'length', 'stamp'),
      [
        {
          serial: 9007199254740993n,
          weight: 0.5,
          opens: '09:30:00',
          length: 3_600_000,
          stamp: new Uint8Array([0, 255]),
        },
      ],
    ),
    answers('Values of JSON', () => authors.filter({ id: 1 }).values('profile__settings'), [
      { profile__settings: { theme: 'dark', size: 12 } },
    ]),
    answers('values after values replaces the names', () => authors.filter({ id: 1 }).values('id').values('name'), [
      { name: 'Ursula' },
    ]),
    answers(
      'annotate after values adds a name',
      () =>
        authors
          .filter({ id: 1 })
          .values('id')
          .annotate({ x: Lower('name') }),
      [{ id: 1, x: 'ursula' }],
    ),
    answers('filter after values', () => authors.values('name').filter({ age__gt: 60 }), [{ name: 'Ursula' }]),
    answers('orderBy a column that values does not name', () => authors.values('name').orderBy('-id').slice(0, 1), [
      { name: 'ursula jr' },
    ]),
    answers('distinct values', () => books.values('author').distinct().orderBy('author'), [
      { author: 1 },
      { author: 2 },
      { author: 3 },
    ]),
    answers(
      'distinct values across a relation',
      () => books.values('author__name').distinct().orderBy('author__name'),
      [{ author__name: 'Nnedi' }, { author__name: 'Octavia' }, { author__name: 'Ursula' }],
    ),
    answers(
      'distinct values across a relation to many',
      () => authors.filter({ books__pages__gt: 0 }).values('name').distinct().orderBy('name').acount(),
      3,
    ),
    answers(
      'distinct values of an annotation',
      () =>
        books
          .annotate({ n: Count('tags') })
          .values('n')
          .distinct()
          .orderBy('n'),
      [{ n: 0 }, { n: 1 }, { n: 2 }],
    ),
    answers('first of values', () => authors.orderBy('-id').values('name').afirst(), { name: 'ursula jr' }),
    answers('get of values', () => authors.values('name').aget({ id: 1 }), { name: 'Ursula' }),
    holds('Values are plain objects, not instances', async () => {
      const row = await authors.values('id', 'name').afirst()
      expect(row).not.toBeInstanceOf(Author)
      expect(Object.getPrototypeOf(row ?? [])).toBe(Object.prototype)
    }),
    holds('Values select only the columns that they name', async (database) => {
      const before = database.queries.length
      await authors.values('name')
      expect(database.queries[before]?.sql).not.toMatch(/age/)
    }),
    answers(
      'valuesList makes arrays in the order of the names',
      () => authors.filter({ id: 1 }).valuesList('name', 'id'),
      [['Ursula', 1]],
    ),
    answers('valuesList without names has all columns', () => Tag.objects.filter({ id: 1 }).valuesList(), [
      [1, 'classic'],
    ]),
    answers('valuesList of one name is arrays of one', () => authors.filter({ id: 1 }).valuesList('name'), [
      ['Ursula'],
    ]),
    answers('flat has the values themselves', () => authors.orderBy('id').valuesList('name', { flat: true }), [
      'Ursula',
      'Octavia',
      'Nnedi',
      'ursula jr',
    ]),
    answers('flat: false is as without', () => authors.filter({ id: 1 }).valuesList('id', { flat: false }), [[1]]),
    answers('flat across a relation', () => books.orderBy('id').valuesList('publisher__name', { flat: true }), [
      'Ace',
      'Ace',
      null,
      'Ace',
      null,
    ]),
    answers('flat of an expression', () => authors.filter({ id: 1 }).valuesList({ x: Lower('name') }, { flat: true }), [
      'ursula',
    ]),
    answers(
      'flat and distinct',
      () => books.orderBy('author').valuesList('author', { flat: true }).distinct(),
      [1, 2, 3],
    ),
    answers('flat of pk', () => authors.orderBy('id').valuesList('pk', { flat: true }), [1, 2, 3, 4]),
    answers('valuesList of expressions', () => authors.filter({ id: 1 }).valuesList('id', { x: F('age').add(1) }), [
      [1, 89],
    ]),
    answers(
      'valuesList of groups',
      () =>
        books
          .values('author')
          .annotate({ s: Sum('pages') })
          .orderBy('author')
          .valuesList('author', 's'),
      [
        [1, 550],
        [2, 264],
        [3, 196],
      ],
    ),
    holds(
      'flat of two names is an error',
      refuses(() => authors.valuesList('id', 'name', { flat: true }), /one name/),
    ),
    holds(
      'values of an unknown name is an error that lists the names',
      refuses(() => authors.values('nom' as 'name'), /nom[^]*name/),
    ),
    holds(
      'selectRelated before values has no effect',
      gives(() => books.selectRelated('author').filter({ id: 1 }).values('title'), [{ title: 'Dispossessed' }]),
    ),
    differs(
      'values after only is an error',
      'Django ignores `only`; ours says that one of both is superfluous.',
      refuses(() => authors.only('name').values('id'), /only/),
    ),
    holds(
      'only after values is an error',
      refuses(() => authors.values('id').only('name'), /values/),
    ),
    holds(
      'values of a union are those of its first queryset',
      gives(
        () =>
          authors
            .filter({ id: 1 })
            .values('name')
            .union(authors.filter({ id: 2 }).values('name'))
            .orderBy('name'),
        [{ name: 'Octavia' }, { name: 'Ursula' }],
      ),
    ),
    holds('values are iterated in chunks', async (database) => {
      const names: string[] = []
      await wordsSent(database, async () => {
        for await (const name of authors.orderBy('id').valuesList('name', { flat: true }).aiterator({ chunkSize: 2 }))
          names.push(name)
      })
      expect(names).toHaveLength(4)
    }),
    missing('named: true, for tuples with names', 'values() has the names; JavaScript has no named tuples.'),
  ],
}
