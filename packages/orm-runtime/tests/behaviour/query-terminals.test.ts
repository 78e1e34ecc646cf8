import { describe, expect, it, beforeAll } from 'vitest'
import {
  aatomic,
  asyncContext,
  atomic,
  Avg,
  Count,
  F,
  Lower,
  Max,
  Min,
  NotSupportedError,
  OuterRef,
  Q,
  Sum,
  SynchronousOnlyOperation,
  TransactionError,
  UsageError,
  Value,
} from 'orm-runtime'
import { Author, Book, fillLibrary, libraryModels, Review, Tag } from './library-models.ts'
import { onEachDatabase } from './on-each-database.ts'

const books = () => Book.objects.orderBy('id')
type Answers = readonly [blocking: () => unknown, asynchronous: () => Promise<unknown>, answer: unknown]

const answers: Readonly<Record<string, Answers>> = {
  'aggregates of all rows': [
    () =>
      Book.objects.aggregate({
        n: Count(),
        sum: Sum('price'),
        mean: Avg('pages'),
        least: Min('title'),
        last: Max('publishedAt'),
      }),
    () =>
      Book.objects.aaggregate({
        n: Count(),
        sum: Sum('price'),
        mean: Avg('pages'),
        least: Min('title'),
        last: Max('publishedAt'),
      }),
    { n: 5, sum: '55.50', mean: 174, least: 'Dust', last: new Date('2022-02-28T12:30:15.250Z') },
  ],
  'aggregates of no rows': [
    () => Book.objects.none().aggregate({ n: Count(), sum: Sum('price') }),
    () => Book.objects.none().aaggregate({ n: Count(), sum: Sum('price') }),
    { n: 0, sum: null },
  ],
  'an aggregate of related rows': [
    () => Book.objects.aggregate({ n: Count('reviews'), stars: Sum('reviews__stars') }),
    () => Book.objects.aaggregate({ n: Count('reviews'), stars: Sum('reviews__stars') }),
    { n: 6, stars: 17 },
  ],
  'an aggregate of the related rows that were asked for': [
    () => Book.objects.filter({ reviews__note: 'good' }).aggregate({ n: Count('reviews') }),
    () => Book.objects.filter({ reviews__note: 'good' }).aaggregate({ n: Count('reviews') }),
    { n: 3 },
  ],
  'an aggregate with a filter': [
    () =>
      Book.objects.aggregate({
        n: Count({ filter: { sold: true } }),
        sum: Sum('pages', { filter: Q({ sold: false }) }),
      }),
    () =>
      Book.objects.aaggregate({
        n: Count({ filter: { sold: true } }),
        sum: Sum('pages', { filter: Q({ sold: false }) }),
      }),
    { n: 2, sum: 320 },
  ],
  'a distinct aggregate': [
    () => Book.objects.aggregate({ n: Count('pages', { distinct: true }) }),
    () => Book.objects.aaggregate({ n: Count('pages', { distinct: true }) }),
    { n: 4 },
  ],
  'an aggregate of an expression': [
    () => Book.objects.aggregate({ worth: Sum(F('price').multiply(F('pages'))) }),
    () => Book.objects.aaggregate({ worth: Sum(F('price').multiply(F('pages'))) }),
    { worth: '10377.50' },
  ],
  'an aggregate of aggregates': [
    () => Book.objects.annotate({ n: Count('reviews') }).aggregate({ most: Max('n'), all: Sum('n') }),
    () => Book.objects.annotate({ n: Count('reviews') }).aaggregate({ most: Max('n'), all: Sum('n') }),
    { most: 3, all: 6 },
  ],
  'an aggregate of a slice': [
    () =>
      books()
        .slice(1, 3)
        .aggregate({ pages: Sum('pages'), by: Min('author__name') }),
    () =>
      books()
        .slice(1, 3)
        .aaggregate({ pages: Sum('pages'), by: Min('author__name') }),
    { pages: 350, by: 'Ada' },
  ],
  'an aggregate of groups': [
    () =>
      Book.objects
        .values('author')
        .annotate({ n: Count() })
        .aggregate({ most: Max('n'), groups: Count() }),
    () =>
      Book.objects
        .values('author')
        .annotate({ n: Count() })
        .aaggregate({ most: Max('n'), groups: Count() }),
    { most: 2, groups: 3 },
  ],
  'an aggregate of distinct values': [
    () =>
      Book.objects
        .values('pages')
        .distinct()
        .aggregate({ sum: Sum('pages') }),
    () =>
      Book.objects
        .values('pages')
        .distinct()
        .aaggregate({ sum: Sum('pages') }),
    { sum: 770 },
  ],
  'an aggregate of a union': [
    () =>
      Book.objects
        .filter({ id: 1 })
        .union(Book.objects.filter({ id: 2 }))
        .aggregate({ sum: Sum('price') }),
    () =>
      Book.objects
        .filter({ id: 1 })
        .union(Book.objects.filter({ id: 2 }))
        .aaggregate({ sum: Sum('price') }),
    { sum: '30.75' },
  ],
  'the count of groups': [
    () => Book.objects.values('author').annotate({ n: Count() }).count(),
    () => Book.objects.values('author').annotate({ n: Count() }).acount(),
    3,
  ],
  'the count of distinct values': [
    () => Book.objects.values('pages').distinct().count(),
    () => Book.objects.values('pages').distinct().acount(),
    4,
  ],
  'the count of a slice': [() => books().slice(1, 9).count(), () => books().slice(1, 9).acount(), 4],
  'the count of a union': [
    () => Book.objects.filter({ id: 1 }).union(Book.objects.all()).count(),
    () => Book.objects.filter({ id: 1 }).union(Book.objects.all()).acount(),
    5,
  ],
  'the count of values of related rows': [
    () => Book.objects.values('reviews__stars').count(),
    () => Book.objects.values('reviews__stars').acount(),
    8,
  ],
  'the count with annotations that nobody asks': [
    () => Book.objects.annotate({ n: Count('reviews') }).count(),
    () => Book.objects.annotate({ n: Count('reviews') }).acount(),
    5,
  ],
  'the count by an annotation': [
    () =>
      Book.objects
        .annotate({ n: Count('reviews') })
        .filter({ n__gt: 1 })
        .count(),
    () =>
      Book.objects
        .annotate({ n: Count('reviews') })
        .filter({ n__gt: 1 })
        .acount(),
    2,
  ],
  'whether there are groups': [
    () => Book.objects.values('author').annotate({ n: Count() }).filter({ n: 9 }).exists(),
    () =>
      Book.objects
        .values('author')
        .annotate({ n: Count() })
        .filter({ n: 2 })
        .aexists()
        .then((one) => !one),
    false,
  ],
  'whether a union has rows': [
    () =>
      Book.objects
        .filter({ id: 99 })
        .union(Book.objects.filter({ id: 1 }))
        .exists(),
    () =>
      Book.objects
        .filter({ id: 99 })
        .union(Book.objects.filter({ id: 1 }))
        .aexists(),
    true,
  ],
  'the last row by key': [() => Book.objects.last()?.id, async () => (await Book.objects.alast())?.id, 5],
  'the last row in order': [
    () => Book.objects.orderBy('price').last()?.id,
    async () => (await Book.objects.orderBy('price').alast())?.id,
    2,
  ],
  'the last of none': [() => Book.objects.none().last(), () => Book.objects.none().alast(), undefined],
  'the earliest row': [
    () => Book.objects.earliest('publishedAt').id,
    async () => (await Book.objects.aearliest('publishedAt')).id,
    1,
  ],
  'the latest row': [
    () => Book.objects.latest('pages', 'id').id,
    async () => (await Book.objects.alatest('pages', 'id')).id,
    4,
  ],
  'the latest by the reverse': [
    () => Book.objects.latest('-pages', 'id').id,
    async () => (await Book.objects.alatest('-pages', 'id')).id,
    3,
  ],
  'whether it contains an instance': [
    () => Book.objects.filter({ sold: true }).contains(Book.objects.get({ id: 2 })),
    async () => Book.objects.filter({ sold: true }).acontains(await Book.objects.aget({ id: 2 })),
    true,
  ],
  'whether it contains an instance that it has not': [
    () => Book.objects.filter({ sold: true }).contains(Book.objects.get({ id: 1 })),
    async () => Book.objects.filter({ sold: true }).acontains(await Book.objects.aget({ id: 1 })),
    false,
  ],
  'rows by key': [
    () => [...Book.objects.inBulk([2, 99, 1, 2])].map(([key, book]) => [key, book.title]).sort(),
    async () => [...(await Book.objects.ainBulk([2, 99, 1, 2]))].map(([key, book]) => [key, book.title]).sort(),
    [
      [1, 'Engines'],
      [2, 'Notes'],
    ],
  ],
  'rows by a unique column': [
    () => [...Author.objects.inBulk(['Cy'], { field: 'name' })].map(([key, one]) => [key, one.id]),
    async () => [...(await Author.objects.ainBulk(['Cy'], { field: 'name' }))].map(([key, one]) => [key, one.id]),
    [['Cy', 3]],
  ],
  'rows by no keys': [() => Book.objects.inBulk([]).size, async () => (await Book.objects.ainBulk([])).size, 0],
  'all rows by key': [() => Book.objects.inBulk().size, async () => (await Book.objects.ainBulk()).size, 5],
}

