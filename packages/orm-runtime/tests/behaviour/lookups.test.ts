import { beforeAll, describe, expect, it } from 'vitest'
import { models, Order, Product, User } from '../shop-models.ts'
import { fill } from '../open-shop.ts'
import { onEachDatabase } from './on-each-database.ts'

const third = new Date(Date.UTC(2026, 0, 3, 12, 30, 15, 123))
const users = User.objects.orderBy('id')
const products = Product.objects.orderBy('id')
const orders = Order.objects.orderBy('id')

/** A queryset, and the keys of the rows it has. */
const cases = {
  exact: [users.filter({ email: 'bob@x.org' }), [2]],
  'exact, of an empty string': [users.filter({ email: '' }), []],
  'exact, of a boolean': [users.filter({ active: true }), [1, 3]],
  'exact, of null': [orders.filter({ note: null }), [2, 4]],
  gt: [products.filter({ price__gt: 250 }), [3]],
  gte: [products.filter({ price__gte: 250 }), [2, 3]],
  lt: [products.filter({ price__lt: 250 }), [1]],
  lte: [products.filter({ price__lte: 250 }), [1, 2]],
  'gte, of the moment that was stored': [orders.filter({ createdAt__gte: third }), [3, 4]],
  in: [users.filter({ id__in: [1, 3, 99] }), [1, 3]],
  'in, of text': [users.filter({ email__in: ['cy@y.org', 'no'] }), [3]],
  'in, of nothing': [users.filter({ id__in: [] }), []],
  'contains, which heeds case': [products.filter({ name__contains: 'en' }), [1, 3]],
  'contains, of another case': [products.filter({ name__contains: 'pen' }), [3]],
  icontains: [products.filter({ name__icontains: 'PEN' }), [1, 3]],
  'icontains, of a percent sign': [products.filter({ name__icontains: '0%' }), [2]],
  'icontains, of an underscore': [products.filter({ name__icontains: 'k_p' }), [2]],
  startsWith: [products.filter({ name__startsWith: 'pen' }), [3]],
  isNull: [orders.filter({ note__isNull: false }), [1, 3]],
  'several at once': [products.filter({ price__gt: 50, name__icontains: 'pen', price__lt: 500 }), [1]],
  'several calls': [products.filter({ price__gt: 50 }).filter({ price__lt: 300 }), [1, 2]],
  'a foreign key by its key': [orders.filter({ userId: 1 }), [1, 2]],
  'a foreign key by an instance’s key': [orders.filter({ user: 2 }), [3, 4]],
  'a foreign key, in': [orders.filter({ user__in: [2, 3] }), [3, 4]],
  'a foreign key that is null': [users.filter({ favourite__isNull: true }), [2]],
  'across a foreign key': [orders.filter({ user__email__startsWith: 'ada' }), [1, 2]],
  'across two foreign keys': [orders.filter({ user__favourite__name: 'Pen' }), [1, 2]],
  'across a reverse relation': [products.filter({ orders__user: 2 }), [1, 3]],
  'across a reverse relation and a foreign key': [products.filter({ orders__user__email__contains: 'ada' }), [1, 2]],
  'two lookups on the same related row': [products.filter({ orders__user: 2, orders__note: 'gift' }), []],
  'two lookups on any related rows': [products.filter({ orders__user: 2 }).filter({ orders__note: 'gift' }), [1]],
  'rows without related rows': [users.filter({ orders__isNull: true }), [3]],
  'rows with related rows, each once': [users.filter({ orders__isNull: false }), [1, 2]],
  'related rows whose column is null, or none': [users.filter({ orders__note__isNull: true }), [1, 2, 3]],
  'a foreign key and then back': [orders.filter({ user__orders__product__name: 'penknife' }), [3, 4]],
  'rows with a related row that has none itself, or none': [
    users.filter({ orders__product__fans__isNull: true }),
    [1, 3],
  ],
  'back along a foreign key that may be null': [products.filter({ fans__active: true }), [1, 3]],
  'rows without related rows, along one that may be null': [products.filter({ fans__isNull: true }), [2]],
  exclude: [users.exclude({ active: true }), [2]],
  'exclude keeps rows whose column is null': [orders.exclude({ note: 'gift' }), [2, 3, 4]],
  'exclude across a foreign key that may be null': [users.exclude({ favourite__name: 'Pen' }), [2, 3]],
  'exclude across a reverse relation': [products.exclude({ orders__user: 2 }), [2]],
  'exclude back along a foreign key that may be null': [products.exclude({ fans__active: false }), [1, 2, 3]],
  'exclude of several is not all of them': [products.exclude({ price__gt: 50, name: 'Pen' }), [2, 3]],
  'exclude of nothing': [users.exclude({}), [1, 2, 3]],
  none: [users.none(), []],
  'order, descending': [products.orderBy('-price'), [3, 2, 1]],
  'order, by two columns': [orders.orderBy('-userId', 'createdAt'), [3, 4, 1, 2]],
  'order, across a foreign key': [orders.orderBy('product__name', 'id'), [2, 1, 3, 4]],
  slice: [orders.slice(1, 3), [2, 3]],
  'slice without an end': [orders.slice(2), [3, 4]],
  'slice of a slice': [orders.slice(1, 4).slice(1, 9), [3, 4]],
  'slice of nothing': [orders.slice(2, 2), []],
} as const

onEachDatabase({ models }, () => {
  beforeAll(fill)

  describe.each(Object.entries(cases))('%s', (_name, [query, keys]) => {
    it('has the same rows in both worlds', async () => {
      expect(query.toArray().map(({ id }) => id)).toEqual(keys)
      const again = query.all()
      expect((await again).map(({ id }) => id)).toEqual(keys)
    })

    it('counts and finds them', async () => {
      expect([query.count(), await query.acount()]).toEqual([keys.length, keys.length])
      expect([query.exists(), await query.aexists()]).toEqual([keys.length > 0, keys.length > 0])
    })
  })
})
