import type { Operation, Profile } from './profile.ts'

const QUERY: Operation = {
  ...{ does: 'run', waits: 'async', effect: 'unknown', result: 'many', throws: 'domain', callsBack: true },
  bulk: 'one query with `= ANY($1)` or several rows of `VALUES`',
}

/** A connection of its own is no query, and none that runs on the pool comes of it. */
const CONNECTION: Operation = {
  ...{ does: 'build', waits: 'async', effect: 'unknown', result: 'one', throws: 'infrastructure' },
}

const POOL: Operation = { ...CONNECTION, does: 'connect', effect: 'none', gives: 'Pool' }

/**
 * node-postgres 8, whose types are a package of their own. A query is on its way at once; what it does is told by its
 * text. A client, also one that the pool lends, answers one query at a time.
 */
export const pg: Profile = {
  name: 'pg',
  modules: ['pg', '@types/pg', 'pg-pool', '@types/pg-pool'],
  increments: '`SET column = column + $1`',
  types: {
    Pool: { query: QUERY, connect: { ...CONNECTION, gives: 'PoolClient' } },
    ClientBase: { query: QUERY, connect: { ...CONNECTION, gives: 'Client' } },
    Client: { connect: { ...CONNECTION, gives: 'Client' } },
    // The default export.
    '': { Pool: POOL },
  },
  functions: { Pool: POOL },
  lazyTypes: [],
  poolTypes: ['Pool'],
  connectionTypes: ['ClientBase'],
  bases: { Client: ['ClientBase'], PoolClient: ['ClientBase'] },
  entries: { Pool: 'Pool', Client: 'Client', 'default.Pool': 'Pool', 'default.Client': 'Client' },
}
