import { aatomic } from 'orm-runtime'
import { Author, Book, Profile, Publisher, Tag } from './models.ts'

/** The same rows before each behaviour: authors 1–4, publishers 1–2, books 1–5, tags 1–3. */
export async function fillLibrary(): Promise<void> {
  await aatomic(async () => {
    for (const book of await Book.objects.all()) await book.tags.aclear()
    for (const model of [Book, Profile, Author, Publisher, Tag]) await model.objects.all().adelete()
    const day = (text: string) => new Date(`${text}T12:30:15.250Z`)
    await Author.objects.acreate({ id: 1, name: 'Ursula', age: 88 })
    await Author.objects.acreate({ id: 2, name: 'Octavia', age: 58, mentorId: 1 })
    await Author.objects.acreate({ id: 3, name: 'Nnedi', age: null, mentorId: 2 })
    await Author.objects.acreate({ id: 4, name: 'ursula jr', age: 30 })
    await Profile.objects.acreate({ id: 1, authorId: 1, biography: 'Earthsea', settings: { theme: 'dark', size: 12 } })
    await Publisher.objects.acreate({ id: 1, name: 'Ace' })
    await Publisher.objects.acreate({ id: 2, name: 'Empty' })
    const book = (values: Parameters<typeof Book.objects.acreate>[0]) => Book.objects.acreate(values)
    // prettier-ignore
    {
      await book({ id: 1, title: 'Dispossessed', authorId: 1, publisherId: 1, price: '10.50', pages: 300, published: '1974-05-01', addedAt: day('2026-01-01') })
      await book({ id: 2, title: 'Left Hand', authorId: 1, publisherId: 1, price: '12.00', pages: 250, published: '1969-03-01', addedAt: day('2026-01-02') })
      await book({ id: 3, title: 'Kindred', authorId: 2, publisherId: null, price: '9.99', pages: 264, published: '1979-06-01', addedAt: day('2026-02-03') })
      await book({ id: 4, title: 'Binti', authorId: 3, publisherId: 1, price: '8.00', pages: 96, published: '2015-09-22', addedAt: day('2026-02-03'), inPrint: false })
      await book({ id: 5, title: '100% Proof_s', authorId: 3, publisherId: null, price: '5.00', pages: 100, published: null, addedAt: day('2026-03-31') })
    }
    for (const [index, word] of ['classic', 'novella', 'unused'].entries())
      await Tag.objects.acreate({ id: index + 1, word })
    await (await Book.objects.aget({ id: 1 })).tags.aadd(1)
    await (await Book.objects.aget({ id: 4 })).tags.aadd(1, 2)
  })
}
