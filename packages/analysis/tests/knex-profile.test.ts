import { knex } from '../src/profiles/knex.ts'
import { testProfileSites, type SitesOfFile } from './profile-sites.ts'

const CASES: SitesOfFile['cases'] = {
  "knex('users')": ['[call]: call lazy read'],
  "knex('users').where('id', 1)": ['where: call lazy read'],
  "knex('users').where({ id: 1 }).first()": ['first: call lazy read'],
  "knex.select('id').from('users')": ['from: call lazy read'],
  "knex.from('users').count()": ['count: call lazy read'],
  "knex('users').max('id')": ['max: call lazy read'],
  "knex('users').pluck('email')": ['pluck: call lazy read'],
  "knex('users').join('orders', 'orders.user_id', 'users.id').orderBy('users.id')": ['orderBy: call lazy read'],
  "knex('users').where({ id: 1 }).forUpdate()": ['forUpdate: call lazy write'],
  "knex('users').insert({ email: 'a' })": ['insert: call lazy write'],
  "knex('users').insert({ email: 'a' }).onConflict('email').merge()": ['merge: call lazy write'],
  "knex('users').insert({ email: 'a' }).returning('id')": ['returning: call lazy write'],
  "knex('users').update({ active: false }).where('id', 1)": ['where: call lazy write'],
  "knex('users').where('id', 1).del()": ['del: call lazy write'],
  "knex('users').where('id', 1).increment('id', 1)": ['increment: call lazy write'],
  "knex('users').whereIn('id', knex('orders').select('user_id'))": [
    'whereIn: call lazy read',
    'select: call lazy read',
  ],
  "knex('users').where(function () { this.where('id', 1).orWhere('id', 2) })": [
    'where: call lazy read',
    'orWhere: call lazy none',
  ],
  "knex.raw('select 1')": ['raw: call lazy read'],
  "knex.raw('vacuum')": ['raw: call lazy unknown'],
  "knex.schema.createTable('x', (t) => { t.increments() })": ['createTable: call lazy write'],
  "knex.schema.hasTable('x')": ['hasTable: call eager read'],
  "knex.batchInsert('users', [{ email: 'a', active: true, id: 1 }])": ['batchInsert: call eager write'],
  "knex('users').columnInfo()": ['columnInfo: call eager read'],
  "knex('users').where('id', 1).toSQL()": [],
  'knex.migrate.latest()': ['latest: call eager write'],
  "knex.transaction(async (trx) => { await trx('orders').del() })": [
    'transaction: transaction eager write',
    'del: call lazy write',
  ],
  'knex.transaction()': ['transaction: transaction eager write'],
  'knex.schema': [],
  'knex.destroy()': [],
}

testProfileSites(knex, {
  knex: { preamble: `import { knex } from '../../../../testkit/worlds/knex/db.js'`, cases: CASES },
  'knex with typed tables': {
    preamble: `import '../../../../testkit/worlds/knex/tables.js'\nimport { knex } from '../../../../testkit/worlds/knex/db.js'`,
    cases: CASES,
  },
})
