import { beforeEach, expect, it } from 'vitest'
import { IntegrityError } from 'orm-runtime'
import { onEachDatabase } from '../behaviour/on-each-database.ts'
import { Book, BookManager, BookQuerySet, Loan, models, Reader, Timestamped } from './library-models.ts'

onEachDatabase({ models }, ({ name }) => {
  beforeEach(async () => {
    for (const model of [Loan, Reader, Book]) await model.objects.all().adelete()
  })
  const book = (title: string, values: object = {}) => Book.objects.acreate({ title, isbn: title, ...values })

  it('a queryset of its own class keeps its methods behind each call', async () => {
    await Book.objects.abulkCreate([
      { title: 'a', isbn: '1' },
      { title: 'b', isbn: '2', removed: true },
    ])
    const found = Book.objects.present().filter({ pages__gt: 1 }).titled('a').present().orderBy('-title')
    expect(found).toBeInstanceOf(BookQuerySet)
    expect(await found.titles()).toEqual(['a'])
  })

  it('a manager has the methods of its querysets and its own', async () => {
    await Book.objects.announce('news')
    expect(Book.objects).toBeInstanceOf(BookManager)
    expect(await Book.objects.titles()).toEqual(['news'])
    expect(await Book.objects.titled('news').acount()).toBe(1)
    expect(Book.objects.filter({ title: 'news' }).present().get().title).toBe('news')
  })

  it('a second manager begins with rows of its own', async () => {
    await book('here')
    await book('gone', { removed: true })
    expect(await Book.present.titles()).toEqual(['here'])
    expect(await Book.present.acount()).toBe(1)
    expect(await Book.objects.acount()).toBe(2)
    expect((await Book.present.acreate({ title: 'new', isbn: 'new' })).id).toBeGreaterThan(0)
  })

  it('fields of abstract models are fields of the model, behind its own', async () => {
    expect(Object.keys(Book.fields)).toEqual([
      'id',
      'title',
      'isbn',
      'kind',
      'pages',
      'createdAt',
      'changedAt',
      'removed',
      'rank',
    ])
    const one = await book('a')
    expect(one.createdAt).toEqual(one.changedAt)
    expect(await Book.objects.filter({ createdAt__lte: new Date(Date.now() + 1000), rank: 1 }).acount()).toBe(1)
  })

  it('methods and getters of abstract models are those of its instances; the first base wins', async () => {
    const one = await book('a')
    expect(one.age).toBe(0)
    expect(one.describe()).toBe('timestamped')
    await one.aremove()
    expect((await Book.objects.aget({ title: 'a' })).removed).toBe(true)
  })

  it('methods of abstract models that block save as well', async () => {
    const one = await book('a')
    one.remove()
    expect((await Book.objects.aget({ title: 'a' })).removed).toBe(true)
  })

  it('options of abstract models are inherited, and the own ones win', () => {
    expect(Book.options.ordering).toEqual(['title'])
    expect(Book.options.indexes).toHaveLength(2)
    expect(Book.options.constraints?.map((one) => one.name)).toContain('books__rank')
  })

  it('an abstract model has no instances', () => {
    expect(() => new Timestamped()).toThrow('Timestamped is an abstract model: name it among the `bases`')
  })

  it('querysets are ordered as the model says, unless they say otherwise', async () => {
    for (const title of ['b', 'c', 'a']) await book(title)
    expect((await Book.objects.all()).map(({ title }) => title)).toEqual(['a', 'b', 'c'])
    expect((await Book.objects.orderBy('-title')).map(({ title }) => title)).toEqual(['c', 'b', 'a'])
  })

  const violations: Record<string, [first: object, second: object]> = {
    'a unique constraint of several columns': [
      { title: 'a', isbn: '1' },
      { title: 'b', isbn: '1' },
    ],
    'a check that a condition makes': [{ title: 'a' }, { title: 'b', pages: 0 }],
    'a check with a quote in its value': [{ title: 'a' }, { title: "Bobby's" }],
    'a check of an abstract model': [{ title: 'a' }, { title: 'b', rank: -1 }],
  }
  it.each(Object.entries(violations))('the database holds %s', async (_name, [first, second]) => {
    await book('first', first)
    await expect(book('second', second)).rejects.toThrow(IntegrityError)
    expect(await Book.objects.acount()).toBe(1)
  })

  it('a unique constraint of several columns lets each of them repeat', async () => {
    await book('a', { isbn: '1' })
    await book('b', { isbn: '1', kind: 'poetry' })
    expect(await Book.objects.acount()).toBe(2)
  })

  it('a unique constraint with a condition holds for the rows that meet it, where indexes can be partial', async () => {
    await book('a', { isbn: '1' })
    await book('a', { isbn: '2', removed: true })
    await book('a', { isbn: '3', kind: 'poetry' })
    const fourth = book('a', { isbn: '4' })
    if (name === 'mariadb') await fourth
    else await expect(fourth).rejects.toThrow(IntegrityError)
  })

  it('the database checks choices as well', async () => {
    await expect(Book.objects.acreate({ title: 'a', isbn: 'a', kind: 'drama' as 'novel' })).rejects.toThrow(
      "Book.kind takes one of 'novel', 'poetry', not 'drama'.",
    )
  })

  const deletions: Record<
    string,
    [column: 'cascading' | 'restricting' | 'nulling' | 'nothing', left: number | 'refused']
  > = {
    'cascade deletes the row': ['cascading', 0],
    'restrict, without a word in the model, refuses': ['restricting', 'refused'],
    'setNull keeps the row without the reference': ['nulling', 1],
    'doNothing leaves it to the database, which refuses': ['nothing', 'refused'],
  }
  it.each(Object.entries(deletions))('%s', async (_name, [column, left]) => {
    const reader = await Reader.objects.acreate({ name: 'Ada' })
    await Loan.objects.acreate({ [column]: reader })
    if (left === 'refused') {
      await expect(reader.adelete()).rejects.toThrow(IntegrityError)
      expect(reader.id).toBeGreaterThan(0)
    } else {
      await reader.adelete()
      expect(await Loan.objects.filter({ [`${column}__isNull`]: true } as never).acount()).toBe(left)
      expect(await Loan.objects.acount()).toBe(left)
    }
  })
})