const refusals: Readonly<Record<string, readonly [() => unknown, new (...all: never[]) => Error, RegExp]>> = {
  'an unknown path': [
    () => Book.objects.annotate({ x: Lower('titel' as never) }).toArray(),
    UsageError,
    /no field 'titel'.*title/s,
  ],
  'an unknown lookup of an annotation': [
    () =>
      Book.objects
        .annotate({ x: F('pages') })
        .filter({ x__contains: 'a' } as never)
        .toArray(),
    UsageError,
    /no lookup 'contains'/,
  ],
  'a name that the model has': [
    () => Book.objects.annotate({ title: Value(1) } as never),
    UsageError,
    /has a 'title' itself/,
  ],
  'a name that is none': [() => Book.objects.annotate({ ['a b']: Value(1) }), UsageError, /can't name an annotation/],
  '__proto__ as a name': [
    () => Book.objects.annotate({ ['__proto__']: Value(1) }),
    UsageError,
    /can't name an annotation/,
  ],
  'an annotation that is no expression': [
    () => Book.objects.annotate({ x: 5 } as never),
    UsageError,
    /takes an expression/,
  ],
  'a sum of text': [() => Book.objects.aggregate({ x: Sum('title' as never) }), UsageError, /takes numbers, not text/],
  'arithmetic with text': [
    () => Book.objects.annotate({ x: F('title').add(1) }).toArray(),
    UsageError,
    /can't be calculated/,
  ],
  'values of different types': [
    () => Book.objects.annotate({ x: F('title').add('1') }).toArray(),
    UsageError,
    /can't be calculated/,
  ],
  'aggregates that repeat each other': [
    () => Book.objects.aggregate({ a: Count('reviews'), b: Count('tags') }),
    UsageError,
    /would repeat/,
  ],
  'an OuterRef without a query around it': [
    () => Book.objects.filter({ id: OuterRef('id') }).toArray(),
    UsageError,
    /stands in Subquery/,
  ],
  'an inner query of two columns': [
    () => Book.objects.filter({ id__in: Book.objects.values('id', 'pages') }).toArray(),
    UsageError,
    /has one column/,
  ],
  'a union of different columns': [
    () =>
      Book.objects
        .values('id')
        .union(Book.objects.values('title') as never)
        .toArray(),
    UsageError,
    /same columns/,
  ],
  'a union of two models': [() => Book.objects.union(Author.objects as never), UsageError, /rows of no one model/],
  'a filter after a union': [() => Book.objects.union(Book.objects).filter({ id: 1 }), UsageError, /after `union`/],
  'annotate after a slice': [
    () =>
      books()
        .slice(0, 1)
        .annotate({ x: Value(1) }),
    UsageError,
    /after `slice`/,
  ],
  'reverse after a slice': [() => books().slice(0, 1).reverse(), UsageError, /after `slice`/],
  'last after a slice': [() => books().slice(0, 1).last(), UsageError, /after `slice`/],
  'the first of groups without an order': [
    () => Book.objects.values('author').annotate({ n: Count() }).first(),
    UsageError,
    /needs an order/,
  ],
  'only after values': [() => Book.objects.values('id').only('id' as never), UsageError, /after `values`/],
  'only of an unknown column': [() => Book.objects.only('titel' as never).toArray(), UsageError, /no column 'titel'/],
  'flat of two columns': [() => Book.objects.valuesList('id', 'title', { flat: true }), UsageError, /takes one name/],
  'inBulk by a column that repeats': [() => Book.objects.inBulk([1], { field: 'pages' }), UsageError, /Unique: id/],
  'contains of another model': [
    () => Book.objects.contains(Tag.objects.get({ id: 1 }) as never),
    UsageError,
    /A Book is wanted/,
  ],
  'latest without a column': [() => Book.objects.latest(), UsageError, /needs the column/],
  'latest of none': [() => Book.objects.none().latest('id'), Book.DoesNotExist, /Book/],
  'a year that is none': [
    () => Book.objects.filter({ publishedAt__year: 1.5 }).toArray(),
    UsageError,
    /whole number from 1/,
  ],
  'selectForUpdate outside of a transaction': [
    () => Book.objects.selectForUpdate().toArray(),
    TransactionError,
    /selectForUpdate/,
  ],
  'a chunk size of nothing': [() => [...books().iterator({ chunkSize: 0 })], UsageError, /chunkSize/],
}

onEachDatabase({ models: libraryModels }, (database) => {
  beforeAll(fillLibrary)

  it.each(Object.entries(answers))('answers %s', async (_, [blocking, asynchronous, answer]) => {
    expect(blocking()).toEqual(answer)
    expect(await asynchronous()).toEqual(answer)
  })

  it.each(Object.entries(refusals))('refuses %s', (_, [call, error, message]) => {
    expect(call).toThrow(error)
    expect(call).toThrow(message)
  })

  it('names the choices of lookups with an unknown name', async () => {
    await expect(Book.objects.annotate({ n: Count('reviews') }).filter({ m: 1 } as never)).rejects.toThrow(
      /reviews.*n\./s,
    )
  })

  it('carries annotations on instances', async () => {
    const [first] = await books().annotate({ n: Count('reviews'), by: F('author__name') })
    expect([first?.title, first?.n, first?.by, first instanceof Book]).toEqual(['Engines', 3, 'Ada', true])
  })

  describe('deferred columns', () => {
    it('are not loaded, and loaded when they are read', () => {
      database.queries.length = 0
      const book = Book.objects.only('title').get({ id: 1 })
      expect([book.id, book.title]).toEqual([1, 'Engines'])
      expect(Object.keys(book)).toEqual(['id', 'title'])
      expect(database.queries.map(({ sql }) => /pages/.test(sql))).toEqual([false])
      expect((book as unknown as Book).pages).toBe(100)
      expect((book as unknown as Book).pages).toBe(100)
      expect(database.queries).toHaveLength(2)
    })

    it('are not loaded by printing', () => {
      database.queries.length = 0
      const book = Author.objects.defer('country').get({ id: 1 })
      expect(JSON.stringify(book)).not.toContain('country')
      expect(database.queries).toHaveLength(1)
    })

    it('name the asynchronous twin in async contexts', async () => {
      const book = (await Book.objects.only('title').aget({ id: 1 })) as unknown as Book
      const reading = asyncContext(async () => book.pages)
      await expect(reading).rejects.toThrow(SynchronousOnlyOperation)
      await expect(reading).rejects.toThrow(/arefreshFromDb/)
      await asyncContext(async () => {
        await book.arefreshFromDb(['pages'])
        expect(book.pages).toBe(100)
      })
    })

    it('take what is assigned, and save writes only what is there', async () => {
      const book = (await Book.objects.only('title').aget({ id: 3 })) as unknown as Book
      book.pages = 100
      await book.asave()
      expect(await Book.objects.filter({ id: 3 }).values('title', 'pages', 'sold')).toEqual([
        { title: 'Dust', pages: 100, sold: false },
      ])
    })

    it('of related models', async () => {
      const book = await Book.objects
        .selectRelated('author')
        .only('title', 'author' as never, 'author__name' as never)
        .aget({ id: 1 })
      expect(Object.keys((book as unknown as Book).author)).toEqual(['id', 'name'])
    })
  })

  describe('rows one after the other', () => {
    it('come in chunks, blocking', () => {
      const query = books().valuesList('id', { flat: true })
      expect([...query.iterator({ chunkSize: 2 })]).toEqual([1, 2, 3, 4, 5])
      const [first] = Book.objects.orderBy('-id').iterator()
      expect(first?.title).toBe('Sea')
    })

    it('come in chunks, asynchronous', async () => {
      const ids: number[] = []
      for await (const { id, n } of books()
        .annotate({ n: Count('reviews') })
        .values('id', 'n')
        .aiterator({ chunkSize: 2 }))
        ids.push(id + n)
      expect(ids).toEqual([4, 3, 3, 6, 5])
      const titles: string[] = []
      for await (const title of books().valuesList('title', { flat: true })) titles.push(title)
      expect(titles).toEqual(['Engines', 'Notes', 'Dust', 'Dust II', 'Sea'])
    })

    it('stop with the signal', async () => {
      const controller = new AbortController()
      const take = async () => {
        for await (const one of books().aiterator({ chunkSize: 1, signal: controller.signal }))
          controller.abort(new Error(`at ${one.id}`))
      }
      await expect(take()).rejects.toThrow('at 1')
    })
  })

  it('locks rows in transactions', async () => {
    const ids = await aatomic(async () => (await Book.objects.filter({ id: 1 }).selectForUpdate()).map(({ id }) => id))
    expect(ids).toEqual([1])
    expect(atomic(() => Book.objects.selectForUpdate().get({ id: 2 }).id)).toBe(2)
    const joined = aatomic(async () =>
      Book.objects
        .selectRelated('editor')
        .selectForUpdate({ skipLocked: database.name !== 'sqlite' })
        .aget({ id: 2 }),
    )
    expect((await joined).id).toBe(2)
  })

  it('explains', async () => {
    expect(Book.objects.filter({ id: 1 }).explain()).toMatch(/\w/)
    expect(await Book.objects.filter({ id: 1 }).aexplain()).toMatch(/\w/)
    if (database.name === 'sqlite') expect(() => Book.objects.explain({ analyze: true })).toThrow(NotSupportedError)
    else expect(await Book.objects.aexplain({ analyze: true })).toMatch(/time/i)
  })

  it('distinct by names is PostgreSQL’s', async () => {
    const query = Book.objects.orderBy('author', '-price').distinct('author').valuesList('id', { flat: true })
    if (database.name === 'postgres') expect(await query).toEqual([2, 4, 5])
    else await expect(query.toArrayAsync()).rejects.toThrow(NotSupportedError)
  })

  it('compiles once for one text of the program', async () => {
    const plain = (pages: number) =>
      Book.objects.annotate({ x: F('pages').add(pages) }).filter(Q({ x__gt: pages }).or(Q({ id: 1 })))
    await plain(1)
    database.queries.length = 0
    await plain(2)
    expect(database.queries.map(({ compiled }) => compiled)).toEqual([false])
  })

  it('uses expressions in updates', async () => {
    await Review.objects.filter({ id: 1 }).aupdate({ stars: F('stars').add(1) })
    expect((await Review.objects.aget({ id: 1 })).stars).toBe(6)
  })
})
