import { expect } from 'vitest'
import {
  Avg,
  Case,
  Count,
  DenseRank,
  Exists,
  F,
  Lag,
  Lower,
  Max,
  Min,
  OuterRef,
  Q,
  Rank,
  RowNumber,
  Sum,
  Trunc,
  Value,
  When,
  Window,
} from 'orm-runtime'
import { Author, Book, Review } from './library-models.ts'
import { onLibrary } from './on-library.ts'

const books = () => Book.objects.orderBy('id')
const authors = () => Author.objects.orderBy('id')
const good = { filter: Q({ reviews__note: 'good' }) }

const annotations = {
  'annotate counts related rows': [
    () =>
      books()
        .annotate({ n: Count('reviews') })
        .valuesList('n', { flat: true }),
    [3, 1, 0, 2, 0],
  ],
  'annotate sums related rows, null of none': [
    () =>
      books()
        .annotate({ n: Sum('reviews__stars') })
        .valuesList('n', { flat: true }),
    [9, 4, null, 4, null],
  ],
  'annotate averages': [
    () =>
      books()
        .annotate({ n: Avg('reviews__stars') })
        .valuesList('n', { flat: true }),
    [3, 4, null, 2, null],
  ],
  'annotate the least and the greatest': [
    () =>
      authors()
        .annotate({ a: Min('books__price'), b: Max('books__price') })
        .valuesList('a', 'b'),
    [
      ['10.50', '20.25'],
      ['5.00', '7.75'],
      ['12.00', '12.00'],
    ],
  ],
  'annotate a sum of decimals, exactly': [
    () =>
      authors()
        .annotate({ n: Sum('books__price') })
        .valuesList('n', { flat: true }),
    ['30.75', '12.75', '12.00'],
  ],
  'annotate a sum of bigints': [
    () =>
      authors()
        .annotate({ n: Sum('books__stock') })
        .valuesList('n', { flat: true }),
    [9007199254740998n, 2n, 1n],
  ],
  'annotate a sum of an expression': [
    () =>
      authors()
        .annotate({ n: Sum(F('books__price').multiply(F('books__pages'))) })
        .valuesList('n', { flat: true }),
    ['6112.50', '2825.00', '1440.00'],
  ],
  'two relations to many do not multiply each other': [
    () =>
      books()
        .annotate({ r: Count('reviews'), t: Count('tags') })
        .valuesList('r', 't'),
    [
      [3, 2],
      [1, 0],
      [0, 0],
      [2, 1],
      [0, 0],
    ],
  ],
  'two ways to the same model': [
    () =>
      authors()
        .annotate({ w: Count('books'), e: Count('edited') })
        .valuesList('w', 'e'),
    [
      [2, 1],
      [2, 2],
      [1, 0],
    ],
  ],
  'a relation to many behind another': [
    () =>
      authors()
        .annotate({ n: Count('books__reviews') })
        .valuesList('n', { flat: true }),
    [4, 2, 0],
  ],
  'a relation to many behind a foreign key': [
    () =>
      Review.objects
        .orderBy('id')
        .annotate({ n: Count('book__tags') })
        .valuesList('n', { flat: true }),
    [2, 2, 2, 0, 1, 1],
  ],
  'count distinct': [
    () =>
      books()
        .annotate({ n: Count('reviews__note', { distinct: true }) })
        .valuesList('n', { flat: true }),
    [2, 1, 0, 1, 0],
  ],
  'an aggregate with a filter': [
    () =>
      books()
        .annotate({ n: Count('reviews', good) })
        .valuesList('n', { flat: true }),
    [1, 1, 0, 1, 0],
  ],
  'an aggregate with lookups as its filter': [
    () =>
      books()
        .annotate({ n: Sum('reviews__stars', { filter: { reviews__stars__gte: 3 } }) })
        .valuesList('n', { flat: true }),
    [8, 4, null, null, null],
  ],
  'count without an argument is of the row': [
    () => books().annotate({ n: Count() }).valuesList('n', { flat: true }),
    [1, 1, 1, 1, 1],
  ],
  'count of a foreign key is of the row': [
    () =>
      books()
        .annotate({ n: Count('editor') })
        .valuesList('n', { flat: true }),
    [1, 0, 1, 0, 1],
  ],
  'aggregates in arithmetic': [
    () =>
      books()
        .annotate({ n: Sum('reviews__stars').divide(Count('reviews')) })
        .valuesList('n', { flat: true })
        .slice(0, 2),
    [3, 4],
  ],
  'an aggregate of an annotation': [
    () =>
      authors()
        .annotate({ n: Count('books') })
        .annotate({ more: F('n').add(10) })
        .valuesList('more', { flat: true }),
    [12, 12, 11],
  ],
  'a filter before counts the rows that it asked for': [
    () =>
      books()
        .filter({ reviews__note: 'good' })
        .annotate({ n: Count('reviews') })
        .values('id', 'n'),
    [
      { id: 1, n: 1 },
      { id: 2, n: 1 },
      { id: 4, n: 1 },
    ],
  ],
  'a filter after counts all related rows': [
    () =>
      books()
        .annotate({ n: Count('reviews') })
        .filter({ reviews__note: 'good' })
        .values('id', 'n'),
    [
      { id: 1, n: 3 },
      { id: 2, n: 1 },
      { id: 4, n: 2 },
    ],
  ],
  'filter by an aggregate': [
    () =>
      books()
        .annotate({ n: Count('reviews') })
        .filter({ n__gte: 2 }),
    [1, 4],
  ],
  'exclude by an aggregate': [
    () =>
      books()
        .annotate({ n: Count('reviews') })
        .exclude({ n: 0 }),
    [1, 2, 4],
  ],
  'order by an aggregate': [() => Book.objects.annotate({ n: Count('reviews') }).orderBy('-n', 'id'), [1, 4, 2, 3, 5]],
  'order by an aggregate that is no annotation': [
    () => Book.objects.orderBy(Count('reviews').descending(), 'id'),
    [1, 4, 2, 3, 5],
  ],
  'filter by a decimal aggregate': [
    () =>
      authors()
        .annotate({ n: Sum('books__price') })
        .filter({ n__gt: '12.50' }),
    [1, 2],
  ],
  'filter by an annotation of text': [
    () =>
      books()
        .annotate({ x: Lower('title') })
        .filter({ x__startsWith: 'd' }),
    [3, 4],
  ],
  'filter by the part of an annotation': [
    () =>
      books()
        .annotate({ x: Trunc('month', 'publishedAt') })
        .filter({ x__month: 1 }),
    [1, 3],
  ],
  'alias filters and is not selected': [
    () =>
      books()
        .alias({ n: Count('reviews') })
        .filter({ n: 3 })
        .values(),
    [expect.not.objectContaining({ n: 3 })],
  ],
  'instances carry annotations': [
    () =>
      books()
        .annotate({ n: Count('reviews') })
        .filter({ n: 3 }),
    [1],
  ],
  'annotations beside selectRelated': [
    () =>
      books()
        .selectRelated('author')
        .annotate({ n: Count('reviews') })
        .filter({ n: 3 }),
    [1],
  ],
} as const

