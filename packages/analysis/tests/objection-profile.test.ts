import { objection } from '../src/profiles/objection.ts'
import { testProfileSites } from './profile-sites.ts'

testProfileSites(objection, {
  objection: {
    preamble: `import { transaction } from 'objection'
import { Order, User } from '../../../../testkit/worlds/objection/models.js'
declare const user: User`,
    cases: {
      'User.query()': ['query: call lazy read'],
      "User.query().where('id', 1)": ['where: call lazy read'],
      'User.query().findById(1)': ['findById: call lazy read'],
      'User.query().findById(1).throwIfNotFound()': ['throwIfNotFound: call lazy read'],
      "User.query().findOne({ email: 'a' })": ['findOne: call lazy read'],
      "User.query().withGraphFetched('orders').orderBy('id')": ['orderBy: call lazy read'],
      "User.query().max('id')": ['max: call lazy read'],
      'User.query().resultSize()': ['resultSize: call eager read'],
      'User.query().execute()': ['execute: call eager read'],
      "User.query().insert({ email: 'a' })": ['insert: call lazy write'],
      "User.query().insert({ email: 'a' }).returning('*')": ['returning: call lazy write'],
      'User.query().patch({ active: false }).where({ id: 1 })': ['where: call lazy write'],
      'User.query().patch({ active: false }).execute()': ['execute: call eager write'],
      'User.query().findById(1).patch({ active: false })': ['patch: call lazy write'],
      'User.query().patchAndFetchById(1, { active: false })': ['patchAndFetchById: call lazy write'],
      'User.query().deleteById(1)': ['deleteById: call lazy write'],
      "User.query().upsertGraph({ id: 1, email: 'a' })": ['upsertGraph: call lazy write'],
      'User.query().forUpdate()': ['forUpdate: call lazy write'],
      'user.$query().delete()': ['delete: call lazy write'],
      "user.$relatedQuery('orders')": ['$relatedQuery: call lazy read'],
      "user.$relatedQuery('orders').insert({ total: 1 })": ['insert: call lazy write'],
      "User.relatedQuery('orders').for(1)": ['for: call lazy read'],
      "user.$fetchGraph('orders')": ['$fetchGraph: call lazy read'],
      "User.query().whereExists(User.relatedQuery('orders'))": [
        'whereExists: call lazy read',
        'relatedQuery: call lazy read',
      ],
      'User.transaction(async (trx) => { await User.query(trx).delete() })': [
        'transaction: transaction eager write',
        'delete: call lazy write',
      ],
      'transaction(User, async (Bound) => { await Bound.query().delete() })': [
        'transaction: transaction eager write',
        'delete: call lazy write',
      ],
      'User.bindTransaction(User.knex())': [],
      'User.startTransaction()': ['startTransaction: call eager write'],
      'Order.query().truncate()': ['truncate: call eager write'],
    },
  },
})
