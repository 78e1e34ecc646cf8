import type { Effect, Operation, Profile } from './profile.ts'

/** SQLite as Node 22 and later have it, in `node:sqlite`. Everything blocks, and nothing has an asynchronous form. */
export const nodeSqlite: Profile = {
  name: 'node-sqlite',
  modules: ['sqlite', 'node:sqlite'],
  types: {
    DatabaseSync: {
      prepare: {
        ...{ does: 'build', waits: 'blocking', effect: 'none', result: 'query', throws: 'domain' },
        gives: 'StatementSync',
      },
      exec: run('unknown', 'none'),
      applyChangeset: run('write', 'none'),
    },
    StatementSync: {
      run: run('write', 'count'),
      get: run('unknown', 'one'),
      all: run('unknown', 'many'),
      iterate: run('unknown', 'cursor'),
    },
    Session: { changeset: run('read', 'one'), patchset: run('read', 'one') },
  },
  functions: { backup: { ...run('read', 'count'), waits: 'async' } },
  lazyTypes: [],
  builderTypes: ['StatementSync'],
  builders: 'mutable',
  connectionTypes: ['DatabaseSync'],
  entries: { DatabaseSync: 'DatabaseSync' },
}

function run(effect: Effect, result: Operation['result']): Operation {
  return { does: 'run', waits: 'blocking', twin: null, effect, result, throws: 'domain' }
}
