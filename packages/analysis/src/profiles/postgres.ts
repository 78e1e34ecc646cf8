import type { Effect, Operation, Profile } from './profile.ts'
import { methods, types } from './rows.ts'

/**
 * Postgres.js 3. A template is a query that is sent once, when it is first awaited; inside another template it is a
 * fragment. Awaited again it answers its first result.
 */
export const postgres: Profile = {
  name: 'postgres',
  modules: ['postgres'],
  increments: '`set column = column + …`',
  types: {
    ISql: {
      '[template]': {
        ...query('run', 'unknown', 'PendingQuery'),
        bulk: 'one query with `in ${sql(ids)}` or `sql(rows)`',
      },
      ...methods(['unsafe', 'file'], query('run', 'unknown', 'PendingQuery')),
      // Names of columns, or values.
      '[call]': query('build', 'none', ''),
      // Sent at once.
      notify: { ...query('run', 'write', 'PendingRequest'), repeat: 'cached' },
    },
    Sql: {
      begin: { ...query('transact', 'write', 'TransactionSql'), clientParameter: 0 },
      reserve: { ...query('build', 'unknown', 'ReservedSql'), result: 'one' },
    },
    TransactionSql: { savepoint: { ...query('transact', 'write', 'TransactionSql'), clientParameter: 0 } },
    ...types(['PendingQuery', 'PendingValuesQuery', 'PendingRawQuery'], {
      ...methods(['describe', 'values', 'raw'], query('build', 'none', 'PendingQuery')),
    }),
    PendingQueryModifiers: {
      simple: query('build', 'none', 'PendingQuery'),
      ...methods(['execute'], query('run', 'none', 'PendingQuery')),
      ...methods(['forEach'], query('run', 'none', '')),
    },
  },
  functions: { postgres: { ...query('connect', 'none', 'Sql'), result: 'none' } },
  connectionTypes: ['TransactionSql', 'ReservedSql'],
  // An array of queries is what its documentation hands to a transaction.
  pipelines: true,
  lazyTypes: ['PendingQuery', 'PendingValuesQuery', 'PendingRawQuery', 'PendingDescribeQuery'],
  callbacks: { 'PendingQueryModifiers.forEach': { argument: 0, result: 'ignored', reentrant: true } },
  bases: { Sql: ['ISql'], TransactionSql: ['ISql'], ReservedSql: ['Sql'], PendingQuery: ['PendingQueryModifiers'] },
  entries: { default: 'Sql', postgres: 'Sql' },
}

function query(does: Operation['does'], effect: Effect, gives: string): Operation {
  const throws = effect === 'none' ? 'infrastructure' : 'domain'
  const operation: Operation = { does, waits: 'async', effect, result: 'many', throws, repeat: 'cached' }
  return gives === '' ? operation : { ...operation, gives }
}
