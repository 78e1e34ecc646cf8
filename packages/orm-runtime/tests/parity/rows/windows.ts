import {
  Avg,
  Count,
  CumulativeDistribution,
  DenseRank,
  F,
  FirstValue,
  Lag,
  LastValue,
  Lead,
  Max,
  NthValue,
  PercentRank,
  Q,
  Rank,
  RowNumber,
  Sum,
  Tile,
  Window,
  type Expression,
} from 'orm-runtime'
import { answers, gives, refuses } from '../answers.ts'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { finds, hasKeysInOrder } from '../finds.ts'
import { Book } from '../models.ts'

const books = Book.objects
const of = (x: Expression) => () => books.annotate({ x }).orderBy('id').valuesList('x', { flat: true })
const byPages = { orderBy: 'pages' } as const
const inAuthor = { partitionBy: 'author', orderBy: 'pages' } as const
const all = { unit: 'rows', from: null, to: null } as const

export const windows: Section = {
  title: 'Window functions',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/expressions/#window-functions',
  rows: [
    answers('RowNumber', of(Window(RowNumber(), byPages)), [5, 3, 4, 1, 2]),
    answers('RowNumber in partitions', of(Window(RowNumber(), inAuthor)), [2, 1, 1, 1, 2]),
    answers('RowNumber in the reverse order', of(Window(RowNumber(), { orderBy: '-pages' })), [1, 3, 2, 5, 4]),
    answers('Rank leaves gaps', of(Window(Rank(), { orderBy: 'author' })), [1, 1, 3, 4, 4]),
    answers('DenseRank leaves none', of(Window(DenseRank(), { orderBy: 'author' })), [1, 1, 2, 3, 3]),
    answers('PercentRank', of(Window(PercentRank(), byPages)), [1, 0.5, 0.75, 0, 0.25]),
    answers('CumeDist', of(Window(CumulativeDistribution(), byPages)), [1, 0.6, 0.8, 0.2, 0.4]),
    answers('Ntile', of(Window(Tile(2), byPages)), [2, 1, 2, 1, 1]),
    answers('Lag', of(Window(Lag('pages'), byPages)), [264, 100, 250, null, 96]),
    answers('Lag by two', of(Window(Lag('pages', 2), byPages)), [250, 96, 100, null, null]),
    answers('Lead', of(Window(Lead('pages'), byPages)), [null, 264, 300, 100, 250]),
    answers('Lead in partitions', of(Window(Lead('title'), inAuthor)), [
      null,
      'Dispossessed',
      null,
      '100% Proof_s',
      null,
    ]),
    answers('Lag of a decimal', of(Window(Lag('price'), { orderBy: 'id' })), [null, '10.50', '12.00', '9.99', '8.00']),
    answers('FirstValue', of(Window(FirstValue('pages'), inAuthor)), [250, 250, 264, 96, 96]),
    answers('LastValue ends at the current row', of(Window(LastValue('pages'), inAuthor)), [300, 250, 264, 96, 100]),
    answers(
      'LastValue of a whole frame',
      of(Window(LastValue('pages'), { ...inAuthor, frame: all })),
      [300, 300, 264, 100, 100],
    ),
    answers('NthValue', of(Window(NthValue('pages', 2), { ...byPages, frame: all })), [100, 100, 100, 100, 100]),
    answers('An aggregate over all rows', of(Window(Sum('pages'))), [1010, 1010, 1010, 1010, 1010]),
    answers(
      'An aggregate over a partition',
      of(Window(Sum('pages'), { partitionBy: 'author' })),
      [550, 550, 264, 196, 196],
    ),
    answers(
      'An aggregate with an order runs up to the row',
      of(Window(Sum('pages'), { orderBy: 'id' })),
      [300, 550, 814, 910, 1010],
    ),
    answers(
      'Avg, Max and Count over a partition',
      () =>
        books
          .annotate({
            a: Window(Avg('pages'), { partitionBy: 'author' }),
            b: Window(Max('price'), { partitionBy: 'author' }),
            c: Window(Count(), { partitionBy: 'author' }),
          })
          .filter({ id: 1 })
          .valuesList('a', 'b', 'c'),
      [[300, '10.50', 1]],
    ),
    answers(
      'An aggregate with a filter over a window',
      of(Window(Count({ filter: Q({ inPrint: true }) }), { partitionBy: 'author' })),
      [2, 2, 1, 1, 1],
    ),
    answers(
      'A partition by an expression',
      of(Window(Count(), { partitionBy: F('pages').divide(100) })),
      [1, 2, 2, 1, 1],
    ),
    answers('A partition by two columns', of(Window(Count(), { partitionBy: ['author', 'inPrint'] })), [2, 2, 1, 1, 1]),
    answers(
      'A partition across a relation',
      of(Window(Sum('pages'), { partitionBy: 'publisher__name' })),
      [646, 646, 364, 646, 364],
    ),
    answers('An order by two columns', of(Window(RowNumber(), { orderBy: ['-author', 'pages'] })), [5, 4, 3, 1, 2]),
    answers(
      'An order by an expression with a direction',
      of(Window(RowNumber(), { orderBy: F('price').multiply(F('pages')).descending() })),
      [1, 2, 3, 4, 5],
    ),
    answers(
      'A frame of rows up to the current one',
      of(Window(Sum('pages'), { orderBy: 'id', frame: { unit: 'rows', from: null, to: 0 } })),
      [300, 550, 814, 910, 1010],
    ),
    answers(
      'A frame of neighbours',
      of(Window(Sum('pages'), { orderBy: 'id', frame: { unit: 'rows', from: -1, to: 1 } })),
      [550, 814, 610, 460, 196],
    ),
    answers(
      'A frame of rows to come',
      of(Window(Sum('pages'), { orderBy: 'id', frame: { unit: 'rows', from: 1, to: null } })),
      [710, 460, 196, 100, null],
    ),
    answers(
      'A frame by range has rows that are equal in order',
      of(Window(Sum('pages'), { orderBy: 'author', frame: { unit: 'range', from: null, to: 0 } })),
      [550, 550, 814, 1010, 1010],
    ),
    answers('A window function of an expression', of(Window(Lag(F('pages').multiply(2)), { orderBy: 'id' })), [
      null,
      600,
      500,
      528,
      192,
    ]),
    answers('Arithmetic with a window', of(F('pages').subtract(Window(Lag('pages'), { orderBy: 'id' }))), [
      null,
      -50,
      14,
      -168,
      4,
    ]),
    answers(
      'Two windows',
      () =>
        books
          .annotate({ a: Window(RowNumber(), byPages), b: Window(RowNumber(), { orderBy: 'price' }) })
          .orderBy('id')
          .valuesList('a', 'b')
          .slice(0, 2),
      [
        [5, 4],
        [3, 5],
      ],
    ),
    finds('filter by a window', books.annotate({ x: Window(RowNumber(), inAuthor) }).filter({ x: 1 }), [2, 3, 4]),
    finds(
      'A condition on a column beside one on a window is of the rows of the window',
      books.annotate({ x: Window(RowNumber(), inAuthor) }).filter({ x: 1, inPrint: true }),
      [2, 3, 5],
    ),
    finds(
      'A filter before a window is of its rows',
      books
        .filter({ pages__gt: 250 })
        .annotate({ x: Window(RowNumber(), byPages) })
        .filter({ x: 1 }),
      [3],
    ),
    finds('exclude by a window', books.annotate({ x: Window(Rank(), inAuthor) }).exclude({ x: 1 }), [1, 5]),
    answers(
      'A queryset filtered by a window is counted',
      () =>
        books
          .annotate({ x: Window(RowNumber(), inAuthor) })
          .filter({ x: 1 })
          .acount(),
      3,
    ),
    holds(
      'An order by a window',
      hasKeysInOrder(books.annotate({ x: Window(RowNumber(), { orderBy: '-pages' }) }).orderBy('x'), [1, 3, 2, 5, 4]),
    ),
    answers(
      'Values of a window',
      () =>
        books
          .values('id', { x: Window(Rank(), byPages) })
          .orderBy('x')
          .slice(0, 1),
      [{ id: 4, x: 1 }],
    ),
    answers(
      'A sliced queryset has windows of all rows',
      () =>
        books
          .annotate({ x: Window(Sum('pages')) })
          .orderBy('id')
          .valuesList('x', { flat: true })
          .slice(0, 1),
      [1010],
    ),
    answers(
      'An aggregate of a window',
      () => books.annotate({ x: Window(RowNumber(), inAuthor) }).aaggregate({ most: Max('x') }),
      { most: 2 },
    ),
    holds(
      'A function that is no window function is an error',
      refuses(() => books.annotate({ x: Window(F('pages')) }), /window function/),
    ),
    differs(
      'A frame is a plain object',
      "Django has the classes RowRange and ValueRange; ours says `unit: 'rows'` or `'range'`.",
      gives(of(Window(Count(), { orderBy: 'id', frame: { unit: 'rows', from: 0, to: 0 } })), [1, 1, 1, 1, 1]),
    ),
    missing('The default of Lag and Lead', 'Coalesce around the window says the same where the value is never null.'),
    missing('A frame that leaves out the current row', 'MariaDB has no EXCLUDE in frames.'),
    missing(
      'A frame by range with numbers on each database',
      'PostgreSQL takes them for one numeric order only, MariaDB likewise; rows are portable.',
    ),
  ],
}
