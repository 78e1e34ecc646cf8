// Checked by tsc (tests/generated.test.ts), never executed: what expressions are of, what their results are, and after
// `@ts-expect-error` what is refused.
import {
  auto,
  Avg,
  bigint,
  Case,
  Cast,
  Coalesce,
  Concat,
  Count,
  date,
  datetime,
  decimal,
  Exists,
  Extract,
  F,
  foreignKey,
  Greatest,
  integer,
  json,
  Lag,
  Length,
  Lower,
  Max,
  Min,
  Model,
  OuterRef,
  Q,
  reverse,
  Round,
  RowNumber,
  Subquery,
  Sum,
  text,
  Trunc,
  Value,
  When,
  Window,
} from 'orm-runtime'
import { is } from './is.ts'

export class Shop extends Model<Shop>()('shops', {
  id: auto(),
  name: text(),
  city: text({ null: true }),
  sales: reverse<Sale>('Sale', 'shop'),
}) {}

export class Sale extends Model<Sale>()('sales', {
  id: auto(),
  shop: foreignKey<Shop>('Shop'),
  seller: foreignKey<Shop>('Shop', { null: true }),
  total: decimal({ digits: 8, places: 2 }),
  pieces: integer(),
  weight: bigint(),
  day: date(),
  at: datetime(),
  note: text({ null: true }),
  more: json({ null: true }),
}) {}

export function aggregates() {
  const { n, pieces, total, weight, mean, first, last, notes } = Sale.objects.aggregate({
    n: Count(),
    pieces: Sum('pieces'),
    total: Sum('total'),
    weight: Sum('weight'),
    mean: Avg('total'),
    first: Min('at'),
    last: Max('day'),
    notes: Count('note', { distinct: true, filter: Q({ pieces: 1 }) }),
  })
  is<number>()(n)
  is<number | null>()(pieces)
  is<string | null>()(total)
  is<bigint | null>()(weight)
  is<number | null>()(mean)
  is<Date | null>()(first)
  is<string | null>()(last)
  is<number>()(notes)
}

export function annotations() {
  const [row] = Sale.objects
    .annotate({
      city: F('shop__city'),
      seller1: F('seller__name'),
      doubled: F('pieces').multiply(2),
      price: F('total').divide(F('pieces')),
      later: F('at').add(1000),
      between: F('at').subtract(F('at')),
      named: Coalesce('note', Value('none')),
      maybe: Coalesce('note', 'shop__city'),
      size: Case(When({ pieces__gt: 5 }, Value('many')), { default: 'note' }),
      lower: Lower('note'),
      letters: Length('shop__name'),
      both: Concat('note', 'shop__name'),
      year: Extract('year', 'at'),
      month: Trunc('month', 'day'),
      cast: Cast('total', 'float'),
      most: Greatest('pieces', 3),
      round: Round('total', 1),
      cheap: Q({ total__lt: '5' }),
      has: Exists(Sale.objects.filter({ shop: OuterRef('shop') })),
      latest: Subquery(Sale.objects.orderBy('-at').values('at')),
      number: Window(RowNumber(), { orderBy: '-at' }),
      before: Window(Lag('pieces'), { orderBy: 'at' }),
    })
    .toArray()
  if (!row) return
  is<number>()(row.id)
  is<string | null>()(row.city)
  is<string | null>()(row.seller1)
  is<number>()(row.doubled)
  is<string>()(row.price)
  is<Date>()(row.later)
  is<number>()(row.between)
  is<string>()(row.named)
  is<string | null>()(row.maybe)
  is<string | null>()(row.size)
  is<string | null>()(row.lower)
  is<number>()(row.letters)
  is<string>()(row.both)
  is<number>()(row.year)
  is<string>()(row.month)
  is<number>()(row.cast)
  is<number>()(row.most)
  is<string>()(row.round)
  is<boolean>()(row.cheap)
  is<boolean>()(row.has)
  is<Date | null>()(row.latest)
  is<number>()(row.number)
  is<number | null>()(row.before)
  row.save()
}

