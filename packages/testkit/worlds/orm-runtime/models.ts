import { auto, boolean, datetime, foreignKey, integer, Model, reverse, text } from 'orm-runtime'

export class User extends Model<User>()('users', {
  id: auto(),
  email: text({ unique: true }),
  name: text(),
  active: boolean({ default: true }),
  credit: integer({ default: 0 }),
  orders: reverse<Order>('Order', 'user'),
}) {
  label() {
    return `${this.name} <${this.email}>`
  }
}

export class Product extends Model<Product>()('products', {
  id: auto(),
  name: text(),
  price: integer(),
  stock: integer({ default: 0 }),
  favorites: reverse<Favorite>('Favorite', 'product'),
}) {}

export class Order extends Model<Order>()('orders', {
  id: auto(),
  user: foreignKey<User>('User'),
  product: foreignKey<Product>('Product'),
  total: integer(),
  status: text({ default: 'pending' }),
  createdAt: datetime(),
}) {}

export class Review extends Model<Review>()('reviews', {
  id: auto(),
  user: foreignKey<User>('User'),
  product: foreignKey<Product>('Product'),
  rating: integer(),
  text: text(),
}) {}

export class Favorite extends Model<Favorite>()('favorites', {
  id: auto(),
  user: foreignKey<User>('User'),
  product: foreignKey<Product>('Product'),
}) {}
