import { beforeAll, describe, expect, it } from 'vitest'
import { asyncContext, aatomic, DatabaseError, RawQuerySet, UsageError } from 'orm-runtime'
import { Author, Book, fillLibrary, libraryModels } from './library-models.ts'
import { onEachDatabase } from './on-each-database.ts'

const cheap = 100
const books = () => Book.objects.raw`select * from books where pages = ${cheap} order by id`
const titles = (rows: readonly Book[]) => rows.map(({ title }) => title)

onEachDatabase({ models: libraryModels }, (database) => {
  beforeAll(fillLibrary)
  const placeholder = database.name === 'postgres' ? '$1' : '?'
  const column = (name: string) => (database.name === 'mariadb' ? `\`${name}\`` : `"${name}"`)

  describe('raw', () => {
    it.each<[string, () => unknown]>([
      ['await', async () => titles(await books())],
      ['toArrayAsync', async () => titles(await books().toArrayAsync())],
      ['for await', async () => titles(await collected(books()))],
      ['toArray', () => titles(books().toArray())],
      ['for…of', () => titles([...books()])],
      [
        'a text',
        async () =>
          titles(await Book.objects.raw(`select * from books where pages = ${placeholder} order by id`, [cheap])),
      ],
    ])('answers instances by %s', async (_, rows) => {
      expect(await rows()).toEqual(['Engines', 'Dust'])
    })

    it('reads each column as a queryset does', async () => {
      const written = (all: readonly Book[]) => all.map((one) => Object.entries(one))
      const expected = written(await Book.objects.orderBy('id'))
      const sql = 'select * from books order by id'
      expect(written(await Book.objects.raw(sql))).toEqual(expected)
      expect(written(Book.objects.raw(sql).toArray())).toEqual(expected)
    })

    it('matches columns by name, whatever their order, and leaves the others to be loaded', async () => {
      const [book] = Book.objects.raw`select title, id from books where id = ${1}`
      expect(Object.keys(book ?? {})).toEqual(['id', 'title'])
      expect(book).toBeInstanceOf(Book)
      database.queries.length = 0
      expect(book?.pages).toBe(100)
      expect(database.queries).toHaveLength(1)
    })

    it('gives further columns as properties', async () => {
      const rows = await Author.objects.raw<{ n: number; big: bigint; missing: null }>(
        `select a.id, count(b.id) as n, 9007199254740993 as big, null as missing
         from authors a left join books b on b.${column('authorId')} = a.id group by a.id order by a.id`,
      )
      expect(rows.map(({ id, n, big, missing }) => [id, n, big, missing])).toEqual([
        [1, 2, 9007199254740993n, null],
        [2, 2, 9007199254740993n, null],
        [3, 1, 9007199254740993n, null],
      ])
    })

    it('sends values as parameters, of every kind', async () => {
      const name = `x' or '1'='1`
      expect(await Author.objects.raw`select * from authors where name = ${name}`).toEqual([])
      const at = new Date(Date.UTC(2020, 11, 31, 23, 30, 15, 250))
      expect(
        titles(await Book.objects.raw(`select * from books where ${column('publishedAt')} = ${placeholder}`, [at])),
      ).toEqual(['Notes'])
      expect(titles(await Book.objects.raw`select * from books where stock = ${9007199254740993n}`)).toEqual(['Notes'])
      expect(titles(await Book.objects.raw`select * from books where sold = ${true} order by id`)).toEqual([
        'Notes',
        'Dust II',
      ])
    })

    it('sends one statement for several uses of one raw query', async () => {
      database.queries.length = 0
      const rows = books()
      await Promise.all([rows, rows])
      await rows
      expect(database.queries).toHaveLength(1)
    })

    it.skipIf(database.name === 'mariadb')('writes where the SQL does, in the transaction around it', async () => {
      const change = () => Author.objects.raw`update authors set country = ${'FR'} where id = ${3} returning *`
      await aatomic(async () => {
        expect((await change()).map(({ country }) => country)).toEqual(['FR'])
        throw new Error('back')
      }).catch(() => undefined)
      expect((await Author.objects.aget({ id: 3 })).country).toBeNull()
      expect(
        change()
          .toArray()
          .map(({ country }) => country),
      ).toEqual(['FR'])
      await Author.objects.filter({ id: 3 }).aupdate({ country: null })
    })

    it('answers many rows', async () => {
      const rows = await Author.objects.raw<{ filling: string }>(
        `with recursive n(id) as (select 1 union all select id + 1 from n where id < 900) select id, '${'x'.repeat(1000)}' as filling from n`,
      )
      expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 900 }, (_, index) => index + 1))
      expect(rows.at(-1)?.filling).toHaveLength(1000)
    })

    it.each<[string, () => PromiseLike<unknown>, new (...given: never[]) => Error, RegExp]>([
      [
        'without the primary key',
        () => Author.objects.raw`select name, born from authors where id < ${0}`,
        UsageError,
        /needs the primary key, 'id', in each row. The SQL answered: name, born\./,
      ],
      [
        'for a column named like a method',
        () => Author.objects.raw`select id, 1 as save from authors`,
        UsageError,
        /property 'save'.*`… as other`/,
      ],
      [
        'for SQL that answers no rows',
        () => Author.objects.raw`delete from authors where id = ${-1}`,
        UsageError,
        /answered no rows/,
      ],
      [
        'for what is no parameter',
        () => Author.objects.raw('select 1', [{} as never]),
        UsageError,
        /Parameter 1 of raw\(…\) is a Object/,
      ],
      ['for SQL that is none', () => Author.objects.raw`selec 1`, DatabaseError, /selec|syntax/i],
    ])('refuses %s', async (_, make, type, message) => {
      const error: unknown = await Promise.resolve()
        .then(make)
        .catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(type)
      expect(String(error)).toMatch(message)
    })

    it('refuses parameters that are not in a list, blocking calls in a context, and JSON', async () => {
      expect(() => Author.objects.raw('select 1', 1, 2)).toThrow('takes the parameters in one list')
      await expect(asyncContext(async () => books().toArray())).rejects.toThrow('toArrayAsync')
      expect(() => JSON.stringify(books())).toThrow('is a query, not its rows')
      expect(books()).toBeInstanceOf(RawQuerySet)
    })
  })
})

async function collected<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}
