import type { Effect, Operation, Profile } from './profile.ts'

/**
 * Meteor 2.8 to 3. Its blocking calls read what the browser has in memory; a server of Meteor 3 refuses them, and that of
 * Meteor 2 parks a fiber. Each has a twin whose name ends with `Async`.
 */
export const meteor: Profile = {
  name: 'meteor',
  modules: ['meteor/mongo', 'meteor/meteor', 'meteor/accounts-base', '@types/meteor'],
  increments: '`$inc`',
  blocking: 'throws on a server of Meteor 3',
  browser: { folder: 'client', when: 'isClient', unless: 'isServer' },
  types: {
    Collection: {
      find: {
        does: 'build',
        waits: 'blocking',
        effect: 'read',
        result: 'query',
        throws: 'infrastructure',
        gives: 'Cursor',
      },
      ...twins('findOne', run('read', 'one'), { bulk: '`find` with `$in`' }),
      ...twins('insert', run('write', 'one'), { callsBack: true }),
      ...twins('update', run('write', 'count'), { callsBack: true }),
      ...twins('upsert', run('write', 'one'), { callsBack: true }),
      ...twins('remove', run('write', 'count'), { callsBack: true }),
      ...twins('createIndex', run('write', 'none')),
      ...twins('estimatedDocumentCount', run('read', 'count')),
      dropCollectionAsync: { ...run('write', 'none'), waits: 'async' },
      dropIndexAsync: { ...run('write', 'none'), waits: 'async' },
      createCappedCollectionAsync: { ...run('write', 'none'), waits: 'async' },
    },
    Cursor: {
      ...twins('fetch', run('read', 'many')),
      ...twins('count', run('read', 'count')),
      ...twins('forEach', run('read', 'none')),
      ...twins('map', run('read', 'many')),
      '[Symbol.iterator]': { ...run('read', 'many'), does: 'iterate', twin: 'fetchAsync' },
    },
  },
  functions: {
    ...twins('user', run('read', 'one')),
    ...twins('call', run('unknown', 'one'), { callsBack: true }),
    ...twins('apply', run('unknown', 'one'), { callsBack: true }),
  },
  lazyTypes: [],
  builderTypes: ['Cursor'],
  callbacks: {
    'Cursor.forEachAsync': { argument: 0, result: 'awaited', reentrant: false },
    'Cursor.mapAsync': { argument: 0, result: 'awaited', reentrant: false },
  },
  entries: { 'Mongo.Collection': 'Collection', 'Meteor.users': 'Collection' },
}

/** A blocking method and its twin, which is named for it. */
function twins(name: string, operation: Operation, more: Partial<Operation> = {}): Record<string, Operation> {
  const both = { ...operation, ...more }
  return { [name]: { ...both, twin: `${name}Async` }, [`${name}Async`]: { ...both, waits: 'async', repeat: 'reruns' } }
}

function run(effect: Effect, result: Operation['result']): Operation {
  return { does: 'run', waits: 'blocking', effect, result, throws: effect === 'read' ? 'infrastructure' : 'domain' }
}
