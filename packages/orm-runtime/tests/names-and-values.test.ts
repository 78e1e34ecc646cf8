import { expect, it } from 'vitest'
import { auto, F, foreignKey, integer, Model, Sum, text } from 'orm-runtime'
import { openShop } from './open-shop.ts'
import { Order, Product, User } from './shop-models.ts'

await openShop()

/** Calls that the types refuse, as a JavaScript program makes them. */
const cases: Record<string, [call: () => unknown, message: string]> = {
  'an unknown field': [
    () => User.objects.filter({ emial: 'x' } as never).count(),
    "User has no field 'emial'. Its fields: id, email, active, favourite, favouriteId, orders.",
  ],
  'an unknown field behind a relation': [
    () => Order.objects.filter({ user__emial__contains: 'x' } as never).count(),
    "User has no field 'emial' (in 'user__emial__contains'). Its fields: id, email, active, favourite, favouriteId, orders.",
  ],
  'an unknown lookup': [
    () => User.objects.filter({ email__like: 'x' } as never).count(),
    "User.email has no lookup 'like' (in 'email__like'). Its lookups: exact, in, isNull, gt, gte, lt, lte, range, iexact, contains, icontains, startsWith, istartsWith, endsWith, iendsWith, regex, iregex.",
  ],
  'a lookup of another type': [
    () => User.objects.filter({ active__gt: true } as never).count(),
    "User.active has no lookup 'gt' (in 'active__gt'). Its lookups: exact, in, isNull.",
  ],
  'an unknown order': [
    () => Order.objects.orderBy('-created' as never).toArray(),
    "Order has no field 'created'. Its fields: id, user, userId, product, productId, note, createdAt.",
  ],
  'an annotation that is computed from itself': [
    () => Product.objects.annotate({ twice: F('twice' as 'price').multiply(2) }).toArray(),
    "The annotation 'twice' can't be computed from 'twice': give it another name.",
  ],
  'an unknown aggregate': [
    () => Order.objects.aggregate({ x: Sum('total') as never }),
    "Order has no field 'total'. Its fields: id, user, userId, product, productId, note, createdAt.",
  ],
  'an unknown relation to select': [
    () => Order.objects.selectRelated('usr' as never).toArray(),
    "Order has no relation to one row 'usr' to select. It has: user, product.",
  ],
  'an unknown column to update': [
    () => Product.objects.all().update({ cost: 1 } as never),
    "Product has no column 'cost' to update. It has: id, name, price.",
  ],
  'an unknown column to create': [
    () => Product.objects.create({ name: 'a', cost: 1 } as never),
    "Product has no column 'cost'. It has: id, name, price.",
  ],
  'undefined as a lookup': [
    () => Order.objects.filter({ note: undefined } as never),
    'The value of \'note\' is undefined. Write null for "no value".',
  ],
  'undefined as a column': [
    () => Product.objects.create({ name: 'a' } as never),
    'Product.price takes a whole number up to 2^53, not undefined.',
  ],
  NaN: [
    () => Product.objects.create({ name: 'a', price: NaN }),
    'Product.price takes a whole number up to 2^53, not NaN.',
  ],
  'a fraction': [
    () => Product.objects.filter({ price__gt: 1.5 }).count(),
    'Product.price takes a whole number up to 2^53, not 1.5.',
  ],
  'a number that is not exact': [
    () => Product.objects.create({ name: 'a', price: 2 ** 53 }),
    'Product.price takes a whole number up to 2^53, not 9007199254740992.',
  ],
  'a value of another type': [
    () => Product.objects.filter({ name: 3 } as never).count(),
    'Product.name takes a string, not 3.',
  ],
  'an invalid date': [
    () => Order.objects.filter({ createdAt__gt: new Date(NaN) }).count(),
    'Order.createdAt takes a valid Date, not Invalid Date.',
  ],
  'an instance of another model': [
    () => Order.objects.filter({ user: Product.objects.get({ id: 1 }) } as never).count(),
    'A User is wanted here, not a Product.',
  ],
  'no array for in': [() => User.objects.filter({ id__in: 1 } as never).count(), "'id__in' takes an array."],
  'a filter of a slice': [
    () => User.objects.slice(0, 2).filter({ id: 1 }),
    '`filter` after `slice` is not possible: the slice was taken before. Slice last.',
  ],
  'a slice from behind': [() => User.objects.slice(-2), 'slice(-2, undefined) takes whole numbers with 0 ≤ from ≤ to.'],
  'an empty aggregate': [
    () => User.objects.aggregate({}),
    'aggregate({}) asks for nothing: aggregate({ rows: Count() }).',
  ],
  'an unknown relation to load': [
    () => Order.objects.get({ id: 1 }).aload('usr' as never),
    "Order has no relation 'usr'. Its relations: user, product.",
  ],
  'a field named then': [
    () => Model<User>()('x', { id: auto(), then: text() } as never),
    'A model may not have a field `then`',
  ],
  'no primary key': [
    () => {
      class Keyless extends Model<User>()('keyless', { name: text() }) {}
      return new Keyless({ name: 'x' })
    },
    'Model Keyless has 0 primary keys; it needs exactly one: { id: auto(), … } or a field with { primaryKey: true }.',
  ],
  'two columns of one name': [
    () => {
      class Double extends Model<Double>()('doubles', {
        id: auto(),
        user: foreignKey<User>('User'),
        userId: integer(),
      }) {}
      return new Double({ user: User.objects.get({ id: 1 }), userId: 1 } as never)
    },
    "Model Double has two columns 'userId'",
  ],
  'a model that is not connected': [
    () => {
      class Stranger extends Model<Stranger>()('strangers', { id: auto() }) {}
      return Stranger.objects.count()
    },
    "No model 'Stranger' is connected. Name it in connect({ models: [Stranger, …] }).",
  ],
}

it.each(Object.entries(cases))('refuses %s', async (_name, [call, message]) => {
  await expect(async () => call()).rejects.toThrow(message)
})

it('stores whole numbers as integers, exactly', async () => {
  for (const price of [-(2 ** 53) + 1, 2 ** 53 - 1, 0]) {
    const { id } = await Product.objects.acreate({ name: 'n', price })
    expect(Product.objects.get({ id }).price).toBe(price)
  }
})
