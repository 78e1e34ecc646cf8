import { expect } from 'vitest'
import { Case, Coalesce, F, Greatest, Least, NullIf, Q, Value, When, type Expression } from 'orm-runtime'
import { answers, gives, refuses } from '../answers.ts'
import { differs, holds, type Section } from '../behaviour.ts'
import { finds, hasKeysInOrder } from '../finds.ts'
import { Author, Book } from '../models.ts'

const books = Book.objects
const authors = Author.objects
const ofBooks = (x: Expression) => () => books.annotate({ x }).orderBy('id').valuesList('x', { flat: true })
const ofAuthors = (x: Expression) => () => authors.annotate({ x }).orderBy('id').valuesList('x', { flat: true })

export const choices: Section = {
  title: 'Case, Coalesce and other choices',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/conditional-expressions/',
  rows: [
    answers(
      'Case answers the first branch that holds',
      ofBooks(
        Case(When({ pages__gte: 264 }, Value('long')), When({ pages__gte: 100 }, Value('middle')), {
          default: Value('short'),
        }),
      ),
      ['long', 'middle', 'long', 'short', 'middle'],
    ),
    answers(
      'Of two branches that hold the first counts',
      ofBooks(Case(When({ pages__gt: 0 }, Value(1)), When({ pages__gt: 1 }, Value(2)))),
      [1, 1, 1, 1, 1],
    ),
    answers('Without a default it is null', ofBooks(Case(When({ pages: 96 }, Value('x')))), [
      null,
      null,
      null,
      'x',
      null,
    ]),
    answers('A branch answers a column', ofBooks(Case(When({ inPrint: true }, 'title'))), [
      'Dispossessed',
      'Left Hand',
      'Kindred',
      null,
      '100% Proof_s',
    ]),
    answers(
      'A branch answers an expression',
      ofBooks(Case(When({ inPrint: true }, F('pages').multiply(2)), { default: 0 })),
      [600, 500, 528, 0, 200],
    ),
    answers(
      'A condition of several lookups',
      ofBooks(Case(When({ inPrint: true, pages__lt: 200 }, Value(1)), { default: 0 })),
      [0, 0, 0, 0, 1],
    ),
    answers(
      'A condition of Q',
      ofBooks(Case(When(Q({ pages: 96 }).or(Q({ pages: 100 })), Value(1)), { default: 0 })),
      [0, 0, 0, 1, 1],
    ),
    answers(
      'A condition across a relation',
      ofBooks(Case(When({ author__name: 'Ursula' }, Value(1)), { default: 0 })),
      [1, 1, 0, 0, 0],
    ),
    answers('A condition of null', ofAuthors(Case(When({ age__isNull: true }, Value('?')), { default: Value('!') })), [
      '!',
      '!',
      '?',
      '!',
    ]),
    answers(
      'A condition on an annotation',
      () =>
        books
          .annotate({ x: F('pages').add(1) })
          .annotate({ y: Case(When({ x: 97 }, Value(1)), { default: 0 }) })
          .orderBy('id')
          .valuesList('y', { flat: true }),
      [0, 0, 0, 1, 0],
    ),
    answers(
      'A Case within a Case',
      ofBooks(
        Case(When({ inPrint: true }, Case(When({ pages__gt: 260 }, Value('a')), { default: Value('b') })), {
          default: Value('c'),
        }),
      ),
      ['a', 'b', 'a', 'c', 'b'],
    ),
    finds(
      'filter compares with a Case',
      books.filter({ pages: Case(When({ inPrint: true }, Value(264)), { default: Value(96) }) }),
      [3, 4],
    ),
    finds(
      'filter by an annotated Case',
      books.annotate({ x: Case(When({ pages__gt: 250 }, Value('a')), { default: Value('b') }) }).filter({ x: 'a' }),
      [1, 3],
    ),
    holds(
      'An order by a Case',
      hasKeysInOrder(
        books.orderBy(Case(When({ inPrint: false }, Value(0)), { default: Value(1) }).ascending(), '-id'),
        [4, 5, 3, 2, 1],
      ),
    ),
    holds('update by a Case', async () => {
      await books.aupdate({ pages: Case(When({ pages__lt: 100 }, Value(1)), { default: F('pages').add(1) }) })
      expect(await books.orderBy('id').valuesList('pages', { flat: true })).toEqual([301, 251, 265, 1, 101])
    }),
    holds('update by a Case of decimals', async () => {
      await books.aupdate({ price: Case(When({ id: 1 }, Value('1.25', 'decimal')), { default: F('price') }) })
      expect(await books.orderBy('id').valuesList('price', { flat: true }).slice(0, 2)).toEqual(['1.25', '12.00'])
    }),
    holds(
      'Branches of kinds that have nothing in common are an error',
      refuses(ofBooks(Case(When({ id: 1 }, 'title'), { default: F('pages') })), /one type/),
    ),
    answers('Coalesce has the first that is not null', ofAuthors(Coalesce('age', 0)), [88, 58, 0, 30]),
    answers('Coalesce of several columns', ofAuthors(Coalesce('mentor', 'age', 'id')), [88, 1, 2, 30]),
    answers('Coalesce of nulls is null', ofAuthors(Coalesce('mentor__mentor', Value(null))), [null, null, 1, null]),
    answers('Coalesce across a relation that is null', ofBooks(Coalesce('publisher__name', Value('none'))), [
      'Ace',
      'Ace',
      'none',
      'Ace',
      'none',
    ]),
    finds('filter by Coalesce', authors.annotate({ x: Coalesce('age', 0) }).filter({ x__lt: 40 }), [3, 4]),
    answers('NullIf is null where both are equal', ofBooks(NullIf('pages', 96)), [300, 250, 264, null, 100]),
    answers('NullIf guards a division', ofBooks(F('pages').divide(NullIf(F('id').subtract(1), 0))), [
      null,
      250,
      132,
      32,
      25,
    ]),
    answers('Greatest of a column and a constant', ofBooks(Greatest('pages', 200)), [300, 250, 264, 200, 200]),
    answers('Least of a column and a constant', ofBooks(Least('pages', 200)), [200, 200, 200, 96, 100]),
    answers('Greatest of three', ofBooks(Greatest('pages', 'id', 260)), [300, 260, 264, 260, 260]),
    answers(
      'Least of days',
      () =>
        books
          .filter({ id__lt: 5 })
          .annotate({ x: Least('published', Value('1975-01-01', 'date')) })
          .orderBy('id')
          .valuesList('x', { flat: true }),
      ['1974-05-01', '1969-03-01', '1975-01-01', '1975-01-01'],
    ),
    holds('Greatest with a null is as the database has it', async (database) => {
      const [greatest] = await authors
        .filter({ id: 3 })
        .annotate({ x: Greatest('age', 5) })
        .valuesList('x', { flat: true })
      expect(greatest).toBe(database.name === 'postgres' ? 5 : null)
    }),
    holds('Least with a null is as the database has it', async (database) => {
      const [least] = await authors
        .filter({ id: 3 })
        .annotate({ x: Least('age', 5) })
        .valuesList('x', { flat: true })
      expect(least).toBe(database.name === 'postgres' ? 5 : null)
    }),
    differs(
      'A text in a choice is a path, and a constant is Value(…)',
      "The same as in Django's functions; but numbers, dates and booleans need no Value.",
      gives(ofBooks(Coalesce('author__age', 1)), [88, 88, 58, 1, 1]),
    ),
  ],
}
