import { inspect } from 'node:util'
import { expect } from 'vitest'
import { ProgrammingError, UsageError } from 'orm-runtime'
import { differs, holds, missing, type Section } from '../behaviour.ts'
import { Book } from '../models.ts'
import { sent } from '../sent.ts'

const books = Book.objects
const titles = () => books.raw`select id, title from books order by id`

export const rawQueries: Section = {
  title: 'Hand-written SQL',
  source: 'https://docs.djangoproject.com/en/stable/topics/db/sql/',
  rows: [
    holds('raw makes instances of the rows of a SELECT', async () => {
      const rows = await titles()
      expect(rows).toHaveLength(5)
      expect(rows[0]).toBeInstanceOf(Book)
      expect(rows[0]?.title).toBe('Dispossessed')
    }),
    holds('raw sends nothing before its rows are asked for', async (database) => {
      const query = titles()
      expect(database.queries).toEqual([])
      expect(await sent(database, () => query)).toHaveLength(1)
    }),
    differs('Values stand in a template, and are parameters', 'Django has %s and a list.', async (database) => {
      const [query] = await sent(database, () => books.raw`select id from books where title = ${"' or 1 = 1 --"}`)
      expect(query?.rows).toBe(0)
      expect(query?.sql).not.toContain('1 = 1')
    }),
    holds('Values can be given as a list, with the placeholders of the database', async ({ name }) => {
      const query = books.raw(`select id from books where id = ${name === 'postgres' ? '$1' : '?'}`, [2])
      expect((await query).map(({ id }) => id)).toEqual([2])
    }),
    holds('A column that is missing is fetched when it is read', (database) => {
      const [book] = titles().toArray()
      const before = database.queries.length
      expect(book?.pages).toBe(300)
      expect(database.queries.length).toBe(before + 1)
    }),
    holds('A column that the model does not have becomes a property', async () => {
      const [book] = await books.raw<{ half: number }>`select id, pages / 2 as half from books where id = 2`
      expect(Number(book?.half)).toBe(125)
    }),
    holds('The primary key must be among the columns', async () => {
      await expect(books.raw`select title from books`.toArrayAsync()).rejects.toThrow(UsageError)
    }),
    holds('The second await sends nothing', async (database) => {
      const query = titles()
      await query
      expect(await sent(database, () => query)).toEqual([])
    }),
    holds('raw can be iterated, blocking or not', async () => {
      const ids: number[] = []
      for await (const { id } of titles()) ids.push(id)
      expect(ids).toEqual([...titles()].map(({ id }) => id))
    }),
    holds('An instance of raw can be saved', async () => {
      const [book] = await titles()
      if (!book) throw new Error('There are books.')
      book.title = 'New'
      await book.asave()
      expect(await books.filter({ title: 'New' }).values('id', 'pages')).toEqual([{ id: 1, pages: 300 }])
    }),
    holds('Wrong SQL is an error of the database', async () => {
      await expect(books.raw`select id frm books`.toArrayAsync()).rejects.toThrow(ProgrammingError)
    }),
    holds('raw names its database by using', async (database) => {
      const query = titles().using('archive')
      await expect(query.toArrayAsync()).rejects.toThrow(ProgrammingError)
      expect(database.queries[0]?.database).toBe('archive')
    }),
    holds('Printing shows the SQL and sends nothing', (database) => {
      expect(inspect(titles())).toContain('select id, title from books')
      expect(database.queries).toEqual([])
    }),
    holds('raw can not be filtered', () => {
      expect(titles()).not.toHaveProperty('filter')
    }),
    missing('Columns can be renamed (translations)', 'SQL renames them: select word as title.'),
    missing('raw takes prefetch_related', 'prefetchRelatedObjects loads relations of its rows.'),
    missing('A cursor of the connection', "raw for rows of a model; the driver's own client for anything else."),
  ],
}
