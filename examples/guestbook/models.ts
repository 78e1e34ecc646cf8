import { auto, datetime, foreignKey, Model, reverse, text } from 'orm-runtime'

export class Author extends Model<Author>()('authors', {
  id: auto(),
  name: text({ unique: true }),
  entries: reverse<Entry>('Entry', 'author'),
}) {}

export class Entry extends Model<Entry>()('entries', {
  id: auto(),
  author: foreignKey<Author>('Author'),
  text: text(),
  writtenAt: datetime(),
}) {}