const groups = {
  'values then annotate groups': [
    () => Book.objects.values('author').annotate({ n: Count() }).orderBy('author'),
    [
      { author: 1, n: 2 },
      { author: 2, n: 2 },
      { author: 3, n: 1 },
    ],
  ],
  'groups by two columns': [
    () =>
      Book.objects
        .values('author', 'sold')
        .annotate({ n: Count('id') })
        .orderBy('author', 'sold')
        .valuesList('n', { flat: true }),
    [1, 1, 1, 1, 1],
  ],
  'groups across a foreign key': [
    () =>
      Book.objects
        .values('author__country')
        .annotate({ n: Sum('pages') })
        .orderBy('-n'),
    [
      { author__country: 'US', n: 400 },
      { author__country: 'GB', n: 350 },
      { author__country: null, n: 120 },
    ],
  ],
  'groups by an expression': [
    () =>
      Book.objects
        .values({ year: F('publishedAt__year') })
        .annotate({ n: Count() })
        .orderBy('year'),
    [
      { year: 2020, n: 2 },
      { year: 2021, n: 2 },
      { year: 2022, n: 1 },
    ],
  ],
  'groups by an expression with a constant': [
    () =>
      Book.objects
        .values({ long: Case(When({ pages__gt: 110 }, Value('yes')), { default: Value('no') }) })
        .annotate({ n: Count() })
        .orderBy('long'),
    [
      { long: 'no', n: 2 },
      { long: 'yes', n: 3 },
    ],
  ],
  'groups of related rows': [
    () =>
      Book.objects
        .values('sold')
        .annotate({ n: Count('reviews') })
        .orderBy('sold'),
    [
      { sold: false, n: 3 },
      { sold: true, n: 3 },
    ],
  ],
  'filter by a group': [
    () => Book.objects.values('author').annotate({ n: Count() }).filter({ n__gt: 1 }).orderBy('author'),
    [
      { author: 1, n: 2 },
      { author: 2, n: 2 },
    ],
  ],
  'filter by rows and by groups in one call': [
    () => Book.objects.values('author').annotate({ n: Count() }).filter({ n: 1, sold: false }).orderBy('author'),
    [
      { author: 1, n: 1 },
      { author: 2, n: 1 },
      { author: 3, n: 1 },
    ],
  ],
  'filter by rows or groups': [
    () =>
      Book.objects
        .values('author')
        .annotate({ n: Count() })
        .filter(Q({ n: 1 }).or(Q({ author: 2 })))
        .orderBy('author'),
    [
      { author: 2, n: 2 },
      { author: 3, n: 1 },
    ],
  ],
  'a filter before groups': [
    () => Book.objects.filter({ sold: true }).values('author').annotate({ n: Count() }).orderBy('author'),
    [
      { author: 1, n: 1 },
      { author: 2, n: 1 },
    ],
  ],
  'a filter of related rows before groups': [
    () =>
      Book.objects
        .filter({ reviews__note: 'good' })
        .values('sold')
        .annotate({ n: Count('reviews') })
        .orderBy('sold'),
    [
      { sold: false, n: 1 },
      { sold: true, n: 2 },
    ],
  ],
  'groups keep what values named later': [
    () => Book.objects.values('author').annotate({ n: Count() }).values('n').orderBy('author'),
    [{ n: 2 }, { n: 2 }, { n: 1 }],
  ],
  'groups with an aggregate and a filter in it': [
    () =>
      Book.objects
        .values('author')
        .annotate({ n: Count({ filter: Q({ sold: true }) }) })
        .orderBy('author')
        .valuesList('n', { flat: true }),
    [1, 1, 0],
  ],
  'aggregate annotations before values are of the row': [
    () =>
      books()
        .annotate({ n: Count('reviews') })
        .values('n'),
    [{ n: 3 }, { n: 1 }, { n: 0 }, { n: 2 }, { n: 0 }],
  ],
  'groups by an aggregate of the row': [
    () =>
      Book.objects
        .annotate({ r: Count('reviews') })
        .values('r')
        .annotate({ n: Count() })
        .orderBy('r'),
    [
      { r: 0, n: 2 },
      { r: 1, n: 1 },
      { r: 2, n: 1 },
      { r: 3, n: 1 },
    ],
  ],
} as const

