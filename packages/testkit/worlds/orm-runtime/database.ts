import { connect, createTables, sqlite } from 'orm-runtime'
import { Favorite, Order, Product, Review, User } from './models.js'

export { close as closeDatabase } from 'orm-runtime'

/** Connects to the database in `file`, which need not exist. */
export async function openDatabase(file: string) {
  await connect({ default: sqlite(file), models: [Favorite, Order, Product, Review, User] })
}

/** Writes the rows that every `run` case starts from; ids count from 1 in the order written. */
export async function seedDatabase() {
  await createTables()

  const ada = await User.objects.acreate({ email: 'ada@example.com', name: 'Ada', credit: 100 })
  const ben = await User.objects.acreate({ email: 'ben@example.com', name: 'Ben', credit: 20 })
  await User.objects.acreate({ email: 'eve@example.com', name: 'Eve', active: false })

  const tea = await Product.objects.acreate({ name: 'Tea', price: 4, stock: 10 })
  const cup = await Product.objects.acreate({ name: 'Cup', price: 9, stock: 3 })
  const pot = await Product.objects.acreate({ name: 'Pot', price: 25 })

  await Order.objects.acreate({ user: ada, product: tea, total: 8, status: 'paid', createdAt: january(1) })
  await Order.objects.acreate({ user: ada, product: pot, total: 25, createdAt: january(2) })
  await Order.objects.acreate({ user: ben, product: cup, total: 9, createdAt: january(3) })

  await Review.objects.acreate({ user: ada, product: tea, rating: 5, text: 'Good tea' })
  await Review.objects.acreate({ user: ben, product: tea, rating: 3, text: 'Fine' })

  await Favorite.objects.acreate({ user: ada, product: tea })
  await Favorite.objects.acreate({ user: ben, product: pot })
}

function january(day: number) {
  return new Date(Date.UTC(2026, 0, day))
}
