import { expect } from 'vitest'
import { holds, missing, type Section } from '../behaviour.ts'
import { loads } from '../loads.ts'
import { Author, Book } from '../models.ts'
import { sent } from '../sent.ts'

const books = () => Book.objects.orderBy('id')
const authors = () => Author.objects.orderBy('id')

export const selectRelated: Section = {
  title: 'select_related',
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/#select-related',
  rows: [
    loads(
      'select_related loads a foreign key in the same query',
      1,
      () => books().selectRelated('author'),
      ({ author }) => author.name,
      ['Ursula', 'Ursula', 'Octavia', 'Nnedi', 'Nnedi'],
    ),
    loads(
      'select_related of a foreign key that is null is null',
      1,
      () => books().selectRelated('publisher'),
      ({ publisher }) => publisher?.name,
      ['Ace', 'Ace', undefined, 'Ace', undefined],
    ),
    loads(
      'select_related over two relations',
      1,
      () => books().selectRelated('author__mentor'),
      ({ author }) => author.mentor?.name,
      [undefined, undefined, 'Ursula', 'Octavia', 'Octavia'],
    ),
    loads(
      'select_related of the other end of a one-to-one relation',
      1,
      () => authors().selectRelated('profile'),
      ({ profile }) => profile?.biography,
      ['Earthsea', undefined, undefined, undefined],
    ),
    loads(
      'select_related over several calls adds up',
      1,
      () => books().slice(0, 1).selectRelated('author').selectRelated('publisher'),
      ({ author, publisher }) => [author.name, publisher?.name],
      [['Ursula', 'Ace']],
    ),
    loads(
      'select_related with a filter on the same relation',
      1,
      () => books().filter({ author__age: 58 }).selectRelated('author'),
      ({ author }) => author.name,
      ['Octavia'],
    ),
    holds('select_related and a filter share the join', async (database) => {
      const query = books().filter({ author__age: 58 }).selectRelated('author')
      const [only] = await sent(database, async () => await query)
      expect(only?.sql.match(/join/g)).toHaveLength(1)
    }),
    holds('select_related does not make count join', async (database) => {
      const [only] = await sent(database, () => books().selectRelated('author').acount())
      expect(only?.sql).not.toContain('join')
    }),
    loads(
      'select_related with get',
      1,
      async () => [await Book.objects.selectRelated('author').aget({ id: 3 })],
      ({ author }) => author.name,
      ['Octavia'],
    ),
    holds('select_related of many rows is an error that lists the choices', async () => {
      const wrong = books().selectRelated('tags' as never)
      await expect(wrong.toArrayAsync()).rejects.toThrow(
        "no relation to one row 'tags' to select. It has: author, publisher",
      )
    }),
    missing('select_related() without names follows all that are not null', 'Names say what a query costs.'),
    missing('select_related(None) takes it back', 'Begin with a queryset that has none.'),
  ],
}
