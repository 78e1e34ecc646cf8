import { expect, it } from 'vitest'
import { asyncContext, atomic, SynchronousOnlyOperation } from 'orm-runtime'
import { openShop } from './open-shop.ts'
import { Order, Product, User } from './shop-models.ts'

await openShop()

const order = new Order({ id: 1, userId: 1, productId: 1 })

/** A blocking call, as the message writes it, and the remedy that the message gives. */
const cases: [call: () => unknown, blocking: string, remedy: string][] = [
  [() => User.objects.get({ id: 1 }), 'User.objects.get()', 'await User.objects.aget()'],
  [() => User.objects.toArray(), 'User.objects.toArray()', 'await User.objects.allAsync()'],
  [() => User.objects.all().toArray(), 'User.objects.all().toArray()', 'await User.objects.all().toArrayAsync()'],
  [
    () => User.objects.filter({ id: 1 }).count(),
    'User.objects.filter(…).count()',
    'await User.objects.filter(…).acount()',
  ],
  [() => [...User.objects.all()], 'for (… of User.objects.all())', 'for await (… of User.objects.all())'],
  [
    () => User.objects.exclude({ id: 1 }).first(),
    'User.objects.exclude(…).first()',
    'await User.objects.exclude(…).afirst()',
  ],
  [
    () => Product.objects.create({ name: 'a', price: 1 }),
    'Product.objects.create()',
    'await Product.objects.acreate()',
  ],
  [() => order.save(), 'order.save()', 'await order.asave()'],
  [() => order.delete(), 'order.delete()', 'await order.adelete()'],
  [() => order.user, 'order.user', "await order.aload('user')"],
  [() => atomic(() => 1), 'atomic(…)', 'await aatomic(async () => …)'],
]

it.each(cases)('%#: inside asyncContext a blocking call throws and names its twin', async (call, blocking, remedy) => {
  const attempt = asyncContext(async () => {
    await Promise.resolve()
    call()
  })
  await expect(attempt).rejects.toThrow(SynchronousOnlyOperation)
  await expect(attempt).rejects.toThrow(
    `\`${blocking}\` blocks the event loop inside an async context. Use \`${remedy}\`.`,
  )
})

it('lets blocking calls run outside of async contexts, at top level and in async functions', async () => {
  expect(await (async () => User.objects.count())()).toBe(3)
  await asyncContext(() => undefined)
  expect(User.objects.count()).toBe(3)
})

it('lets them run inside where ORM_ALLOW_ASYNC_UNSAFE is 1', async () => {
  process.env['ORM_ALLOW_ASYNC_UNSAFE'] = '1'
  try {
    expect(await asyncContext(async () => User.objects.count())).toBe(3)
  } finally {
    delete process.env['ORM_ALLOW_ASYNC_UNSAFE']
  }
})

it('answers what the callback answers, and sends a queryset inside that it returns', async () => {
  expect(await asyncContext(() => 1)).toBe(1)
  expect(await asyncContext(() => User.objects.all())).toHaveLength(3)
  expect(await asyncContext(async () => User.objects.all())).toHaveLength(3)
})
