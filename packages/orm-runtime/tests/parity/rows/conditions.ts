import { expect } from 'vitest'
import { Exists, F, OuterRef, Q, Value, Case, When, Count } from 'orm-runtime'
import { gives, refuses } from '../answers.ts'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { finds, hasKeys } from '../finds.ts'
import { Author, Book, Loan } from '../models.ts'

const books = Book.objects
const authors = Author.objects

/** With a name that the type checker does not see. */
const unknown: object = { sheets: 1 }

export const conditions: Section = {
  title: 'Q',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/queries/#complex-lookups-with-q-objects',
  rows: [
    finds('Q alone is like lookups alone', books.filter(Q({ pages: 96 })), [4]),
    finds('or', books.filter(Q({ pages: 96 }).or(Q({ pages: 100 }))), [4, 5]),
    finds('and', books.filter(Q({ inPrint: true }).and(Q({ pages__lt: 260 }))), [2, 5]),
    finds('not', books.filter(Q({ inPrint: true }).not()), [4]),
    finds('not twice', books.filter(Q({ inPrint: true }).not().not()), [1, 2, 3, 5]),
    finds('Several lookups in one Q all hold', books.filter(Q({ inPrint: true, pages: 100 })), [5]),
    finds(
      'not of several lookups is that not all hold',
      books.filter(Q({ inPrint: true, author: 1 }).not()),
      [3, 4, 5],
    ),
    finds('or within and', books.filter(Q({ inPrint: true }).and(Q({ pages: 96 }).or(Q({ pages: 100 })))), [5]),
    finds('and within or', books.filter(Q({ pages: 96 }).or(Q({ author: 1 }).and(Q({ pages: 250 })))), [2, 4]),
    finds(
      'and binds what was written before',
      books.filter(
        Q({ pages: 96 })
          .or(Q({ pages: 100 }))
          .and(Q({ inPrint: true })),
      ),
      [5],
    ),
    finds(
      'not of an or',
      books.filter(
        Q({ pages: 96 })
          .or(Q({ pages: 100 }))
          .not(),
      ),
      [1, 2, 3],
    ),
    finds('Q beside lookups', books.filter(Q({ pages: 96 }).or(Q({ pages: 100 })), { inPrint: true }), [5]),
    finds('Several Q in one call all hold', books.filter(Q({ pages__gt: 96 }), Q({ pages__lt: 250 })), [5]),
    finds('exclude of an or', books.exclude(Q({ pages: 96 }).or(Q({ author: 1 }))), [3, 5]),
    finds('exclude of several is that not all hold', books.exclude(Q({ author: 1 }), Q({ pages: 250 })), [1, 3, 4, 5]),
    finds('not of a comparison with null has the row', authors.filter(Q({ age__gt: 40 }).not()), [3, 4]),
    finds('not of an equality with null has the row', authors.filter(Q({ age: 88 }).not()), [2, 3, 4]),
    finds(
      'not of a condition across a relation that is null',
      books.filter(Q({ publisher__name: 'Ace' }).not()),
      [3, 5],
    ),
    finds('An empty Q holds for each row', books.filter(Q({})), [1, 2, 3, 4, 5]),
    finds('An empty Q adds nothing to and', books.filter(Q({}).and(Q({ pages: 96 }))), [4]),
    finds(
      'or across relations has rows without them',
      books.filter(Q({ publisher__name: 'Ace' }).or(Q({ pages: 264 }))),
      [1, 2, 3, 4],
    ),
    finds(
      'or across a relation to many has rows without any',
      books.filter(Q({ tags__word: 'novella' }).or(Q({ id: 5 }))),
      [4, 5],
    ),
    finds('not across a relation to many', books.filter(Q({ tags__word: 'classic' }).not()), [2, 3, 5]),
    finds(
      'Conditions of one Q speak of the same related row',
      authors.filter(Q({ books__pages: 300, books__title: 'Left Hand' })),
      [],
    ),
    finds(
      'Conditions of two calls speak of any related rows',
      authors.filter(Q({ books__pages: 300 })).filter(Q({ books__title: 'Left Hand' })),
      [1],
    ),
    finds('Q with F', books.filter(Q({ id__gt: F('author') }).and(Q({ pages__gt: 100 }))), [2, 3]),
    finds('Q with an annotation', authors.annotate({ n: Count('books') }).filter(Q({ n: 1 }).or(Q({ n: 0 }))), [2, 4]),
    finds(
      'Q with Exists',
      books.filter(Q({ id: 2 }).or(Exists(Loan.objects.filter({ book: OuterRef('id') })))),
      [1, 2, 4],
    ),
    finds('Q as the condition of a get', books.filter(Q({ pages: 96 }).or(Q({ pages: 1 }))), [4]),
    differs(
      'or of an empty Q holds for each row',
      'Django drops an empty Q, so that a chain may begin with one; ours has an empty condition hold everywhere.',
      hasKeys(books.filter(Q({ pages: 96 }).or(Q({}))), [1, 2, 3, 4, 5]),
    ),
    differs(
      'Operators are methods: and, or, not',
      'JavaScript has no operators of its own classes.',
      hasKeys(
        books.filter(
          Q({ id: 1 })
            .or(Q({ id: 2 }))
            .and(Q({ id: 3 }).not()),
        ),
        [1, 2],
      ),
    ),
    holds('A Q may be used again', async () => {
      const long = Q({ pages__gt: 260 })
      expect(await books.filter(long).acount()).toBe(2)
      expect(await books.filter(long.not()).acount()).toBe(3)
      expect(await books.filter(long.or(Q({ id: 2 }))).acount()).toBe(3)
    }),
    holds(
      'An expression that is true or false is a condition',
      gives(
        () =>
          books.filter(Case(When({ id: 3 }, Value(true)), { default: Value(false) })).valuesList('id', { flat: true }),
        [3],
      ),
    ),
    holds(
      'An unknown name in a Q is an error that lists the names',
      refuses(() => books.filter(Q(unknown)), /sheets[^]*pages/),
    ),
    holds(
      'An unknown name within or is an error',
      refuses(() => books.filter(Q({ id: 1 }).or(Q(unknown))), /sheets/),
    ),
    missing('xor', 'Write a.and(b.not()).or(b.and(a.not())): the databases do not have it alike.'),
    missing('Q.check on an instance', 'Conditions are evaluated by the database; fullClean runs validators.'),
  ],
}