export async function rows() {
  is<{ id: number; shop__name: string; seller__city: string | null }[]>()(
    await Sale.objects.values('id', 'shop__name', 'seller__city'),
  )
  is<{ shop: number; seller: number | null; n: number }[]>()(
    await Sale.objects.values('shop', 'seller', { n: F('pieces') }),
  )
  is<[number, string | null][]>()(await Sale.objects.valuesList('id', 'note'))
  is<(string | null)[]>()(await Sale.objects.valuesList('note', { flat: true }))
  is<{ id: number; name: string; city: string | null }[]>()(await Shop.objects.values())
  const [group] = await Sale.objects.values('shop').annotate({ n: Count(), total: Sum('total') })
  is<number | undefined>()(group?.n)
  is<string | null | undefined>()(group?.total)
  const counted = Shop.objects.annotate({ n: Count('sales') })
  is<number | undefined>()((await counted.filter({ n__gte: 2 }).orderBy('-n', 'name').afirst())?.n)
  is<{ n: number }[]>()(await counted.values('n'))
  is<{ most: number | null }>()(await counted.aaggregate({ most: Max('n') }))
  is<{ long: number }[]>()(
    await Shop.objects
      .alias({ long: Length('name') })
      .filter({ long__gt: 3 })
      .values('long'),
  )
  const only = await Sale.objects.only('note').aget({ id: 1 })
  is<string | null>()(only.note)
  is<number>()(only.id)
  // @ts-expect-error a column that was not loaded
  only.pieces.toFixed()
  const deferred = await Sale.objects.defer('note', 'more').aget({ id: 1 })
  is<number>()(deferred.pieces)
  // @ts-expect-error a column that was deferred
  deferred.note?.length
  is<Map<number, Sale>>()(await Sale.objects.ainBulk([1]))
  is<Map<string, Shop>>()(await Shop.objects.ainBulk(['a'], { field: 'name' }))
  for await (const name of Shop.objects.valuesList('name', { flat: true }).aiterator()) is<string>()(name)
  is<Sale[]>()(await Sale.objects.filter({ id: 1 }).union(Sale.objects.all(), { all: true }).orderBy('id'))
}

export const conditions = [
  Sale.objects.filter(Q({ pieces__gt: 1 }).or(Q({ note: null })), { shop__name: 'x' }),
  Sale.objects.filter(Exists(Shop.objects.filter({ id: OuterRef('shop') })).not()),
  Sale.objects.exclude(Q({ shop__city: null }).not()),
  Sale.objects.filter({ pieces__gt: F('id'), total: F('total').add('1.5') }),
  Sale.objects.filter({ shop__in: Shop.objects.all(), note__in: Shop.objects.valuesList('city', { flat: true }) }),
  Sale.objects.filter({ more__a__b__gt: 5, more__list__0: 'x', more__hasKey: 'a' }),
]

// @ts-expect-error F of an unknown column
Sale.objects.annotate({ x: F('price') })
// @ts-expect-error F of an unknown column behind a relation
Sale.objects.annotate({ x: F('shop__title') })
// @ts-expect-error F of a lookup that is no part
Sale.objects.annotate({ x: F('at__size') })
// @ts-expect-error an unknown column inside of a function
Sale.objects.annotate({ x: Lower('notes') })
// @ts-expect-error an unknown column inside of arithmetic
Sale.objects.annotate({ x: F('pieces').add(F('piece')) })
// @ts-expect-error an unknown column inside of an aggregate
Shop.objects.annotate({ x: Sum('sales__amount') })
// @ts-expect-error a sum of text
Sale.objects.aggregate({ x: Sum('note') })
// @ts-expect-error a mean of moments
Sale.objects.aggregate({ x: Avg('at') })
// @ts-expect-error an annotation that is no expression
Sale.objects.annotate({ x: 5 })
// @ts-expect-error values of an unknown name
Sale.objects.values('id', 'price')
// @ts-expect-error values of an unknown name behind a relation
Sale.objects.valuesList('shop__title', { flat: true })
// @ts-expect-error a name that the values do not have
Sale.objects.values('id').toArray()[0]?.note
// @ts-expect-error a condition with an unknown name
Sale.objects.filter(Q({ price: 1 }))
// @ts-expect-error a condition with a value of another type
Sale.objects.filter(Q({ pieces__gt: 'many' }))
// @ts-expect-error one of two conditions with an unknown name
Sale.objects.filter(Q({ pieces: 1 }).or(Q({ price: 1 })))
// @ts-expect-error an unknown name in a further argument
Sale.objects.filter({ pieces: 1 }, { price: 1 })
// @ts-expect-error a lookup of an annotation with a value of another type
Shop.objects.annotate({ n: Count('sales') }).filter({ n__gt: 'two' })
// @ts-expect-error a lookup that an annotation does not have
Shop.objects.annotate({ n: Count('sales') }).filter({ n__contains: 'two' })
// @ts-expect-error an order by an unknown annotation
Shop.objects.annotate({ n: Count('sales') }).orderBy('m')
// @ts-expect-error an annotation that the rows do not have
Shop.objects.alias({ n: Count('sales') }).toArray()[0]?.n
// @ts-expect-error only of an unknown column
Sale.objects.only('price')
// @ts-expect-error a union with rows of another model
Sale.objects.union(Shop.objects.all())
// @ts-expect-error keys of another type
Sale.objects.inBulk(['a'])
// @ts-expect-error null where a value may be absent
export const total: string = Sale.objects.aggregate({ x: Sum('total') }).x
// @ts-expect-error an instance of another model
Sale.objects.contains(Shop.objects.get({ id: 1 }))
// @ts-expect-error a part of what is no moment
Sale.objects.filter({ pieces__year: 2020 })
