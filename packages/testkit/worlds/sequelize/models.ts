import { DataTypes, Model, type HasManyCountAssociationsMixin, type HasManyGetAssociationsMixin } from 'sequelize'
import { sequelize } from './db.js'

export class Order extends Model {
  declare id: number
  declare userId: number
  declare total: number
}

export class User extends Model {
  declare id: number
  declare email: string
  declare visits: number
  declare getOrders: HasManyGetAssociationsMixin<Order>
  declare countOrders: HasManyCountAssociationsMixin
}

User.init({ email: DataTypes.STRING, visits: DataTypes.INTEGER }, { sequelize })
Order.init({ userId: DataTypes.INTEGER, total: DataTypes.INTEGER }, { sequelize })
User.hasMany(Order)

export const Tag = sequelize.define('tag', { name: DataTypes.STRING })
