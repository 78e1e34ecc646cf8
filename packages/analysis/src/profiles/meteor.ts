import type { CallbackRow, Effect, Operation, Profile } from './profile.ts'

/**
 * Meteor 2.8 to 3, and packages that its applications are written with. Its blocking calls read what the browser has in
 * memory; a server of Meteor 3 refuses them, and that of Meteor 2 parks a fiber. Each has a twin whose name ends with
 * `Async`. What callbacks may do is what Meteor 3 does with them: timers and hooks take a promise and log its rejection.
 */
export const meteor: Profile = {
  name: 'meteor',
  modules: [
    ...['meteor/mongo', 'meteor/meteor', 'meteor/accounts-base', 'meteor/email', 'meteor/tinytest', '@types/meteor'],
    ...['meteor/mdg:validated-method', 'meteor/ostrio:files', 'meteor/reywood:publish-composite'],
    ...['meteor/msavin:sjobs', 'meteor/littledata:synced-cron', 'meteor/quave:synced-cron'],
  ],
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
      ...twins('findOne', run('read', 'one'), { bulk: '`find` with `$in`', gives: 'Data' }),
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
      ...twins('fetch', run('read', 'many'), { gives: 'Data' }),
      ...twins('count', run('read', 'count')),
      ...twins('forEach', run('read', 'none')),
      ...twins('map', run('read', 'many')),
      '[Symbol.iterator]': { ...run('read', 'many'), does: 'iterate', twin: 'fetchAsync' },
    },
    FilesCollection: {
      find: {
        does: 'build',
        waits: 'blocking',
        effect: 'read',
        result: 'query',
        throws: 'infrastructure',
        gives: 'Cursor',
      },
      ...twins('findOne', run('read', 'one'), { gives: 'Data' }),
      ...twins('remove', run('write', 'count'), { callsBack: true }),
      ...twins('write', run('write', 'one'), { callsBack: true }),
      ...twins('addFile', run('write', 'one'), { callsBack: true }),
      ...twins('load', run('write', 'one'), { callsBack: true }),
    },
    ValidatedMethod: {
      ...twins('call', run('unknown', 'one'), { callsBack: true }),
      _execute: { ...run('unknown', 'one'), twin: 'same' },
    },
  },
  functions: {
    ...twins('user', run('read', 'one'), { gives: 'Data' }),
    ...twins('call', run('unknown', 'one'), { callsBack: true }),
    ...twins('apply', run('unknown', 'one'), { callsBack: true }),
    ...twins('createUser', run('write', 'one'), { callsBack: true }),
    ...twins('setPassword', run('write', 'none')),
    ...twins('send', run('write', 'none')),
    ...twins('getText', run('read', 'one'), { callsBack: true }),
    ...twins('getBinary', run('read', 'one'), { callsBack: true }),
  },
  lazyTypes: [],
  builderTypes: ['Cursor'],
  callbacks: {
    ...rows(['Cursor.forEachAsync', 'Cursor.mapAsync'], awaited(0)),
    ...rows(['Cursor.forEach', 'Cursor.map'], { ...awaited(0), result: 'required-sync' }),
    ...rows(['startup', 'defer', 'setTimeout', 'onLogin', 'onLogout', 'onLoginFailure'], awaited(0)),
    ...rows(['onCreateUser', 'validateNewUser', 'validateLoginAttempt'], awaited(0)),
    ...rows(['registerLoginHandler', 'publish', 'add', 'addAsync'], awaited(1)),
    setInterval: { argument: 0, result: 'ignored', reentrant: true },
    ...rows(['methods', 'register'], { ...awaited(0), members: '*' }),
    ValidatedMethod: { ...awaited(0), members: 'run' },
    publishComposite: { ...awaited(1), members: 'find' },
  },
  globals: {
    ...exportsOf('meteor/meteor', ['Meteor', 'Assets']),
    ...exportsOf('meteor/mongo', ['Mongo']),
    ...exportsOf('meteor/accounts-base', ['Accounts']),
    ...exportsOf('meteor/email', ['Email']),
    ...exportsOf('meteor/tinytest', ['Tinytest']),
    ...exportsOf('meteor/mdg:validated-method', ['ValidatedMethod']),
    ...exportsOf('meteor/ostrio:files', ['FilesCollection']),
    ...exportsOf('meteor/reywood:publish-composite', ['publishComposite']),
    ...exportsOf('meteor/msavin:sjobs', ['Jobs']),
  },
  entries: {
    'Mongo.Collection': 'Collection',
    'Meteor.users': 'Collection',
    FilesCollection: 'FilesCollection',
    ValidatedMethod: 'ValidatedMethod',
  },
  plainTypes: ['Data'],
  members: { 'Collection.direct': 'Collection', 'FilesCollection.collection': 'Collection', 'Data.*': 'Data' },
}

/** A blocking method and its twin, which is named for it. */
function twins(name: string, operation: Operation, more: Partial<Operation> = {}): Record<string, Operation> {
  const both = { ...operation, ...more }
  return { [name]: { ...both, twin: `${name}Async` }, [`${name}Async`]: { ...both, waits: 'async', repeat: 'reruns' } }
}

function run(effect: Effect, result: Operation['result']): Operation {
  return { does: 'run', waits: 'blocking', effect, result, throws: effect === 'read' ? 'infrastructure' : 'domain' }
}

function awaited(argument: number): CallbackRow {
  return { argument, hands: 'Data', result: 'awaited', reentrant: false }
}

function rows(names: readonly string[], row: CallbackRow): Record<string, CallbackRow> {
  return Object.fromEntries(names.map((name) => [name, row]))
}

function exportsOf(module: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, module]))
}
