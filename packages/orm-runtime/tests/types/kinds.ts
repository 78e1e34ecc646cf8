// Checked by tsc (tests/generated.test.ts), never executed: what lookups of each kind of field take, what parts of rows
// are, and after `@ts-expect-error` what is refused.
import {
  auto,
  bigint,
  binary,
  boolean,
  Case,
  choice,
  Coalesce,
  Count,
  date,
  datetime,
  decimal,
  duration,
  F,
  float,
  json,
  Max,
  Model,
  Sum,
  text,
  time,
  Trunc,
  uuid,
  Value,
  When,
} from 'orm-runtime'
import { is } from './is.ts'

export class Sample extends Model<Sample>()('samples', {
  id: auto(),
  code: uuid(),
  name: text(),
  exact: decimal({ digits: 8, places: 2 }),
  near: float({ null: true }),
  large: bigint(),
  on: date(),
  at: datetime({ null: true }),
  clock: time(),
  length: duration(),
  bytes: binary(),
  more: json<{ readonly tags: string[] }>(),
  state: choice(['open', 'closed']),
  active: boolean(),
}) {}

const samples = Sample.objects

export const fine = [
  samples.filter({ exact__gte: '1.50', near__lt: 0.5, large__in: [1n, 2n], on: '2026-01-31', at__gt: new Date() }),
  samples.filter({
    clock__lt: '12:00',
    length__gte: 1000,
    bytes: new Uint8Array(1),
    state__in: ['open'],
    active: true,
  }),
  samples.filter({ at__isNull: true, near: null, at__year: 2026, at__date: '2026-01-31', clock__hour: 9, pk: 1 }),
  samples.filter({ on__range: ['2026-01-01', '2026-02-01'], name__iregex: '^a', code: 'x', more__tags__0: 'a' }),
]

export async function parts() {
  const [sample] = await samples.all()
  if (!sample) return
  is<string>()(sample.exact)
  is<number | null>()(sample.near)
  is<bigint>()(sample.large)
  is<string>()(sample.on)
  is<Date | null>()(sample.at)
  is<'open' | 'closed'>()(sample.state)
  is<string[]>()(sample.more.tags)
  const rows = await samples.values({ month: Trunc('month', 'at'), label: Coalesce('near', 0) }).orderBy('-month')
  is<{ month: Date | null; label: number }[]>()(rows)
  const choices = await samples.valuesList(
    { x: Case(When({ id: 1 }, Value('a')), When({ id: 2 }, 'name')) },
    { flat: true },
  )
  is<(string | null)[]>()(choices)
  const groups = samples.values({ month: Trunc('month', 'on') }).annotate({ n: Count() })
  const [group] = await groups.filter({ n__gt: 1, month__gte: '2026-01-01' }).orderBy('month')
  is<string | undefined>()(group?.month)
  is<number | undefined>()(group?.n)
  is<{ n: number; last: bigint | null }>()(await samples.aaggregate({ n: Count(), last: Max('large') }))
  // @ts-expect-error a column that values does not name
  ;(await samples.values('id'))[0]?.name
  // @ts-expect-error an element that the list does not have
  ;(await samples.valuesList('id'))[0]?.[1]
  // @ts-expect-error a flat list has values and not lists
  ;(await samples.valuesList('id', { flat: true }))[0]?.[0]
  // @ts-expect-error plain objects have no methods of instances
  ;(await samples.values('id'))[0]?.save()
  // @ts-expect-error the name of an expression that values computes stands for the row alone
  ;(await samples.values({ month: Trunc('month', 'on') }))[0]?.on
  // @ts-expect-error an order by a name that values does not compute
  await samples.values({ month: Trunc('month', 'on') }).orderBy('months')
  // @ts-expect-error a Case without a default may be null
  const text: string = (await samples.valuesList({ x: Case(When({ id: 1 }, Value('a'))) }, { flat: true }))[0] ?? 1
  return text
}

// @ts-expect-error a decimal is text, so that it is exact
samples.filter({ exact: 1.5 })
// @ts-expect-error a large integer is a bigint
samples.filter({ large: 1 })
// @ts-expect-error a day is text
samples.filter({ on: new Date() })
// @ts-expect-error a moment is a Date
samples.filter({ at: '2026-01-31' })
// @ts-expect-error a length of time is a number of milliseconds
samples.filter({ length: '1 hour' })
// @ts-expect-error bytes are no text
samples.filter({ bytes: 'abc' })
// @ts-expect-error a text that is no choice
samples.filter({ state: 'lost' })
// @ts-expect-error a boolean is no number
samples.filter({ active: 1 })
// @ts-expect-error isNull takes true or false
samples.filter({ at__isNull: 1 })
// @ts-expect-error in takes a list
samples.filter({ id__in: 1 })
// @ts-expect-error a range has two ends
samples.filter({ id__range: [1, 2, 3] })
// @ts-expect-error a range of another type
samples.filter({ on__range: [1, 2] })
// @ts-expect-error a list with a value of another type
samples.filter({ large__in: [1n, 2] })
// @ts-expect-error a column that is never null
samples.filter({ on: null })
// @ts-expect-error a number has no text
samples.filter({ near__icontains: '5' })
// @ts-expect-error a day has no hour
samples.filter({ on__hour: 5 })
// @ts-expect-error a time has no year
samples.filter({ clock__year: 2026 })
// @ts-expect-error the year of a moment is a number
samples.filter({ at__year: '2026' })
// @ts-expect-error a lookup behind a lookup
samples.filter({ name__icontains__gt: 'a' })
// @ts-expect-error a name in another case
samples.filter({ Name: 'a' })
// @ts-expect-error the blocking side has the same types
samples.get({ nam: 'a' })
// @ts-expect-error and so has the asynchronous one
void samples.aget({ nam: 'a' })
// @ts-expect-error null where a decimal is required
void samples.acreate({ exact: null })
// @ts-expect-error a sum of a choice
samples.aggregate({ x: Sum('name') })
// @ts-expect-error an aggregate's result is no text
export const wrong: string = samples.aggregate({ x: Count() }).x
// @ts-expect-error F of an unknown column in an order
samples.annotate({ x: F('near') }).orderBy('y')
