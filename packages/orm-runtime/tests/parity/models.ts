import {
  auto,
  bigint,
  binary,
  boolean,
  char,
  choice,
  date,
  datetime,
  decimal,
  duration,
  float,
  foreignKey,
  integer,
  json,
  manyToMany,
  Model,
  oneToOne,
  reverse,
  reverseOne,
  text,
  time,
  uuid,
} from 'orm-runtime'

export class Author extends Model<Author>()('authors', {
  id: auto(),
  name: char({ maxLength: 100 }),
  age: integer({ null: true }),
  mentor: foreignKey<Author>('Author', { null: true, onDelete: 'setNull' }),
  pupils: reverse<Author>('Author', 'mentor'),
  books: reverse<Book>('Book', 'author'),
  profile: reverseOne<Profile>('Profile', 'author'),
}) {}

export class Profile extends Model<Profile>()('profiles', {
  id: auto(),
  author: oneToOne<Author>('Author', { onDelete: 'cascade' }),
  biography: text({ default: '' }),
  settings: json<Record<string, unknown>>({ default: () => ({}) }),
}) {}

export class Publisher extends Model<Publisher>()('publishers', {
  id: auto(),
  name: char({ maxLength: 100, unique: true }),
  books: reverse<Book>('Book', 'publisher'),
}) {}

export class Book extends Model<Book>()('books', {
  id: auto(),
  title: char({ maxLength: 200 }),
  author: foreignKey<Author>('Author', { onDelete: 'cascade' }),
  publisher: foreignKey<Publisher>('Publisher', { null: true, onDelete: 'setNull' }),
  price: decimal({ digits: 8, places: 2 }),
  pages: integer(),
  published: date({ null: true }),
  addedAt: datetime({ default: () => new Date() }),
  inPrint: boolean({ default: true }),
  tags: manyToMany<Tag>('Tag'),
  loans: reverse<Loan>('Loan', 'book'),
}) {}

export class Tag extends Model<Tag>()('tags', {
  id: auto(),
  word: char({ maxLength: 40, unique: true }),
  books: manyToMany<Book>('Book', { inverseOf: 'tags' }),
}) {}

/** A copy of a book that is lent out: it has the kinds of field that the others lack, and a default order. */
export class Loan extends Model<Loan>()(
  'loans',
  {
    id: auto(),
    code: uuid(),
    book: foreignKey<Book>('Book', { onDelete: 'cascade' }),
    serial: bigint(),
    weight: float({ null: true }),
    opens: time(),
    length: duration(),
    stamp: binary(),
    state: choice(['open', 'returned']),
  },
  { ordering: ['-serial'] },
) {}

export const models = [Author, Profile, Publisher, Book, Tag, Loan]
