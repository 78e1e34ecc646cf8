import { describe, expect, it } from 'vitest'
import { timeline } from '../../dist/tracing/timeline.js'
import { timelineModel } from '../../dist/tracing/timeline-model.js'
import { timelinePage } from '../../dist/tracing/timeline-page.js'
import type { TracedQuery } from '../../dist/tracing/traced-query.js'
import { Product, User } from '../shop-models.ts'
import { openTracedShop } from './open-traced-shop.ts'
import { elementsOf, parsePage, textOf, type Element } from './parse-page.ts'

await openTracedShop()

const rowsOf = (page: Element) => elementsOf(page, 'tr').slice(1)
const barsOf = (row: Element) =>
  elementsOf(row, 'i').filter(({ attributes }) => !attributes['class']?.startsWith('line'))
const pageOf = (wall: number, queries: readonly TracedQuery[], title = 'Page') =>
  parsePage(timelinePage(timelineModel(title, 0, wall, queries)))

it('shows real queries: a row for each, with its bar, its SQL and what it came after', async () => {
  const work = async () => {
    await Promise.all([Product.objects.acount(), User.objects.acount()])
    return Product.objects.aget({ id: 2 })
  }
  const { toHtml, model } = await timeline(work, { title: 'GET /products/2' })
  const page = parsePage(toHtml())
  expect(textOf(elementsOf(page, 'h1')[0]!)).toBe('GET /products/2')
  const rows = rowsOf(page)
  expect(rows.map(({ attributes }) => attributes['id'])).toEqual(['q1', 'q2', 'q3'])
  for (const [index, row] of rows.entries()) {
    expect(textOf(elementsOf(row, 'code')[0]!)).toBe(model.queries[index]?.query.sql)
    expect(barsOf(row)).toHaveLength(1)
  }
  expect(elementsOf(rows[2]!, 'a').map(({ attributes }) => attributes['href'])).toEqual([
    `#q${model.queries[2]?.after}`,
  ])
})

it('needs nothing from elsewhere and runs nothing', async () => {
  const { toHtml } = await timeline(() => Product.objects.acount())
  const page = parsePage(toHtml())
  for (const name of ['script', 'link', 'img', 'iframe', 'object']) expect(elementsOf(page, name)).toEqual([])
  expect(toHtml()).not.toMatch(/url\(|@import|https?:/)
})

describe('of given queries', () => {
  const base = { sql: 'select 1', startedAt: 0, milliseconds: 10 }

  it('escapes what comes from the program', () => {
    const evil = `"><script>alert('1')</script>&amp;`
    const page = pageOf(10, [{ ...base, sql: evil, operation: evil, database: evil, error: new Error(evil) }], evil)
    expect(elementsOf(page, 'script')).toEqual([])
    expect(textOf(elementsOf(page, 'h1')[0]!)).toBe(evil)
    expect(textOf(elementsOf(page, 'code')[0]!)).toBe(evil)
  })

  it('draws waiting and running to scale, and says them in words', () => {
    const [row] = rowsOf(
      pageOf(40, [{ ...base, startedAt: 10, milliseconds: 20, waitedMilliseconds: 5, effect: 'write' }]),
    )
    const [waiting, running] = barsOf(row!)
    expect(waiting?.attributes).toEqual({ class: 'waiting', style: 'left:25.000%;width:12.500%' })
    expect(running?.attributes).toEqual({ class: 'write', style: 'left:37.500%;width:37.500%' })
    const images = elementsOf(row!, 'div').map(({ attributes }) => attributes['aria-label'])
    expect(images).toEqual(['Begins at 10 ms, waits 5 ms, runs 15 ms'])
  })

  it('leads a line from each query to those that came after it, through the rows between', () => {
    const together = [{ ...base }, { ...base, milliseconds: 30 }, { ...base, startedAt: 10, milliseconds: 5 }]
    const lines = rowsOf(pageOf(40, together)).map((row) =>
      elementsOf(row, 'i').flatMap(({ attributes }) =>
        attributes['class']?.startsWith('line') ? [attributes['class']] : [],
      ),
    )
    expect(lines).toEqual([['line start'], ['line pass'], ['line end']])
  })

  const sentences: [what: string, wall: number, queries: readonly TracedQuery[], sentence: string][] = [
    ['nothing', 5, [], 'No query was sent in 5 ms.'],
    ['one', 20, [base], '1 query in 20 ms, none after another.'],
    [
      'a chain',
      30,
      [base, { ...base, startedAt: 10 }, { ...base, startedAt: 20 }],
      "3 queries in 30 ms, all one after the other. If none needs another's result, they could take about 10 ms: start them together with gather or Promise.all.",
    ],
    [
      'a chain that costs nothing',
      1000,
      [base, { ...base, startedAt: 500 }],
      '2 queries in 1 s, all one after the other.',
    ],
  ]
  it.each(sentences)('says of %s', (_, wall, queries, sentence) => {
    const [, ...paragraphs] = ['', ...elementsOf(pageOf(wall, queries), 'p').map(textOf)]
    expect(paragraphs[0]).toBe(sentence)
  })

  it('names what is asked again and again, and marks what has failed', () => {
    const again = [0, 10, 20].map((startedAt) => ({ ...base, startedAt, operation: 'Order.objects.aget()' }))
    const page = pageOf(40, [...again, { ...base, sql: 'insert', startedAt: 30, error: new TypeError('No.') }])
    const [repeated] = elementsOf(page, 'section')
    expect(textOf(repeated!)).toBe('Asked again and again 3× select 1 #1 #2 #3')
    const failed = rowsOf(page)[3]!
    expect(textOf(elementsOf(failed, 'mark')[0]!)).toBe('failed')
    expect(textOf(failed)).toContain('TypeError: No.')
    expect(barsOf(failed)[0]?.attributes['class']).toBe('failed')
  })

  it('has a heading for each column, and totals by name', () => {
    const page = pageOf(10, [base])
    expect(elementsOf(page, 'th').filter(({ attributes }) => attributes['scope'] === 'col')).toHaveLength(6)
    expect(elementsOf(page, 'dt').map(textOf)).toEqual([
      'Wall time',
      'Database',
      'All queries',
      'Waiting',
      'Longest chain',
      'If independent',
    ])
    expect(elementsOf(page, 'html')[0]?.attributes['lang']).toBe('en')
  })
})
