import { aatomic } from 'orm-runtime'
import { Author, Book, Loan, models, Profile, Publisher, Tag } from './models.ts'

/** The same rows before each behaviour: authors 1–4, a profile, publishers 1–2, books 1–5, tags 1–3, loans 1–3. */
export async function fillLibrary(): Promise<void> {
  await aatomic(async () => {
    // Books go first, and what belongs to them with them.
    for (const model of [Book, Profile, Author, Publisher, Tag]) await model.objects.all().adelete()
    await Author.objects.abulkCreate([
      { id: 1, name: 'Ursula', age: 88 },
      { id: 2, name: 'Octavia', age: 58, mentorId: 1 },
      { id: 3, name: 'Nnedi', age: null, mentorId: 2 },
      { id: 4, name: 'ursula jr', age: 30 },
    ])
    await Profile.objects.acreate({ id: 1, authorId: 1, biography: 'Earthsea', settings: { theme: 'dark', size: 12 } })
    await Publisher.objects.abulkCreate([
      { id: 1, name: 'Ace' },
      { id: 2, name: 'Empty' },
    ])
    // prettier-ignore
    const [first, , , fourth] = await Book.objects.abulkCreate([
      { id: 1, title: 'Dispossessed', authorId: 1, publisherId: 1, price: '10.50', pages: 300, published: '1974-05-01', addedAt: day('2026-01-01') },
      { id: 2, title: 'Left Hand', authorId: 1, publisherId: 1, price: '12.00', pages: 250, published: '1969-03-01', addedAt: day('2026-01-02') },
      { id: 3, title: 'Kindred', authorId: 2, publisherId: null, price: '9.99', pages: 264, published: '1979-06-01', addedAt: day('2026-02-03') },
      { id: 4, title: 'Binti', authorId: 3, publisherId: 1, price: '8.00', pages: 96, published: '2015-09-22', addedAt: day('2026-02-03'), inPrint: false },
      { id: 5, title: '100% Proof_s', authorId: 3, publisherId: null, price: '5.00', pages: 100, published: null, addedAt: day('2026-03-31') },
    ])
    await Tag.objects.abulkCreate(['classic', 'novella', 'unused'].map((word, index) => ({ id: index + 1, word })))
    await first?.tags.aadd(1)
    await fourth?.tags.aadd([1, 2])
    // prettier-ignore
    await Loan.objects.abulkCreate([
      { id: 1, code: CODES[0], bookId: 1, serial: 9007199254740993n, weight: 0.5, opens: '09:30:00', length: 3_600_000, stamp: new Uint8Array([0, 255]), state: 'open' },
      { id: 2, code: CODES[1], bookId: 1, serial: -5n, weight: null, opens: '18:00:15.500', length: 86_400_000, stamp: new Uint8Array([]), state: 'returned' },
      { id: 3, code: CODES[2], bookId: 4, serial: 7n, weight: 2.25, opens: '00:00:00', length: 0, stamp: new Uint8Array([1]), state: 'open' },
    ])
  })
}

/** The codes of loans 1–3. */
export const CODES = [
  '0f8fad5b-d9cb-469f-a165-70867728950e',
  '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  'ffffffff-d9cb-469f-a165-70867728950e',
] as const

/** Half past noon of a day, UTC. */
export function day(text: string): Date {
  return new Date(`${text}T12:30:15.250Z`)
}

/** All rows of the library by table, in the order of their keys: what two ways of changing it are compared by. */
export async function wholeLibrary(): Promise<readonly unknown[]> {
  return Promise.all(
    models.map(async (model) => {
      const rows = await (model === Book ? Book.objects.prefetchRelated('tags') : model.objects.all())
      const plain = rows.map((row) => ({
        ...(row as object),
        id: row.id,
        tags:
          row instanceof Book
            ? row.tags
                .toArray()
                .map(({ id }) => id)
                .sort()
            : [],
      }))
      return [model.table, plain.sort((a, b) => a.id - b.id)]
    }),
  )
}
