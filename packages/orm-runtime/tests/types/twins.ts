// Checked by tsc (tests/generated.test.ts), never executed: what blocking methods and their asynchronous twins answer, and
// after `@ts-expect-error` what is forgotten when it is not awaited.
import { aatomic, atomic, Count, StringAgg, Sum } from 'orm-runtime'
import { is } from './is.ts'
import { Sale, Shop } from './expressions.ts'

const sales = Sale.objects.filter({ pieces__gt: 1 })

export function blocking(sale: Sale) {
  is<Sale>()(sales.get({ id: 1 }))
  is<Sale | undefined>()(sales.first())
  is<Sale | undefined>()(sales.last())
  is<Sale>()(sales.latest('at'))
  is<number>()(sales.count())
  is<boolean>()(sales.exists())
  is<boolean>()(sales.contains(sale))
  is<Sale[]>()(sales.toArray())
  is<Sale[]>()([...sales])
  is<Map<number, Sale>>()(sales.inBulk([1]))
  is<{ n: number }>()(sales.aggregate({ n: Count() }))
  is<{ all: string | null }>()(sales.aggregate({ all: StringAgg('note', { separator: ', ' }) }))
  is<number>()(sales.update({ note: null }))
  is<number>()(sales.delete())
  is<void>()(sale.save())
  is<[Shop, boolean]>()(Shop.objects.getOrCreate({ name: 'a' }))
  is<number>()(atomic(() => sales.count()))
  for (const one of sales) is<Sale>()(one)
}

export async function asynchronous(sale: Sale) {
  is<Promise<Sale>>()(sales.aget({ id: 1 }))
  is<Promise<Sale | undefined>>()(sales.afirst())
  is<Promise<Sale | undefined>>()(sales.alast())
  is<Promise<Sale>>()(sales.alatest('at'))
  is<Promise<number>>()(sales.acount())
  is<Promise<boolean>>()(sales.aexists())
  is<Promise<boolean>>()(sales.acontains(sale))
  is<Promise<Sale[]>>()(sales.toArrayAsync())
  is<Sale[]>()(await sales)
  is<Promise<Map<number, Sale>>>()(sales.ainBulk([1]))
  is<Promise<{ n: number }>>()(sales.aaggregate({ n: Count() }))
  is<Promise<number>>()(sales.aupdate({ note: null }))
  is<Promise<number>>()(sales.adelete())
  is<Promise<void>>()(sale.asave())
  is<Promise<[Shop, boolean]>>()(Shop.objects.agetOrCreate({ name: 'a' }))
  is<number>()(await aatomic(() => sales.acount()))
  for await (const one of sales) is<Sale>()(one)
  for await (const { note } of sales.values('note').aiterator({ chunkSize: 10 })) is<string | null>()(note)
}

export async function forgotten(sale: Sale) {
  // @ts-expect-error a promise of a row has none of its values
  sales.aget({ id: 1 }).note
  // @ts-expect-error a promise of a row or of none has no values
  sales.afirst()?.note
  // @ts-expect-error a row that may be absent
  ;(await sales.afirst()).note
  // @ts-expect-error a row that may be absent, on the blocking side
  sales.last().note
  // @ts-expect-error a promise is no number
  sales.acount() > 1
  // @ts-expect-error a promise is no number to calculate with
  sales.acount() + 1
  // @ts-expect-error a promise is always truthy
  if (sales.aexists()) return
  // @ts-expect-error a promise has no aggregates
  sales.aaggregate({ x: Sum('pieces') }).x
  // @ts-expect-error an aggregate that may be null
  ;(await sales.aaggregate({ x: Sum('pieces') })).x.toFixed()
  // @ts-expect-error a promise is no map
  sales.ainBulk([1]).get(1)
  // @ts-expect-error a promise is no list
  sales.toArrayAsync().length
  // @ts-expect-error a promise is not iterable
  for (const one of sales.toArrayAsync()) is<Sale>()(one)
  // @ts-expect-error a queryset is no list
  sales.map(({ id }) => id)
  // @ts-expect-error a queryset has no index
  sales[0]
  // @ts-expect-error a queryset has no length
  sales.length
  // @ts-expect-error a manager is not awaited: all() is
  ;(await Sale.objects)[0]
  // @ts-expect-error a stream is not iterated at once
  for (const one of sales.aiterator()) is<Sale>()(one)
  // @ts-expect-error a promise of a pair is no pair
  const [shop] = Shop.objects.agetOrCreate({ name: 'a' })
  // @ts-expect-error a relation is not loaded by awaiting the promise of its row
  sale.aload('shop').name
  // @ts-expect-error a blocking method takes no signal
  sales.count({ signal: AbortSignal.timeout(5) })
  // @ts-expect-error an unknown option of an asynchronous method
  await sales.acount({ timeout: 5 })
  // @ts-expect-error a blocking transaction takes no asynchronous function
  atomic(async () => sales.acount()).toFixed()
  return shop
}
