import {
  aatomic,
  auto,
  bigint,
  boolean,
  char,
  date,
  datetime,
  decimal,
  float,
  foreignKey,
  integer,
  json,
  manyToMany,
  Model,
  reverse,
  text,
} from 'orm-runtime'

export class Author extends Model<Author>()('authors', {
  id: auto(),
  name: text({ unique: true }),
  country: char({ maxLength: 2, null: true }),
  born: date(),
  books: reverse<Book>('Book', 'author'),
  edited: reverse<Book>('Book', 'editor'),
}) {}

export class Tag extends Model<Tag>()('tags', {
  id: auto(),
  label: text(),
}) {}

export class Book extends Model<Book>()('books', {
  id: auto(),
  title: text(),
  author: foreignKey<Author>('Author'),
  editor: foreignKey<Author>('Author', { null: true }),
  price: decimal({ digits: 8, places: 2 }),
  cost: decimal({ digits: 10, places: 3 }),
  pages: integer(),
  stock: bigint(),
  rating: float({ null: true }),
  sold: boolean({ default: false }),
  details: json({ null: true }),
  publishedAt: datetime(),
  reviews: reverse<Review>('Review', 'book'),
  tags: manyToMany<Tag>('Tag'),
}) {}

export class Review extends Model<Review>()('reviews', {
  id: auto(),
  book: foreignKey<Book>('Book'),
  stars: integer(),
  note: text({ null: true }),
}) {}

export const libraryModels = [Author, Tag, Book, Review]

/** Authors 1–3, books 1–5, reviews 1–6, tags 1–3. */
export async function fillLibrary(): Promise<void> {
  await aatomic(async () => {
    await Author.objects.acreate({ id: 1, name: 'Ada', country: 'GB', born: '1815-12-10' })
    await Author.objects.acreate({ id: 2, name: 'Bob', country: 'US', born: '1970-01-01' })
    await Author.objects.acreate({ id: 3, name: 'Cy', country: null, born: '1990-06-30' })
    const at = (year: number, month: number, day: number, hour = 12) =>
      new Date(Date.UTC(year, month - 1, day, hour, 30, 15, 250))
    const book = (id: number, values: object) =>
      Book.objects.acreate({
        id,
        title: '',
        authorId: 1,
        price: '0',
        cost: '0',
        pages: 0,
        stock: 0n,
        publishedAt: at(2020, 1, 1),
        ...values,
      })
    await book(1, {
      title: 'Engines',
      editorId: 2,
      price: '10.50',
      cost: '4.125',
      pages: 100,
      stock: 5n,
      rating: 4.5,
      publishedAt: at(2020, 1, 15),
      details: { lang: 'en', size: { cm: 20 }, tags: ['a', 'b'], n: 1 },
    })
    await book(2, {
      title: 'Notes',
      price: '20.25',
      cost: '8.000',
      pages: 250,
      stock: 9007199254740993n,
      rating: 3,
      sold: true,
      publishedAt: at(2020, 12, 31, 23),
      details: { lang: 'fr', n: 2.5, gone: null },
    })
    await book(3, {
      title: 'Dust',
      authorId: 2,
      editorId: 1,
      price: '5.00',
      cost: '5.000',
      pages: 100,
      stock: 0n,
      publishedAt: at(2021, 1, 1, 0),
      details: { lang: 'en', n: '1', b: true },
    })
    await book(4, {
      title: 'Dust II',
      authorId: 2,
      price: '7.75',
      cost: '1.5',
      pages: 300,
      stock: 2n,
      rating: 5,
      sold: true,
      publishedAt: at(2021, 7, 4),
    })
    await book(5, {
      title: 'Sea',
      authorId: 3,
      editorId: 2,
      price: '12.00',
      cost: '3.3',
      pages: 120,
      stock: 1n,
      rating: 1.5,
      publishedAt: at(2022, 2, 28),
      details: ['x', 2],
    })
    const review = (id: number, bookId: number, stars: number, note: string | null = null) =>
      Review.objects.acreate({ id, bookId, stars, note })
    await review(1, 1, 5, 'good')
    await review(2, 1, 3)
    await review(3, 1, 1, 'bad')
    await review(4, 2, 4, 'good')
    await review(5, 4, 2)
    await review(6, 4, 2, 'good')
    const tags = [
      await Tag.objects.acreate({ id: 1, label: 'new' }),
      await Tag.objects.acreate({ id: 2, label: 'old' }),
      await Tag.objects.acreate({ id: 3, label: 'none' }),
    ]
    const [one, two] = tags
    if (!one || !two) throw new Error('Tags were made.')
    await (await Book.objects.aget({ id: 1 })).tags.aadd([one, two])
    await (await Book.objects.aget({ id: 4 })).tags.aadd(two)
  })
}
