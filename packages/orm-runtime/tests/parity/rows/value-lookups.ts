import { expect } from 'vitest'
import { UsageError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { finds } from '../finds.ts'
import { CODES, day } from '../library.ts'
import { Author, Book, Loan } from '../models.ts'
import { sent } from '../sent.ts'

const books = Book.objects
const loans = Loan.objects

export const valueLookups: Section = {
  title: 'Lookups on numbers and other values',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#field-lookups',
  rows: [
    finds('An integer is found by its value', books.filter({ pages: 264 }), [3]),
    finds('gt leaves the value itself out', books.filter({ pages__gt: 264 }), [1]),
    finds('gte has the value itself', books.filter({ pages__gte: 264 }), [1, 3]),
    finds('lt leaves the value itself out', books.filter({ pages__lt: 100 }), [4]),
    finds('lte has the value itself', books.filter({ pages__lte: 100 }), [4, 5]),
    finds('range has both ends', books.filter({ pages__range: [100, 264] }), [2, 3, 5]),
    finds('range from more to less is empty', books.filter({ pages__range: [264, 100] }), []),
    finds('in takes several values', books.filter({ pages__in: [96, 300, 7] }), [1, 4]),
    finds('A value that stands twice in a list finds its row once', books.filter({ pages__in: [96, 96] }), [4]),
    finds('in an empty list finds nothing', books.filter({ pages__in: [] }), []),
    finds('exclude of an empty list keeps all', books.exclude({ pages__in: [] }), [1, 2, 3, 4, 5]),
    differs(
      'An empty list is sent to the database like any other',
      'Django sends no query; ours keeps one statement for lists of any length, which the database answers from memory.',
      async (database) => {
        expect(await sent(database, () => books.filter({ pages__in: [] }).acount())).toHaveLength(1)
      },
    ),
    holds('A list may be longer than a statement may have parameters', async () => {
      const pages = Array.from({ length: 70_000 }, (_, index) => index)
      expect(await books.filter({ pages__in: pages }).acount()).toBe(5)
    }),
    finds('A comparison with null is neither true nor false', Author.objects.filter({ age__lt: 1000 }), [1, 2, 4]),
    finds('A name alone with null asks for null', Author.objects.filter({ age: null }), [3]),
    finds('isNull: true asks for null', Author.objects.filter({ age__isNull: true }), [3]),
    finds('isNull: false asks for a value', Author.objects.filter({ age__isNull: false }), [1, 2, 4]),
    // @ts-expect-error The type asks for values, because a null in a list never finds anything.
    finds('A null in a list finds nothing', Author.objects.filter({ age__in: [58, null] }), [2]),
    // @ts-expect-error The type refuses it here as well.
    finds('exclude of a list with a null has all others', Author.objects.exclude({ age__in: [58, null] }), [1, 3, 4]),
    differs(
      'An integer compared with a fraction is an error',
      'Django rounds the fraction according to the lookup; ours asks the program to say what it means.',
      async () => {
        await expect(books.filter({ pages__gt: 249.5 }).acount()).rejects.toThrow(UsageError)
      },
    ),
    differs(
      'A number as text is an error',
      "Django converts `'264'`; ours takes values of the field's own type.",
      async () => {
        // @ts-expect-error Pages are a number.
        await expect(books.filter({ pages: '264' }).acount()).rejects.toThrow(UsageError)
      },
    ),
    finds('A decimal is found exactly', books.filter({ price: '9.99' }), [3]),
    finds('A decimal may be written with fewer places', books.filter({ price: '10.5' }), [1]),
    finds('Decimals are compared as numbers and not as text', books.filter({ price__gt: '9.99' }), [1, 2]),
    finds('A decimal is found in a list', books.filter({ price__in: ['8', '12.00'] }), [2, 4]),
    finds('A float is found by its value', loans.filter({ weight: 2.25 }), [3]),
    finds('Floats have an order', loans.filter({ weight__lt: 1 }), [1]),
    finds('Integers of 64 bits are exact', loans.filter({ serial: 9007199254740993n }), [1]),
    finds('Neighbours of an integer of 64 bits are not found', loans.filter({ serial: 9007199254740992n }), []),
    finds('A boolean is found', books.filter({ inPrint: false }), [4]),
    finds('exclude of a boolean', books.exclude({ inPrint: true }), [4]),
    finds('A boolean is found in a list', books.filter({ inPrint__in: [true] }), [1, 2, 3, 5]),
    finds('A UUID is found', loans.filter({ code: CODES[1] }), [2]),
    finds('A UUID may be written in capitals', loans.filter({ code: CODES[1].toUpperCase() }), [2]),
    finds('A UUID is found in a list', loans.filter({ code__in: [CODES[0], CODES[2]] }), [1, 3]),
    holds('What is no UUID is an error', async () => {
      await expect(loans.filter({ code: 'no' }).acount()).rejects.toThrow(UsageError)
    }),
    differs(
      'A UUID is not found by a part of its text',
      'Django offers text lookups on UUIDs; databases that have a type for them would compare text of their own making.',
      async () => {
        // @ts-expect-error There is no such lookup.
        await expect(loans.filter({ code__startsWith: '0f8' }).acount()).rejects.toThrow(/no lookup 'startsWith'/)
      },
    ),
    finds('A length of time is found', loans.filter({ length: 3_600_000 }), [1]),
    finds('Lengths of time have an order', loans.filter({ length__gte: 3_600_000 }), [1, 2]),
    finds('Bytes are found', loans.filter({ stamp: new Uint8Array([0, 255]) }), [1]),
    finds('No bytes are a value', loans.filter({ stamp: new Uint8Array([]) }), [2]),
    finds('A choice is found', loans.filter({ state: 'open' }), [1, 3]),
    // @ts-expect-error The type names the choices.
    finds('A text that is no choice finds nothing', loans.filter({ state: 'lost' }), []),
    finds('pk is the primary key, whatever its name', books.filter({ pk: 2 }), [2]),
    finds('pk takes lookups', books.filter({ pk__in: [1, 3], pk__gt: 1 }), [3]),
    finds('Moments have an order', books.filter({ addedAt__lt: day('2026-01-02') }), [1]),
    holds('not a number is an error', async () => {
      await expect(loans.filter({ weight__gt: NaN }).acount()).rejects.toThrow(UsageError)
    }),
    holds('An integer beyond 64 bits is an error or finds nothing', async () => {
      await expect(loans.filter({ serial: 2n ** 63n }).acount()).rejects.toThrow(UsageError)
    }),
    differs(
      'undefined as a value is an error',
      'It is the usual sign of a misspelt name in JavaScript, and would find too many rows.',
      () => {
        // @ts-expect-error The type refuses it as well.
        expect(() => books.filter({ pages: undefined })).toThrow(UsageError)
      },
    ),
    missing('contains, overlap and ranges of array and range columns', 'There are no such fields.'),
  ],
}
