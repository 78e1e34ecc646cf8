import type { Operation, Profile } from './profile.ts'
import { methods } from './rows.ts'

/**
 * mysql2 3 by its promises. `query` and `execute` are declared by classes without a name, which those of callbacks share:
 * what answers no promise floats nowhere. A connection answers one query at a time, and so does one that a pool lends.
 */
export const mysql2: Profile = {
  name: 'mysql2',
  modules: ['mysql2'],
  increments: '`SET column = column + ?`',
  types: {
    '': methods(['query', 'execute'], {
      ...run('unknown'),
      bulk: 'one query with `IN (?)` or several rows of `VALUES ?`',
    }),
    Pool: { ...methods(['query', 'execute'], run('unknown')), getConnection: connection('PoolConnection') },
    PoolNamespace: { getConnection: connection('PoolConnection') },
    PoolCluster: { getConnection: connection('PoolConnection') },
    Connection: {
      ...methods(['query', 'execute'], run('unknown')),
      ...methods(['beginTransaction', 'commit', 'rollback', 'changeUser', 'reset'], {
        ...run('write'),
        result: 'none',
      }),
      prepare: { ...connection('PreparedStatementInfo'), result: 'query' },
    },
    PreparedStatementInfo: { execute: run('unknown') },
  },
  functions: {
    ...methods(['createPool', 'createPoolCluster'], { ...connection('Pool'), does: 'connect', effect: 'none' }),
  },
  lazyTypes: [],
  connectionTypes: ['PoolConnection'],
  bases: { PoolConnection: ['Connection'] },
  // What the main module makes takes callbacks, and has the promises behind `promise()`.
  entries: {
    'promise/createPool': 'Pool',
    'promise/createConnection': 'Connection',
    'promise/createPoolCluster': 'PoolCluster',
    createPool: 'CallbackPool',
    createConnection: 'CallbackConnection',
  },
  members: { 'CallbackPool.promise': 'Pool', 'CallbackConnection.promise': 'Connection' },
}

function run(effect: Operation['effect']): Operation {
  return { does: 'run', waits: 'async', effect, result: 'many', throws: 'domain', callsBack: true }
}

/** A connection of its own is no query, and none that runs on the pool comes of it. */
function connection(gives: string): Operation {
  return { does: 'build', waits: 'async', effect: 'unknown', result: 'one', throws: 'infrastructure', gives }
}