const rows = {
  values: [() => books().values('id', 'title').slice(0, 1), [{ id: 1, title: 'Engines' }]],
  'values across relations': [
    () => books().values('author__name', 'editor__name').slice(1, 2),
    [{ author__name: 'Ada', editor__name: null }],
  ],
  'values of a foreign key': [() => books().values('author', 'editorId').slice(0, 1), [{ author: 1, editorId: 2 }]],
  'values with names of their own': [
    () =>
      books()
        .values('id', { by: F('author__name') })
        .slice(0, 1),
    [{ id: 1, by: 'Ada' }],
  ],
  'values of all columns': [
    () => authors().values().slice(0, 1),
    [{ id: 1, name: 'Ada', country: 'GB', born: '1815-12-10' }],
  ],
  'values of a relation to many repeat the row': [
    () =>
      books()
        .values('id', 'reviews__stars')
        .orderBy('id', 'reviews__stars' as never)
        .slice(0, 4),
    [
      { id: 1, reviews__stars: 1 },
      { id: 1, reviews__stars: 3 },
      { id: 1, reviews__stars: 5 },
      { id: 2, reviews__stars: 4 },
    ],
  ],
  valuesList: [
    () => books().valuesList('id', 'price').slice(0, 2),
    [
      [1, '10.50'],
      [2, '20.25'],
    ],
  ],
  'valuesList, flat': [() => books().valuesList('title', { flat: true }).slice(0, 2), ['Engines', 'Notes']],
  'valuesList of JSON, flat': [() => books().valuesList('details', { flat: true }).slice(4), [['x', 2]]],
  distinct: [
    () => Book.objects.values('pages').distinct().orderBy('pages'),
    [{ pages: 100 }, { pages: 120 }, { pages: 250 }, { pages: 300 }],
  ],
  'distinct, in the order of another column': [
    () => Book.objects.values('sold').distinct().orderBy('sold'),
    [{ sold: false }, { sold: true }],
  ],
  'distinct in the order of a decimal': [
    () => Book.objects.values('price').distinct().orderBy('-price').slice(0, 2),
    [{ price: '20.25' }, { price: '12.00' }],
  ],
  reverse: [() => books().reverse(), [5, 4, 3, 2, 1]],
  'reverse of two columns': [() => Book.objects.orderBy('pages', '-id').reverse(), [4, 2, 5, 1, 3]],
  'nulls first': [() => Book.objects.orderBy(F('rating').ascending({ nulls: 'first' })), [3, 5, 2, 1, 4]],
  'nulls last': [() => Book.objects.orderBy(F('rating').ascending({ nulls: 'last' })), [5, 2, 1, 4, 3]],
  'nulls last, descending': [() => Book.objects.orderBy(F('rating').descending({ nulls: 'last' })), [4, 1, 2, 5, 3]],
  'nulls first, in reverse': [
    () => Book.objects.orderBy(F('rating').descending({ nulls: 'last' })).reverse(),
    [3, 5, 2, 1, 4],
  ],
  'order by an expression': [() => Book.objects.orderBy(F('price').multiply(F('pages')).descending()), [2, 4, 5, 1, 3]],
  union: [
    () =>
      Book.objects
        .filter({ id__lte: 2 })
        .union(Book.objects.filter({ pages: 100 }))
        .orderBy('id'),
    [1, 2, 3],
  ],
  'union of all': [
    () =>
      Book.objects
        .filter({ id__lte: 2 })
        .union(Book.objects.filter({ pages: 100 }), { all: true })
        .orderBy('id'),
    [1, 1, 2, 3],
  ],
  'union of three': [
    () =>
      Book.objects
        .filter({ id: 1 })
        .union(Book.objects.filter({ id: 2 }), Book.objects.filter({ id: 5 }))
        .orderBy('-id'),
    [5, 2, 1],
  ],
  'union in the order of a decimal, sliced': [
    () =>
      Book.objects
        .filter({ id__lte: 2 })
        .union(Book.objects.filter({ id__gte: 4 }))
        .orderBy('-price')
        .slice(1, 3),
    [5, 1],
  ],
  'union of sliced queries': [
    () => books().slice(0, 1).union(Book.objects.orderBy('-id').slice(0, 1)).orderBy('id'),
    [1, 5],
  ],
  'union of values': [
    () => Book.objects.values('pages').union(Book.objects.values('pages')).orderBy('pages').slice(0, 2),
    [{ pages: 100 }, { pages: 120 }],
  ],
  'union of values of two models': [
    () =>
      Author.objects
        .valuesList('name', { flat: true })
        .union(Book.objects.filter({ id: 1 }).valuesList('title', { flat: true }))
        .orderBy('name'),
    ['Ada', 'Bob', 'Cy', 'Engines'],
  ],
  'union with annotations': [
    () =>
      Book.objects
        .annotate({ n: Count('reviews') })
        .filter({ n: 3 })
        .union(Book.objects.annotate({ n: Count('reviews') }).filter({ n: 2 }))
        .orderBy('-n'),
    [1, 4],
  ],
  'union of a union': [
    () =>
      Book.objects
        .filter({ id: 1 })
        .union(Book.objects.filter({ id: 2 }))
        .union(Book.objects.filter({ id: 3 }))
        .orderBy('id'),
    [1, 2, 3],
  ],
  'union of none': [() => Book.objects.none().union(Book.objects.filter({ id: 2 })), [2]],
  intersection: [
    () =>
      Book.objects
        .filter({ id__lte: 3 })
        .intersection(Book.objects.filter({ pages: 100 }))
        .orderBy('id'),
    [1, 3],
  ],
  difference: [() => Book.objects.filter({ id__lte: 3 }).difference(Book.objects.filter({ pages: 100 })), [2]],
  'only carries what it names': [() => books().only('title').slice(0, 1), [1]],
} as const

