import { kysely } from '../src/profiles/kysely.ts'
import { testProfileSites } from './profile-sites.ts'

testProfileSites(kysely, {
  kysely: {
    preamble: `import { sql } from 'kysely'\nimport { db } from '../../../../testkit/worlds/kysely/db.js'`,
    cases: {
      "db.selectFrom('users').selectAll().execute()": ['execute: call eager read'],
      "db.selectFrom('users').selectAll().where('id', '=', 1).executeTakeFirst()": [
        'executeTakeFirst: call eager read',
      ],
      "db.selectFrom('users').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()": [
        'executeTakeFirstOrThrow: call eager read',
      ],
      "db.selectFrom('users').innerJoin('orders', 'orders.user_id', 'users.id').selectAll().execute()": [
        'execute: call eager read',
      ],
      "db.selectFrom('users').selectAll().forUpdate().execute()": ['execute: call eager write'],
      "db.selectFrom('users').selectAll()": [],
      "db.selectFrom('users').selectAll().stream()": ['stream: call eager read'],
      "db.selectFrom('users').select((eb) => eb.fn.max('id').as('last')).execute()": ['execute: call eager read'],
      "db.insertInto('users').values({ email: 'a', active: true }).execute()": ['execute: call eager write'],
      "db.insertInto('users').values({ email: 'a', active: true }).returningAll().executeTakeFirstOrThrow()": [
        'executeTakeFirstOrThrow: call eager write',
      ],
      "db.insertInto('users').values({ email: 'a', active: true }).onConflict((c) => c.doNothing()).execute()": [
        'execute: call eager write',
      ],
      "db.updateTable('users').set({ active: false }).where('id', '=', 1).executeTakeFirst()": [
        'executeTakeFirst: call eager write',
      ],
      "db.deleteFrom('orders').where('paid', '=', true).execute()": ['execute: call eager write'],
      "db.with('paid', (q) => q.selectFrom('orders').selectAll()).selectFrom('paid').selectAll().execute()": [
        'execute: call eager read',
      ],
      'sql`select 1`.execute(db)': ['execute: call eager unknown'],
      'sql`now()`': [],
      "db.schema.createTable('x').addColumn('id', 'integer').execute()": ['execute: call eager write'],
      "db.schema.dropIndex('x').ifExists().execute()": ['execute: call eager write'],
      "db.transaction().execute(async (trx) => { await trx.deleteFrom('orders').execute() })": [
        'execute: transaction eager write',
        'execute: call eager write',
      ],
      "db.transaction().setIsolationLevel('serializable').execute(async () => 1)": ['execute: transaction eager write'],
      'db.startTransaction().execute()': ['execute: call eager write'],
      'db.connection().execute(async (one) => one)': ['execute: transaction eager unknown'],
      'db.introspection.getTables()': ['getTables: call eager read'],
      'db.destroy()': [],
    },
  },
})
