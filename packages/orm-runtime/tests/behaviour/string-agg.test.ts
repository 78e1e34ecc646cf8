import { F, Q, StringAgg } from 'orm-runtime'
import { expect, it } from 'vitest'
import { Author, Book } from './library-models.ts'
import { onLibrary, type Case } from './on-library.ts'

const separator = ', '
const authors = () => Author.objects.orderBy('id')

/** Each author's texts. */
const joined = (all: ReturnType<typeof StringAgg>) => authors().annotate({ all }).valuesList('all', { flat: true })

const cases: Readonly<Record<string, Case>> = {
  'the texts of related rows in an order': [
    () => joined(StringAgg('books__title', { separator, orderBy: 'books__title' })),
    ['Engines, Notes', 'Dust, Dust II', 'Sea'],
  ],
  'in the reverse order of another column': [
    () => joined(StringAgg('books__title', { separator, orderBy: ['-books__pages'] })),
    ['Notes, Engines', 'Dust II, Dust', 'Sea'],
  ],
  'a separator with what SQL writes otherwise': [
    () => joined(StringAgg('books__title', { separator: ` '\\" `, orderBy: 'books__title' })),
    [`Engines '\\" Notes`, `Dust '\\" Dust II`, 'Sea'],
  ],
  'no separator': [
    () => joined(StringAgg('books__title', { separator: '', orderBy: 'books__title' })),
    ['EnginesNotes', 'DustDust II', 'Sea'],
  ],
  'values of other kinds as texts': [
    () => joined(StringAgg('books__price', { separator, orderBy: 'books__price' })),
    ['10.50, 20.25', '5.00, 7.75', '12.00'],
  ],
  'only those that a filter lets through, null of none': [
    () => joined(StringAgg('books__title', { separator, orderBy: 'books__title', filter: Q({ books__sold: true }) })),
    ['Notes', 'Dust II', null],
  ],
  'equal texts once, whatever is in them': [
    () =>
      Book.objects
        .orderBy('id')
        .annotate({ all: StringAgg('reviews__note', { separator: ' | ', distinct: true, orderBy: 'reviews__note' }) })
        .valuesList('all', { flat: true }),
    ['bad | good', 'good', null, 'good', null],
  ],
  'equal texts once, of those that a filter lets through': [
    () =>
      Book.objects
        .orderBy('id')
        .annotate({
          all: StringAgg('reviews__note', { separator, distinct: true, filter: Q({ reviews__stars__gt: 1 }) }),
        })
        .valuesList('all', { flat: true }),
    ['good', 'good', null, 'good', null],
  ],
  'of groups': [
    () =>
      Book.objects
        .values('pages')
        .annotate({ titles: StringAgg(F('title'), { separator, orderBy: 'title' }) })
        .orderBy('pages'),
    [
      { pages: 100, titles: 'Dust, Engines' },
      { pages: 120, titles: 'Sea' },
      { pages: 250, titles: 'Notes' },
      { pages: 300, titles: 'Dust II' },
    ],
  ],
}

onLibrary(cases, () => {
  it('joins the texts of all rows', async () => {
    const titles = StringAgg('title', { separator: '/', orderBy: 'title' })
    const rows = StringAgg('country', { separator: '/', distinct: true, orderBy: 'country' })
    expect(await Book.objects.aaggregate({ titles })).toEqual({ titles: 'Dust/Dust II/Engines/Notes/Sea' })
    expect(Author.objects.aggregate({ rows })).toEqual({ rows: 'GB/US' })
    expect(await Book.objects.none().aaggregate({ titles })).toEqual({ titles: null })
  })

  it('refuses to be called without a separator', () => {
    expect(() => StringAgg('title', {} as never)).toThrow("{ separator: ', ' }")
  })
})
