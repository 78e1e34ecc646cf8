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

  const ada = User.objects.create({ email: 'ada@example.com', name: 'Ada', credit: 100 })
  const ben = User.objects.create({ email: 'ben@example.com', name: 'Ben', credit: 20 })
  User.objects.create({ email: 'eve@example.com', name: 'Eve', active: false })

  const tea = Product.objects.create({ name: 'Tea', price: 4, stock: 10 })
  const cup = Product.objects.create({ name: 'Cup', price: 9, stock: 3 })
  const pot = Product.objects.create({ name: 'Pot', price: 25 })

  Order.objects.create({ user: ada, product: tea, total: 8, status: 'paid', createdAt: january(1) })
  Order.objects.create({ user: ada, product: pot, total: 25, createdAt: january(2) })
  Order.objects.create({ user: ben, product: cup, total: 9, createdAt: january(3) })

  Review.objects.create({ user: ada, product: tea, rating: 5, text: 'Good tea' })
  Review.objects.create({ user: ben, product: tea, rating: 3, text: 'Fine' })

  Favorite.objects.create({ user: ada, product: tea })
  Favorite.objects.create({ user: ben, product: pot })
}

function january(day: number) {
  return new Date(Date.UTC(2026, 0, day))
}
