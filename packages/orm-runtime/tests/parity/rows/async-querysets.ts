import { expect } from 'vitest'
import { Count, Max } from 'orm-runtime'
import { differs, holds, type Behaviour } from '../behaviour.ts'
import { Author, Book, Tag } from '../models.ts'
import { twin } from '../twin.ts'

const books = () => Book.objects.orderBy('id')
const authors = () => Author.objects.orderBy('id')
const tag = { id: 9, word: 'new' }

async function collected<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

async function named(answer: Promise<unknown>): Promise<string> {
  return answer.then(String, (error: unknown) => (error instanceof Error ? error.name : String(error)))
}

function nameOfError(work: () => unknown): string {
  try {
    return String(work())
  } catch (error) {
    return error instanceof Error ? error.name : String(error)
  }
}

/** What querysets and managers do. */
export const asyncQuerysets: readonly Behaviour[] = [
  twin(
    'await on a queryset has its rows (Django: [row async for row in queryset])',
    () => books().toArray(),
    () => books(),
  ),
  twin(
    'async for is for await',
    () => [...books()],
    () => collected(books()),
  ),
  twin(
    'aiterator fetches rows in chunks and keeps none',
    () => [...books().iterator({ chunkSize: 2 })],
    () => collected(books().aiterator({ chunkSize: 2 })),
  ),
  twin(
    'A manager is asked for all rows by allAsync',
    () => Tag.objects.toArray().length,
    async () => (await Tag.objects.allAsync()).length,
  ),
  twin(
    'aget answers the one row that matches',
    () => Book.objects.get({ title: 'Kindred' }),
    () => Book.objects.aget({ title: 'Kindred' }),
  ),
  twin(
    'aget on a queryset looks among its rows',
    () => nameOfError(() => books().filter({ pages__gt: 290 }).get({ id: 2 })),
    () => named(books().filter({ pages__gt: 290 }).aget({ id: 2 })),
  ),
  twin(
    'aget rejects with DoesNotExist of the model',
    () => nameOfError(() => Book.objects.get({ title: 'None' })),
    () => named(Book.objects.aget({ title: 'None' })),
  ),
  twin(
    'aget rejects with MultipleObjectsReturned of the model',
    () => nameOfError(() => Book.objects.get({ author: 1 })),
    () => named(Book.objects.aget({ author: 1 })),
  ),
  twin(
    'afirst answers the first row',
    () => Book.objects.orderBy('price').first(),
    () => Book.objects.orderBy('price').afirst(),
  ),
  twin(
    'alast answers the last row',
    () => Book.objects.orderBy('price').last(),
    () => Book.objects.orderBy('price').alast(),
  ),
  twin(
    'aearliest answers the row with the least value',
    () => Book.objects.earliest('addedAt'),
    () => Book.objects.aearliest('addedAt'),
  ),
  twin(
    'alatest answers the row with the greatest value',
    () => Book.objects.latest('addedAt'),
    () => Book.objects.alatest('addedAt'),
  ),
  twin(
    'acount counts',
    () => Book.objects.filter({ pages__gt: 100 }).count(),
    () => Book.objects.filter({ pages__gt: 100 }).acount(),
  ),
  twin(
    'aexists says whether there is a row',
    () => Book.objects.filter({ pages__gt: 1000 }).exists(),
    () => Book.objects.filter({ pages__gt: 1000 }).aexists(),
  ),
  holds('acontains says whether an instance is among the rows', async () => {
    const book = await Book.objects.aget({ id: 3 })
    const short = books().filter({ pages__lt: 260 })
    expect([await books().acontains(book), await short.acontains(book)]).toEqual([true, false])
    expect([books().contains(book), short.contains(book)]).toEqual([true, false])
  }),
  twin(
    'aaggregate computes from all rows',
    () => Book.objects.aggregate({ longest: Max('pages'), rows: Count() }),
    () => Book.objects.aaggregate({ longest: Max('pages'), rows: Count() }),
  ),
  twin(
    'ain_bulk is ainBulk: rows by key',
    () => Book.objects.inBulk([1, 3, 99]),
    () => Book.objects.ainBulk([1, 3, 99]),
  ),
  twin(
    'ain_bulk takes another unique column',
    () => Tag.objects.inBulk(['classic', 'novella'], { field: 'word' }),
    () => Tag.objects.ainBulk(['classic', 'novella'], { field: 'word' }),
  ),
  holds('aexplain answers the plan of the database as text', async () => {
    expect(await books().aexplain()).toMatch(/\w/)
  }),
  twin(
    'acreate inserts a row and answers its instance',
    () => Tag.objects.create(tag),
    () => Tag.objects.acreate(tag),
  ),
  twin(
    'abulk_create is abulkCreate',
    () => Tag.objects.bulkCreate([tag, { id: 10, word: 'newer' }]),
    () => Tag.objects.abulkCreate([tag, { id: 10, word: 'newer' }]),
  ),
  twin(
    'abulk_update is abulkUpdate, and answers how many rows there were',
    () => {
      const some = authors().toArray()
      for (const author of some) author.age = author.id
      return Author.objects.bulkUpdate(some, ['age'])
    },
    async () => {
      const some = await authors()
      for (const author of some) author.age = author.id
      return Author.objects.abulkUpdate(some, ['age'])
    },
  ),
  twin(
    'aget_or_create is agetOrCreate: a row that exists is answered',
    () => Tag.objects.getOrCreate({ word: 'classic' }, { id: 9 }),
    () => Tag.objects.agetOrCreate({ word: 'classic' }, { id: 9 }),
  ),
  twin(
    'agetOrCreate creates the row that does not exist',
    () => Tag.objects.getOrCreate({ word: 'new' }, { id: 9 }),
    () => Tag.objects.agetOrCreate({ word: 'new' }, { id: 9 }),
  ),
  twin(
    'aupdate_or_create is aupdateOrCreate: a row that exists is changed',
    () => Author.objects.updateOrCreate({ name: 'Octavia' }, { age: 59 }),
    () => Author.objects.aupdateOrCreate({ name: 'Octavia' }, { age: 59 }),
  ),
  twin(
    'aupdateOrCreate creates the row that does not exist',
    () => Author.objects.updateOrCreate({ name: 'Joanna' }, { id: 9, age: 1 }),
    () => Author.objects.aupdateOrCreate({ name: 'Joanna' }, { id: 9, age: 1 }),
  ),
  twin(
    'aupdate changes all rows and answers how many there were',
    () => Book.objects.filter({ author: 1 }).update({ pages: 1 }),
    () => Book.objects.filter({ author: 1 }).aupdate({ pages: 1 }),
  ),
  twin(
    'adelete deletes all rows, and what belongs to them',
    () => Author.objects.filter({ name: 'Ursula' }).delete(),
    () => Author.objects.filter({ name: 'Ursula' }).adelete(),
  ),
  differs(
    'adelete answers how many rows of the model there were',
    'Django also counts what it deleted by model, because it fetches it first; here the database deletes what belongs to a row.',
    async () => {
      expect(await Author.objects.filter({ id: 1 }).adelete()).toBe(1)
    },
  ),
  holds('Builders neither block nor wait: they have no twins', async () => {
    const query = Book.objects.filter({ id: 1 }).exclude({ id: 2 }).orderBy('id').distinct().reverse().slice(0, 1)
    expect(query).not.toHaveProperty('afilter')
    expect(await query).toHaveLength(1)
  }),
  holds('Rows that were fetched by await are there for blocking calls too', async () => {
    const query = books()
    const rows = await query
    expect(query.toArray()).toEqual(rows)
  }),
]