const windows = {
  'row numbers': [
    () =>
      books()
        .annotate({ n: Window(RowNumber(), { orderBy: '-price' }) })
        .valuesList('n', { flat: true }),
    [3, 1, 5, 4, 2],
  ],
  'ranks in partitions': [
    () =>
      books()
        .annotate({ n: Window(Rank(), { partitionBy: 'author', orderBy: '-price' }) })
        .valuesList('n', { flat: true }),
    [2, 1, 2, 1, 1],
  ],
  'ranks with gaps, and without': [
    () =>
      books()
        .annotate({ a: Window(Rank(), { orderBy: 'pages' }), b: Window(DenseRank(), { orderBy: 'pages' }) })
        .valuesList('a', 'b'),
    [
      [1, 1],
      [4, 3],
      [1, 1],
      [5, 4],
      [3, 2],
    ],
  ],
  'the value of the row before': [
    () =>
      books()
        .annotate({ n: Window(Lag('title'), { orderBy: 'id' }) })
        .valuesList('n', { flat: true }),
    [null, 'Engines', 'Notes', 'Dust', 'Dust II'],
  ],
  'a running sum': [
    () =>
      books()
        .annotate({ n: Window(Sum('pages'), { orderBy: 'id', frame: { unit: 'rows', from: null, to: 0 } }) })
        .valuesList('n', { flat: true }),
    [100, 350, 450, 750, 870],
  ],
  'a sum of a partition of decimals': [
    () =>
      books()
        .annotate({ n: Window(Sum('price'), { partitionBy: 'author' }) })
        .valuesList('n', { flat: true }),
    ['30.75', '30.75', '12.75', '12.75', '12.00'],
  ],
  'a moving sum': [
    () =>
      books()
        .annotate({ n: Window(Sum('pages'), { orderBy: 'id', frame: { unit: 'rows', from: -1, to: 1 } }) })
        .valuesList('n', { flat: true }),
    [350, 450, 650, 520, 420],
  ],
  'filter by a window': [
    () =>
      books()
        .annotate({ n: Window(RowNumber(), { partitionBy: 'author', orderBy: '-price' }) })
        .filter({ n: 1 }),
    [2, 4, 5],
  ],
  'filter by a window and by rows': [
    () =>
      books()
        .annotate({ n: Window(RowNumber(), { partitionBy: 'author', orderBy: '-price' }) })
        .filter({ n: 1, sold: false }),
    [1, 3, 5],
  ],
} as const

