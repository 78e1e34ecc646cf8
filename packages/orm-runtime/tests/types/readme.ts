// What README.md shows, as the type checker sees it.
import {
  auto,
  boolean,
  connect,
  Count,
  datetime,
  Exists,
  F,
  foreignKey,
  float,
  integer,
  manyToMany,
  Model,
  OuterRef,
  postgres,
  Prefetch,
  Q,
  reverse,
  sqlite,
  Sum,
  text,
} from 'orm-runtime'

export class User extends Model<User>()('users', {
  id: auto(),
  email: text({ unique: true }),
  active: boolean({ default: true }),
  orders: reverse<Order>('Order', 'user'),
}) {}

export class Order extends Model<Order>()('orders', {
  id: auto(),
  total: integer(),
  rate: float(),
  stock: integer(),
  paid: boolean(),
  note: text({ null: true }),
  createdAt: datetime(),
  user: foreignKey<User>('User', { onDelete: 'cascade' }),
}) {}

export class Post extends Model<Post>()('posts', {
  id: auto(),
  author: foreignKey<User>('User'),
  comments: reverse<Comment>('Comment', 'post'),
  tags: manyToMany<Tag>('Tag'),
}) {}
export class Comment extends Model<Comment>()('comments', { id: auto(), post: foreignKey<Post>('Post') }) {}
export class Tag extends Model<Tag>()('tags', { id: auto(), word: text() }) {}

export async function queries() {
  await Order.objects.filter({ createdAt__year: 2026, user__email__endsWith: '.org', total__range: [10, 50] })
  await Order.objects.filter(Q({ total__gt: 100 }).or(Q({ note: null }))).exclude({ user__active: false })
  const grossed = await Order.objects
    .annotate({ gross: F('total').multiply(F('rate')) })
    .filter({ gross__gt: 5 })
    .orderBy('-gross')
  const gross: number | undefined = grossed[0]?.gross
  await User.objects.annotate({ paid: Count('orders', { filter: Q({ orders__paid: true }) }) }).filter({ paid__gte: 3 })
  const groups: { user__email: string; revenue: number | null }[] = await Order.objects
    .values('user__email')
    .annotate({ revenue: Sum('total') })
  const changed: number = await Order.objects.filter({ id: 7 }).aupdate({ stock: F('stock').subtract(1) })
  await User.objects.filter(Exists(Order.objects.filter({ user: OuterRef('id'), total__gt: 1000 })))
  const queryset = Tag.objects.filter({ word__startsWith: 'a' })
  const [post] = await Post.objects
    .selectRelated('author')
    .prefetchRelated('comments', new Prefetch('tags', { queryset, toAttr: 'top' }))
  const top: string | undefined = post?.top[0]?.word
  await Order.objects.fetchMode('peers')
  return [gross, groups, changed, top]
}

export async function connections() {
  await connect({
    default: postgres({
      url: process.env['DATABASE_URL'] ?? '',
      max: 20,
      acquireTimeout: 5000,
      statementTimeout: 30_000,
    }),
    databases: { archive: sqlite('archive.db') },
    replicas: { default: [postgres(process.env['REPLICA_URL'] ?? '')] },
    models: [User, Order, Post, Comment, Tag],
    onQuery: ({ sql, milliseconds, connection }) => console.debug({ sql, milliseconds, connection }),
  })
}
