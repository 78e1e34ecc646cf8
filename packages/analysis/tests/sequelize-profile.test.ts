import { sequelize } from '../src/profiles/sequelize.ts'
import { testProfileSites } from './profile-sites.ts'

const PREAMBLE = `
import { DataTypes, Model, Op, Sequelize, type BelongsToGetAssociationMixin, type HasManyCountAssociationsMixin } from 'sequelize'
import type { HasManyAddAssociationMixin, HasManyCreateAssociationMixin, HasManyGetAssociationsMixin } from 'sequelize'
const sequelize = new Sequelize('sqlite::memory:')
class Order extends Model {
  declare id: number
  declare getUser: BelongsToGetAssociationMixin<User>
}
class User extends Model {
  declare id: number
  declare getOrders: HasManyGetAssociationsMixin<Order>
  declare countOrders: HasManyCountAssociationsMixin
  declare addOrder: HasManyAddAssociationMixin<Order, number>
  declare createOrder: HasManyCreateAssociationMixin<Order>
  getName() { return 'x' }
}
User.init({ id: { type: DataTypes.INTEGER, primaryKey: true } }, { sequelize })
const Tag = sequelize.define('tag', { name: DataTypes.STRING })
declare const user: User
declare const order: Order
void [Op, Tag]`

testProfileSites(sequelize, {
  classes: {
    preamble: PREAMBLE,
    cases: {
      'User.findAll({ where: { id: { [Op.gt]: 1 } } })': ['findAll: call eager read'],
      'User.findByPk(1)': ['findByPk: call eager read'],
      'User.findOne({ where: { id: 1 } })': ['findOne: call eager read'],
      'User.findAndCountAll()': ['findAndCountAll: call eager read'],
      'User.count()': ['count: call eager read'],
      "User.max('id')": ['max: call eager read'],
      'User.create({ id: 1 })': ['create: call eager write'],
      'User.bulkCreate([{ id: 1 }])': ['bulkCreate: call eager write'],
      'User.findOrCreate({ where: { id: 1 } })': ['findOrCreate: call eager write'],
      'User.upsert({ id: 1 })': ['upsert: call eager write'],
      'User.update({ id: 2 }, { where: { id: 1 } })': ['update: call eager write'],
      'User.destroy({ where: { id: 1 } })': ['destroy: call eager write'],
      "User.scope('active').findAll()": ['findAll: call eager read'],
      'User.unscoped().count()': ['count: call eager read'],
      'User.build({ id: 1 })': [],
      'user.save()': ['save: call eager write'],
      'user.reload()': ['reload: call eager read'],
      'user.update({ id: 3 })': ['update: call eager write'],
      'user.destroy()': ['destroy: call eager write'],
      'user.getOrders()': ['[call]: call eager read'],
      'user.countOrders()': ['[call]: call eager read'],
      'user.addOrder(order)': ['[call]: call eager write'],
      'user.createOrder({ id: 1 })': ['[call]: call eager write'],
      'order.getUser()': ['[call]: call eager read'],
      'user.getName()': [],
      "user.getDataValue('id')": [],
      'user.toJSON()': [],
      "Tag.create({ name: 'a' })": ['create: call eager write'],
      "sequelize.query('select 1')": ['query: call eager read'],
      'sequelize.sync()': ['sync: call eager write'],
      'sequelize.transaction(async (t) => { await user.save({ transaction: t }) })': [
        'transaction: transaction eager write',
        'save: call eager write',
      ],
      'sequelize.transaction().then((t) => t.commit())': [
        'transaction: transaction eager write',
        'commit: call eager write',
      ],
      "sequelize.getQueryInterface().bulkInsert('users', [])": ['bulkInsert: call eager write'],
    },
  },
})
