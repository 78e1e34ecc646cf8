import { expect } from 'vitest'
import { Count, Lower, Sum, Trunc } from 'orm-runtime'
import { answers } from '../answers.ts'
import { holds, type Section } from '../behaviour.ts'
import { Author, Book, Loan } from '../models.ts'

const authors = Author.objects
const books = Book.objects

export const groups: Section = {
  title: 'Groups',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/aggregation/#values',
  rows: [
    answers(
      'values then annotate makes groups',
      () => books.values('author').annotate({ n: Count() }).orderBy('author'),
      [
        { author: 1, n: 2 },
        { author: 2, n: 1 },
        { author: 3, n: 2 },
      ],
    ),
    answers('Rows without a value are a group', () => books.values('publisher').annotate({ n: Count() }).orderBy('n'), [
      { publisher: null, n: 2 },
      { publisher: 1, n: 3 },
    ]),
    answers(
      'Groups by two columns',
      () =>
        books
          .values('author', 'inPrint')
          .annotate({ n: Count() })
          .orderBy('author', '-inPrint')
          .valuesList('n', { flat: true }),
      [2, 1, 1, 1],
    ),
    answers(
      'Groups across a relation',
      () =>
        books
          .values('author__name')
          .annotate({ s: Sum('pages') })
          .orderBy('-s'),
      [
        { author__name: 'Ursula', s: 550 },
        { author__name: 'Octavia', s: 264 },
        { author__name: 'Nnedi', s: 196 },
      ],
    ),
    answers(
      'Groups across a relation to many',
      () => books.values('tags__word').annotate({ n: Count() }).orderBy('-n').filter({ tags__word__isNull: false }),
      [
        { tags__word: 'classic', n: 2 },
        { tags__word: 'novella', n: 1 },
      ],
    ),
    answers(
      'Groups by a part of a moment',
      () =>
        books
          .annotate({ month: Trunc('month', 'addedAt') })
          .values('month')
          .annotate({ n: Count() })
          .orderBy('month')
          .valuesList('n', { flat: true }),
      [2, 2, 1],
    ),
    answers(
      'Groups by an annotation',
      () =>
        authors
          .annotate({ x: Lower('name') })
          .values('x')
          .annotate({ n: Count('books') })
          .orderBy('x')
          .slice(0, 2),
      [
        { x: 'nnedi', n: 2 },
        { x: 'octavia', n: 1 },
      ],
    ),
    answers(
      'annotate then values keeps one row for each',
      () =>
        books
          .annotate({ n: Count('tags') })
          .values('author', 'n')
          .orderBy('id'),
      [
        { author: 1, n: 1 },
        { author: 1, n: 0 },
        { author: 2, n: 0 },
        { author: 3, n: 2 },
        { author: 3, n: 0 },
      ],
    ),
    answers(
      'A filter before groups is of the rows',
      () =>
        books
          .filter({ pages__gte: 100 })
          .values('author')
          .annotate({ n: Count() })
          .orderBy('author')
          .valuesList('n', { flat: true }),
      [2, 1, 1],
    ),
    answers(
      'A filter after groups is of the groups',
      () =>
        books
          .values('author')
          .annotate({ n: Count() })
          .filter({ n__gt: 1 })
          .orderBy('author')
          .valuesList('author', { flat: true }),
      [1, 3],
    ),
    answers(
      'Filters before and after',
      () =>
        books
          .filter({ pages__gte: 100 })
          .values('author')
          .annotate({ n: Count() })
          .filter({ n: 1 })
          .orderBy('author')
          .valuesList('author', { flat: true }),
      [2, 3],
    ),
    answers('A count of groups is of the groups', () => books.values('author').annotate({ n: Count() }).acount(), 3),
    answers(
      'Groups may be sliced',
      () =>
        books
          .values('author')
          .annotate({ s: Sum('pages') })
          .orderBy('-s')
          .slice(0, 1),
      [{ author: 1, s: 550 }],
    ),
    holds('A default order does not divide groups', async () => {
      const groups = await Loan.objects.values('book').annotate({ n: Count() })
      expect(groups.map(({ n }) => n).sort()).toEqual([1, 2])
    }),
    answers(
      'An order that was asked for by another column divides groups',
      () => books.orderBy('pages').values('author').annotate({ n: Count() }).valuesList('n', { flat: true }),
      [1, 1, 1, 1, 1],
    ),
    answers(
      'Groups and distinct',
      () => books.values('author').annotate({ n: Count() }).values('n').distinct().orderBy('n'),
      [{ n: 1 }, { n: 2 }],
    ),
  ],
}
