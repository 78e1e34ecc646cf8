import { Favorite, Order, Product, Review, User } from './models.js'

/** The rows that every `run` case starts from; ids count from 1 in the order written. */
export async function seed() {
  const ada = await User.objects.acreate({ email: 'ada@example.com', name: 'Ada', credit: 100 })
  const ben = await User.objects.acreate({ email: 'ben@example.com', name: 'Ben', credit: 20 })
  await User.objects.acreate({ email: 'eve@example.com', name: 'Eve', active: false })

  const tea = await Product.objects.acreate({ name: 'Tea', price: 4, stock: 10 })
  const cup = await Product.objects.acreate({ name: 'Cup', price: 9, stock: 3 })
  const pot = await Product.objects.acreate({ name: 'Pot', price: 25 })

  await Order.objects.acreate({ user: ada, product: tea, total: 8, status: 'paid', createdAt: day(1) })
  await Order.objects.acreate({ user: ada, product: pot, total: 25, createdAt: day(2) })
  await Order.objects.acreate({ user: ben, product: cup, total: 9, createdAt: day(3) })

  await Review.objects.acreate({ user: ada, product: tea, rating: 5, text: 'Good tea' })
  await Review.objects.acreate({ user: ben, product: tea, rating: 3, text: 'Fine' })

  await Favorite.objects.acreate({ user: ada, product: tea })
  await Favorite.objects.acreate({ user: ben, product: pot })
}

function day(day: number) {
  return new Date(Date.UTC(2026, 0, day))
}
