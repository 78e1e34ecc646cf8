// Checked by tsc (tests/types.test.ts), never executed: what models allow, and after `@ts-expect-error` what they refuse.
import {
  auto,
  Avg,
  boolean,
  connect,
  Count,
  datetime,
  foreignKey,
  gather,
  integer,
  Max,
  Model,
  reverse,
  sqlite,
  Sum,
  text,
} from 'orm-runtime'

export class User extends Model<User>()('users', {
  id: auto(),
  email: text({ unique: true }),
  active: boolean({ default: true }),
  favourite: foreignKey<Product>('Product', { null: true }),
  orders: reverse<Order>('Order', 'user'),
}) {
  label() {
    return `<${this.email}>`
  }
}

export class Product extends Model<Product>()('products', {
  id: auto(),
  name: text(),
  price: integer(),
  owner: foreignKey<User>('User'),
  parent: foreignKey<Product>('Product', { null: true }),
  favorites: reverse<Favorite>('Favorite', 'product'),
}) {}

export class Order extends Model<Order>()('orders', {
  id: auto(),
  createdAt: datetime(),
  note: text({ null: true }),
  user: foreignKey<User>('User'),
  product: foreignKey<Product>('Product'),
}) {}

export class Favorite extends Model<Favorite>()('favorites', {
  id: auto(),
  user: foreignKey<User>('User'),
  product: foreignKey<Product>('Product'),
}) {}

export const connected = connect({ default: sqlite('types.db'), models: [User, Product, Order, Favorite] })

const day = new Date()
export const order = Order.objects
  .filter({ createdAt__gte: day, user__email__icontains: 'x' })
  .orderBy('-createdAt')
  .get()
export const createdAt: Date = order.createdAt
export const label: string = order.user.label()
export const userId: number = order.userId
export const favouriteId: number | null = order.user.favouriteId
export const note: string | null = order.note
export const user: User = User.objects.create({ email: 'a' })
export const favorite: Favorite = Favorite.objects.create({ userId: 1, product: order.product })
export const orders: Order[] = user.orders.filter({ note__isNull: true }).toArray()
export const favorites: Product[] = Product.objects
  .filter({ favorites__user: 1, favorites__user__email: 'x' })
  .toArray()
export const byId = Order.objects
  .filter({ userId: 1, userId__in: [1, 2], user__in: [user, 2], note: null, user })
  .count()
export const changed: number = Order.objects.all().update({ note: null, userId: 3 })
export const numbers: { readonly n: number; revenue: number | null; last: Date | null; mean: number | null } =
  Order.objects.aggregate({ n: Count(), revenue: Sum('product__price'), last: Max('createdAt'), mean: Avg('id') })

export async function asynchronous() {
  const [first] = await Order.objects.filter({ user, product__name: 'x' }).selectRelated('user', 'product__owner')
  for await (const product of Product.objects.all()) product.owner.label()
  const owner: User = await (await Product.objects.aget({ id: 1 })).aload('owner')
  const favourite: Product | null = await owner.aload('favourite')
  const both: [number, User] = await gather(
    () => User.objects.acount(),
    () => User.objects.aget({ id: 1 }),
  )
  return [first?.user.email, favourite?.name, both]
}

export function errors(error: unknown) {
  return error instanceof User.DoesNotExist ? error.model : error instanceof User.MultipleObjectsReturned
}

// @ts-expect-error an unknown field
Order.objects.filter({ createdOn__gte: day })
// @ts-expect-error a value of another type
Order.objects.filter({ createdAt__gte: 'today' })
// @ts-expect-error an unknown name behind a relation
Order.objects.filter({ user__mail__icontains: 'x' })
// @ts-expect-error an unknown name behind a reverse relation
Product.objects.filter({ favorites__usr: 1 })
// @ts-expect-error a lookup that the field's type does not have
Order.objects.filter({ user__active__icontains: 'x' })
// @ts-expect-error a value of another type behind two relations
Order.objects.filter({ user__favourite__price__gt: '5' })
// @ts-expect-error undefined is no value
Order.objects.filter({ note: undefined })
// @ts-expect-error null where the column has none
Order.objects.filter({ createdAt: null })
// @ts-expect-error an instance of another model
Order.objects.filter({ product: user })
// @ts-expect-error a missing value
User.objects.create({})
// @ts-expect-error a missing relation
Favorite.objects.create({ userId: 1 })
// @ts-expect-error a name that is no field
User.objects.create({ email: 'a', mail: 'b' })
// @ts-expect-error a reverse relation has no column
User.objects.create({ email: 'a', orders: [] })
// @ts-expect-error an update of an unknown column
Order.objects.all().update({ not: 'x' })
// @ts-expect-error an unknown order
Order.objects.orderBy('-created')
// @ts-expect-error an aggregate of an unknown column
Order.objects.aggregate({ total: Sum('total') })
// @ts-expect-error a relation that is none
Order.objects.selectRelated('createdAt')
// @ts-expect-error a column that is no relation
order.aload('note')
// @ts-expect-error a relation that may be absent
User.objects.get({ id: 1 }).favourite.name
// @ts-expect-error the model's class is forgotten
export class Forgotten extends Model()('forgotten', { id: auto() }) {}
// @ts-expect-error a field named `then` would make each row a promise
export class Thenable extends Model<Thenable>()('thenables', { id: auto(), then: text() }) {}

export class Wrong extends Model<User>()('wrong', { id: auto() }) {}
// @ts-expect-error the class in `Model<…>` is another one
Wrong.objects.get({ id: 1 })