const conditions = {
  'Q or': [() => books().filter(Q({ pages: 250 }).or(Q({ title: 'Sea' }))), [2, 5]],
  'Q and, not': [() => books().filter(Q({ pages: 100 }).and(Q({ sold: true }).not())), [1, 3]],
  'Q beside lookups': [() => books().filter(Q({ pages: 100 }).or(Q({ pages: 250 })), { author: 1 }), [1, 2]],
  'not of null keeps the row': [() => books().filter(Q({ rating__gt: 2 }).not()), [3, 5]],
  'Q on related rows in one call speak of the same': [
    () => books().filter(Q({ reviews__stars: 5 }), Q({ reviews__note: 'bad' })),
    [],
  ],
  'a column on the right side': [() => books().filter({ price__gt: F('cost').multiply(2) }), [1, 2, 4, 5]],
  'a column of other places on the right side': [() => books().filter({ price: F('cost') }), [3]],
  'a column across a relation on the right side': [
    () => books().filter({ title__gt: F('author__name') }),
    [1, 2, 3, 4, 5],
  ],
  'a range whose ends are computed': [
    () => books().filter({ pages__range: [F('stock').add(95), 250], id__range: [1, F('id')] }),
    [1, 3, 5],
  ],
  'OuterRef of an OuterRef is of the query around the next': [
    () => {
      const own = Review.objects.filter({ book: OuterRef('id'), book__author: OuterRef(OuterRef('id')), stars__lte: 2 })
      return authors().filter(Exists(Book.objects.filter(Exists(own), { author: OuterRef('id') })))
    },
    [1, 2],
  ],
  'Exists in filter': [() => books().filter(Exists(Review.objects.filter({ book: OuterRef('id'), stars: 4 }))), [2]],
  'Exists, not': [() => books().filter(Exists(Review.objects.filter({ book: OuterRef('id') })).not()), [3, 5]],
  'Exists in exclude': [() => books().exclude(Exists(Review.objects.filter({ book: OuterRef('id') }))), [3, 5]],
  'Q with Exists': [
    () => books().filter(Q({ id: 5 }).or(Exists(Review.objects.filter({ book: OuterRef('id'), stars: 4 })))),
    [2, 5],
  ],
  'in a queryset': [() => books().filter({ author__in: Author.objects.filter({ country: 'US' }) }), [3, 4]],
  'in the values of a queryset': [
    () => books().filter({ pages__in: Book.objects.filter({ sold: true }).values('pages') }),
    [2, 4],
  ],
  'in a list of values of a queryset': [
    () => books().filter({ title__in: Book.objects.filter({ id__lt: 3 }).valuesList('title', { flat: true }) }),
    [1, 2],
  ],
  'in a sliced queryset': [
    () => books().filter({ id__in: Book.objects.orderBy('-price').slice(0, 2).values('id') }),
    [2, 5],
  ],
  'in nothing': [() => books().filter({ id__in: [] }), []],
  'exclude in nothing': [() => books().exclude({ id__in: [] }), [1, 2, 3, 4, 5]],
  'in a list with null': [() => books().filter({ rating__in: [3, null as unknown as number] }), [2]],
  'a year': [() => books().filter({ publishedAt__year: 2020 }), [1, 2]],
  'a year, and its edges': [() => [books().filter({ publishedAt__year__gt: 2020 })][0], [3, 4, 5]],
  'a year or before': [() => books().filter({ publishedAt__year__lte: 2020 }), [1, 2]],
  'before a year': [() => books().filter({ publishedAt__year__lt: 2021 }), [1, 2]],
  'from a year on': [() => books().filter({ publishedAt__year__gte: 2021 }), [3, 4, 5]],
  'years in a list': [() => books().filter({ publishedAt__year__in: [2020, 2022] }), [1, 2, 5]],
  'the year of a day': [() => authors().filter({ born__year: 1970 }), [2]],
  'the date of a moment': [() => books().filter({ publishedAt__date: '2020-12-31' }), [2]],
  'after the date of a moment': [() => books().filter({ publishedAt__date__gt: '2020-12-31' }), [3, 4, 5]],
  'a month': [() => books().filter({ publishedAt__month: 1 }), [1, 3]],
  'JSON at a key': [() => books().filter({ details__lang: 'en' }), [1, 3]],
  'JSON at a key of a key': [() => books().filter({ details__size__cm: 20 }), [1]],
  'JSON at an index': [() => books().filter({ details__tags__1: 'b' }), [1]],
  'JSON at an index of the whole': [() => books().filter({ details__0: 'x' }), [5]],
  'JSON that is an object': [() => books().filter({ details__size: { cm: 20 } }), [1]],
  'JSON that is an array': [() => books().filter({ details: ['x', 2] }), [5]],
  'JSON that is true': [() => books().filter({ details__b: true }), [3]],
  'JSON numbers and texts differ': [() => books().filter({ details__n: 1 }), [1]],
  'JSON, greater': [() => books().filter({ details__n__gt: 1 }), [2]],
  'JSON, greater or equal, of numbers only': [() => books().filter({ details__n__gte: 1 }), [1, 2]],
  'JSON, greater, of texts only': [() => books().filter({ details__n__gte: '0' }), [3]],
  'JSON in a list': [() => books().filter({ details__lang__in: ['fr', 'de'] }), [2]],
  'JSON null': [() => books().filter({ details__gone: null }), [2]],
  'JSON without a key': [() => books().filter({ details__lang__isNull: true }), [4, 5]],
  'JSON with a key': [() => books().filter({ details__gone__isNull: false }), [2]],
  'JSON that has a key': [() => books().filter({ details__hasKey: 'lang' }), [1, 2, 3]],
  'JSON, text that contains': [() => books().filter({ details__lang__contains: 'n' }), [1, 3]],
  'JSON, text without regard to case': [() => books().filter({ details__lang__iexact: 'EN' }), [1, 3]],
  'no JSON': [() => books().filter({ details: null }), [4]],
  'exclude by JSON keeps rows without it': [() => books().exclude({ details__lang: 'en' }), [2, 4, 5]],
} as const

onLibrary({ ...annotations, ...groups, ...rows, ...windows, ...conditions })
