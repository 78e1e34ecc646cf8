import { describe, expect, it } from 'vitest'
import { IntegrityError } from 'orm-runtime'
import { timelineModel } from '../../dist/tracing/timeline-model.js'
import { timeline } from '../../dist/tracing/timeline.js'
import type { TracedQuery } from '../../dist/tracing/traced-query.js'
import { Product, User } from '../shop-models.ts'
import { openTracedShop } from './open-traced-shop.ts'

await openTracedShop()

/** Which query each came after. */
const order = ({ queries }: ReturnType<typeof timelineModel>) => queries.map(({ after }) => after)

describe('real queries', () => {
  it('one after the other are a chain', async () => {
    const recorded = await timeline(async () => {
      await Product.objects.acount()
      await User.objects.acount()
      return Product.objects.aget({ id: 2 })
    })
    expect(recorded.result().name).toBe('Product 2')
    const { model } = recorded
    expect(order(model)).toEqual([undefined, 1, 2])
    expect(model.totals.chain.numbers).toEqual([1, 2, 3])
    expect(model.totals.busy).toBeLessThanOrEqual(model.wall)
    expect(model.totals.ifIndependent).toBeLessThan(model.wall)
  })

  it('sent together came after none, and the next one after the last of them', async () => {
    const { model } = await timeline(async () => {
      await Promise.all([Product.objects.acount(), User.objects.acount(), Product.objects.afirst()])
      await User.objects.afirst()
    })
    const [first, second, third, last] = order(model)
    expect([first, second, third]).toEqual([undefined, undefined, undefined])
    const lastEnded = model.queries.slice(0, 3).reduce((a, b) => (b.end >= a.end ? b : a))
    expect(last).toBe(lastEnded.number)
    expect(model.totals.chain.numbers).toEqual([lastEnded.number, 4])
  })

  it('are those of the work alone, also where two are recorded at once and one inside the other', async () => {
    const [left, right] = await Promise.all([
      timeline(async () => {
        await Product.objects.acount()
        const inner = await timeline(() => Product.objects.acount())
        return inner.model.queries.length
      }),
      timeline(() => User.objects.acount()),
    ])
    await User.objects.acount()
    expect([left.model.queries.length, left.result(), right.model.queries.length]).toEqual([2, 1, 1])
  })

  it('that fail are kept, beside the error of the work', async () => {
    const recorded = await timeline(() => User.objects.acreate({ email: 'ada@x.org' }))
    expect(recorded.result).toThrow(IntegrityError)
    expect(recorded.model.queries).toHaveLength(1)
    expect(recorded.model.queries[0]?.effect).toBe('write')
  })

  it('that ask the same again and again are counted', async () => {
    const { model } = await timeline(async () => {
      for (const id of [1, 2, 3]) await Product.objects.aget({ id })
      await User.objects.acount()
    })
    expect(model.repeated).toEqual([{ sql: model.queries[0]?.query.sql, numbers: [1, 2, 3] }])
  })
})

/** Queries as `[startedAt, milliseconds, waitedMilliseconds]`, in milliseconds from the beginning. */
type Times = readonly (readonly [startedAt: number, milliseconds: number, waitedMilliseconds?: number])[]

const modelOf = (wall: number, times: Times) => {
  const traced = times.map(([startedAt, milliseconds, waitedMilliseconds]): TracedQuery => {
    return { sql: 'select 1', startedAt: 1000 + startedAt, milliseconds, waitedMilliseconds }
  })
  return timelineModel('Times', 1000, wall, traced)
}

describe('the model of given times', () => {
  const cases: [what: string, wall: number, times: Times, totals: object][] = [
    ['nothing', 5, [], { sum: 0, busy: 0, waited: 0, ifIndependent: 5, chain: { numbers: [], milliseconds: 0 } }],
    [
      'three in a row, with work of the program between',
      100,
      [
        [0, 10],
        [20, 10],
        [40, 30],
      ],
      { sum: 50, busy: 50, waited: 0, ifIndependent: 80, chain: { numbers: [1, 2, 3], milliseconds: 50 } },
    ],
    [
      'three together',
      30,
      [
        [0, 10],
        [0, 20],
        [0, 30],
      ],
      { sum: 60, busy: 30, waited: 0, ifIndependent: 30, chain: { numbers: [1], milliseconds: 10 } },
    ],
    [
      'two chains side by side: a query came after the one whose end was nearest',
      50,
      [
        [0, 10],
        [0, 15],
        [10.5, 10],
        [15.5, 30],
      ],
      { sum: 65, busy: 45.5, waited: 0, ifIndependent: 34.5, chain: { numbers: [1, 3], milliseconds: 20 } },
    ],
    [
      'told in the order of their ends',
      40,
      [
        [20, 10],
        [0, 40],
        [0, 15],
      ],
      { sum: 65, busy: 40, waited: 0, ifIndependent: 40, chain: { numbers: [2, 3], milliseconds: 25 } },
    ],
    [
      'waiting for a connection',
      30,
      [
        [0, 10],
        [0, 20, 10],
      ],
      { sum: 30, busy: 20, waited: 10, ifIndependent: 30, chain: { numbers: [1], milliseconds: 10 } },
    ],
  ]
  it.each(cases)('%s', (_, wall, times, totals) => {
    expect(modelOf(wall, times).totals).toEqual(totals)
  })

  it('says of two chains what came after what', () => {
    expect(
      order(
        modelOf(50, [
          [0, 10],
          [0, 15],
          [10.5, 10],
          [15.5, 30],
        ]),
      ),
    ).toEqual([undefined, undefined, 1, 2])
  })
})
