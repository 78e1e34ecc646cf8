import type { Effect, Operation, Profile } from './profile.ts'
import { methods } from './rows.ts'

/**
 * better-sqlite3 7 to 12. Everything blocks, and nothing has an asynchronous form: what is slow belongs on a worker thread.
 * `transaction(fn)` returns a function, and each call of that is one transaction.
 */
export const betterSqlite3: Profile = {
  name: 'better-sqlite3',
  modules: ['better-sqlite3', '@types/better-sqlite3'],
  types: {
    Database: {
      prepare: {
        does: 'build',
        waits: 'blocking',
        effect: 'none',
        result: 'query',
        throws: 'domain',
        gives: 'Statement',
      },
      exec: run('unknown', 'none'),
      pragma: run('unknown', 'many'),
      transaction: { ...run('write', 'one'), does: 'transact', deferred: true, gives: 'Transaction' },
      backup: { ...run('read', 'none'), waits: 'async' },
    },
    Statement: {
      ...methods(['pluck', 'expand', 'raw', 'bind', 'safeIntegers'], {
        ...{ does: 'build', waits: 'blocking', effect: 'none', result: 'query', throws: 'domain' },
      }),
      run: run('write', 'count'),
      get: run('unknown', 'one'),
      all: run('unknown', 'many'),
      iterate: run('unknown', 'cursor'),
    },
    Transaction: methods(['[call]', 'default', 'deferred', 'immediate', 'exclusive'], run('write', 'one')),
  },
  functions: {},
  lazyTypes: [],
  builderTypes: ['Statement'],
  builders: 'mutable',
  connectionTypes: ['Database'],
  entries: { default: 'Database' },
}

function run(effect: Effect, result: Operation['result']): Operation {
  return { does: 'run', waits: 'blocking', twin: null, effect, result, throws: 'domain' }
}
