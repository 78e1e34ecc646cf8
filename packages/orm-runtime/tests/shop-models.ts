import { auto, boolean, datetime, foreignKey, integer, Model, reverse, text } from 'orm-runtime'

export class User extends Model<User>()('users', {
  id: auto(),
  email: text({ unique: true }),
  active: boolean({ default: true }),
  favourite: foreignKey<Product>('Product', { null: true, onDelete: 'setNull' }),
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
  orders: reverse<Order>('Order', 'product'),
  fans: reverse<User>('User', 'favourite'),
}) {}

export class Order extends Model<Order>()('orders', {
  id: auto(),
  user: foreignKey<User>('User'),
  product: foreignKey<Product>('Product'),
  note: text({ null: true }),
  createdAt: datetime({ default: () => new Date(Date.UTC(2026, 0, 1)) }),
}) {}

export const models = [User, Product, Order]
