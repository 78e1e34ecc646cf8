import { expect } from 'vitest'
import { F, Length, Sum, UsageError } from 'orm-runtime'
import { differs, holds, type Behaviour, type Section } from '../behaviour.ts'
import { hasKeysInOrder, keysOf, type Rows } from '../finds.ts'
import { Author, Book, Loan } from '../models.ts'
import { sent } from '../sent.ts'

const books = Book.objects
const authors = Author.objects
const byId = books.orderBy('id')

function inOrder(name: string, query: Rows, keys: readonly number[]): Behaviour {
  return holds(name, hasKeysInOrder(query, keys))
}

export const orderAndSlices: Section = {
  title: 'Order and slices',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#order-by',
  rows: [
    inOrder('orderBy sorts, least first', books.orderBy('pages'), [4, 5, 2, 3, 1]),
    inOrder('A minus sorts the other way', books.orderBy('-pages'), [1, 3, 2, 5, 4]),
    inOrder('The second name decides among equals', books.orderBy('-addedAt', '-price'), [5, 3, 4, 2, 1]),
    inOrder('A later orderBy replaces an earlier one', books.orderBy('pages').orderBy('id'), [1, 2, 3, 4, 5]),
    inOrder('Decimals are sorted as numbers', books.orderBy('price'), [5, 4, 3, 1, 2]),
    inOrder('pk is the primary key', books.orderBy('-pk'), [5, 4, 3, 2, 1]),
    inOrder('A column of a related row', books.orderBy('author__name', 'id'), [4, 5, 3, 1, 2]),
    inOrder('A column of a related row, the other way', books.orderBy('-author__name', '-id'), [2, 1, 3, 5, 4]),
    inOrder('The column of a foreign key', books.orderBy('-authorId', 'id'), [4, 5, 3, 1, 2]),
    inOrder('The key of a related row', books.orderBy('-author__id', 'id'), [4, 5, 3, 1, 2]),
    holds('Order by a related row keeps rows without one', async () => {
      expect(await keysOf(books.orderBy('publisher__name'))).toHaveLength(5)
    }),
    holds('Where nulls stand is the choice of the database', async ({ name }) => {
      const nulls = name === 'postgres' ? [4, 2, 1, 3] : [3, 4, 2, 1]
      expect(await keysOf(authors.orderBy('age'))).toEqual(nulls)
    }),
    inOrder('Nulls can be put last', authors.orderBy(F('age').ascending({ nulls: 'last' })), [4, 2, 1, 3]),
    inOrder('Nulls can be put first', authors.orderBy(F('age').descending({ nulls: 'first' })), [3, 1, 2, 4]),
    inOrder('An expression can be sorted by', books.orderBy(Length('title')), [4, 3, 2, 1, 5]),
    inOrder(
      'An expression can be sorted by, the other way',
      books.orderBy(Length('title').descending(), 'id'),
      [1, 5, 2, 3, 4],
    ),
    inOrder(
      'An annotation can be sorted by',
      books.annotate({ size: Length('title') }).orderBy('-size', 'id'),
      [1, 5, 2, 3, 4],
    ),
    holds('A question mark is a random order', async () => {
      expect((await keysOf(books.orderBy('?'))).sort()).toEqual([1, 2, 3, 4, 5])
    }),
    inOrder("A model's own order holds for its querysets", Loan.objects, [1, 3, 2]),
    inOrder("orderBy replaces the model's own order", Loan.objects.orderBy('id'), [1, 2, 3]),
    holds("orderBy without names drops the model's own order", async (database) => {
      const [query] = await sent(database, () => Loan.objects.orderBy().toArrayAsync())
      expect(query?.sql).not.toContain('order by')
    }),
    inOrder("The model's own order holds behind filters", Loan.objects.filter({ state: 'open' }), [1, 3]),
    inOrder('reverse turns the order round', books.orderBy('pages').reverse(), [1, 3, 2, 5, 4]),
    inOrder('reverse twice is the order', books.orderBy('pages').reverse().reverse(), [4, 5, 2, 3, 1]),
    inOrder("reverse turns the model's own order round", Loan.objects.reverse(), [2, 3, 1]),
    holds('reverse puts nulls at the other end', async () => {
      const query = authors.orderBy(F('age').ascending({ nulls: 'last' }))
      expect(await keysOf(query.reverse())).toEqual([...(await keysOf(query))].reverse())
    }),
    holds('An unknown name is an error that lists the fields', async () => {
      // @ts-expect-error There is no such field.
      await expect(books.orderBy('size').toArrayAsync()).rejects.toThrow(/no field 'size'.*pages/)
    }),
    differs('A relation that is sorted by is its key', "Django takes the related model's own order.", async () => {
      expect(await keysOf(Loan.objects.orderBy('book', 'id'))).toEqual([1, 2, 3])
    }),
    inOrder('A slice has the rows from an index', byId.slice(3), [4, 5]),
    inOrder('A slice ends before an index', byId.slice(0, 2), [1, 2]),
    inOrder('A slice has an offset and a limit', byId.slice(1, 3), [2, 3]),
    inOrder('A slice of a slice counts from its beginning', byId.slice(1, 4).slice(1, 2), [3]),
    inOrder('A slice of a slice does not leave it', byId.slice(1, 3).slice(0, 9), [2, 3]),
    inOrder('A slice behind the end is empty', byId.slice(9, 12), []),
    inOrder('A slice of nothing is empty', byId.slice(2, 2), []),
    holds('A slice sends nothing', async (database) => {
      const slice = byId.slice(0, 1)
      expect(database.queries).toEqual([])
      expect(await sent(database, () => slice)).toHaveLength(1)
    }),
    holds('A slice fetches no more than its rows', async (database) => {
      const [query] = await sent(database, () => byId.slice(0, 2).toArrayAsync())
      expect(query?.rows).toBe(2)
    }),
    holds('A negative index is an error', () => {
      expect(() => byId.slice(-1)).toThrow(UsageError)
    }),
    differs(
      'One row by its index is a slice of one',
      'Python has queryset[0]; a property of JavaScript could not wait.',
      async () => {
        const [row] = await byId.slice(2, 3)
        expect(row?.id).toBe(3)
      },
    ),
    differs('A slice has no step', 'A step makes Django send the query at once; arrays can be filtered.', async () => {
      expect((await byId).filter((_, index) => index % 2 === 0).map(({ id }) => id)).toEqual([1, 3, 5])
    }),
    holds('filter after a slice is an error', () => {
      expect(() => byId.slice(0, 2).filter({ id: 1 })).toThrow(/slice/i)
    }),
    holds('orderBy after a slice is an error', () => {
      expect(() => byId.slice(0, 2).orderBy('pages')).toThrow(/slice/i)
    }),
    holds('reverse after a slice is an error', () => {
      expect(() => byId.slice(0, 2).reverse()).toThrow(/slice/i)
    }),
    holds('distinct after a slice is an error', () => {
      expect(() => byId.slice(0, 2).distinct()).toThrow(/slice/i)
    }),
    holds('last of a slice is an error', async () => {
      await expect(byId.slice(0, 2).alast()).rejects.toThrow(/slice/i)
    }),
    holds('update and delete of a slice are errors', async () => {
      await expect(byId.slice(0, 2).aupdate({ pages: 1 })).rejects.toThrow(/slice/i)
      await expect(byId.slice(0, 2).adelete()).rejects.toThrow(/slice/i)
    }),
    holds('count counts the rows of a slice', async () => {
      expect([await byId.slice(3, 9).acount(), await byId.slice(0, 2).acount()]).toEqual([2, 2])
    }),
    holds('exists looks into a slice only', async () => {
      expect([await byId.slice(4, 9).aexists(), await byId.slice(5, 9).aexists()]).toEqual([true, false])
    }),
    holds('aggregate sees the rows of a slice', async () => {
      expect(await byId.slice(0, 2).aaggregate({ pages: Sum('pages') })).toEqual({ pages: 550 })
    }),
  ],
}
