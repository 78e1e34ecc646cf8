import type { Effect, Operation, Profile } from './profile.ts'
import { methods, types } from './rows.ts'

const STEPS = [
  ...['filter', 'hint', 'min', 'max', 'returnKey', 'showRecordId', 'addQueryModifier', 'comment', 'maxAwaitTimeMS'],
  ...[
    'maxTimeMS',
    'project',
    'sort',
    'allowDiskUse',
    'collation',
    'limit',
    'skip',
    'map',
    'addCursorFlag',
    'batchSize',
  ],
  ...['withReadPreference', 'withReadConcern', 'clone'],
  ...['addStage', 'group', 'match', 'lookup', 'redact', 'unwind', 'geoNear'],
]

/**
 * The MongoDB driver 6 and 7. Collections run on the client's pool, unless a query is given a session. A cursor is sent
 * by what takes documents from it: a terminal method, a stream, or a loop.
 */
export const mongodb: Profile = {
  name: 'mongodb',
  modules: ['mongodb'],
  increments: '`$inc`',
  client: 'model',
  joinedBy: ['session'],
  builders: 'mutable',
  types: {
    MongoClient: {
      db: build('none', 'Db'),
      startSession: build('none', 'ClientSession'),
      connect: { ...build('none', 'MongoClient'), result: 'one' },
      bulkWrite: run('write', 'count'),
    },
    ClientSession: {
      withTransaction: { ...run('write', 'one'), does: 'transact', clientParameter: 0 },
      ...methods(['commitTransaction', 'abortTransaction'], run('write', 'none')),
    },
    Db: {
      collection: build('none', 'Collection'),
      ...methods(['listCollections', 'aggregate'], build('read', 'AggregationCursor')),
      ...methods(['collections', 'stats', 'indexInformation'], run('read', 'many')),
      ...methods(['createCollection', 'dropCollection', 'dropDatabase', 'renameCollection'], run('write', 'none')),
      ...methods(['createIndex'], run('write', 'none')),
      command: run('unknown', 'one'),
    },
    Collection: {
      find: build('read', 'FindCursor'),
      aggregate: build('read', 'AggregationCursor'),
      listIndexes: build('read', 'AbstractCursor'),
      findOne: { ...run('read', 'one'), bulk: 'one `find` with `$in`' },
      countDocuments: { ...run('read', 'count'), bulk: 'one `aggregate` with `$group`' },
      estimatedDocumentCount: run('read', 'count'),
      distinct: { ...run('read', 'many'), bulk: 'one `aggregate` with `$group`' },
      ...methods(['indexes', 'indexExists', 'indexInformation', 'isCapped', 'options'], run('read', 'many')),
      insertOne: { ...run('write', 'one'), bulk: '`insertMany`' },
      ...methods(['updateOne', 'replaceOne'], { ...run('write', 'count'), bulk: '`bulkWrite`' }),
      deleteOne: { ...run('write', 'count'), bulk: '`deleteMany` with `$in`' },
      ...methods(['updateMany', 'deleteMany'], { ...run('write', 'count'), bulk: '`bulkWrite`' }),
      ...methods(['insertMany', 'bulkWrite'], run('write', 'count')),
      ...methods(['findOneAndUpdate', 'findOneAndReplace', 'findOneAndDelete'], run('write', 'one')),
      ...methods(['createIndex', 'createIndexes', 'dropIndex', 'dropIndexes', 'drop', 'rename'], run('write', 'none')),
      ...methods(['initializeOrderedBulkOp', 'initializeUnorderedBulkOp'], build('none', 'BulkOperationBase')),
    },
    ...types(['AbstractCursor', 'ExplainableCursor', 'FindCursor', 'AggregationCursor'], {
      ...methods(STEPS, build('read')),
      // What it answers is written to a collection.
      out: build('write'),
      toArray: { ...run('read', 'many'), bulk: 'one `find` with `$in`' },
      ...methods(['next', 'tryNext', 'hasNext'], run('read', 'one')),
      forEach: run('read', 'none'),
      count: run('read', 'count'),
      explain: run('read', 'one'),
      stream: { ...run('read', 'cursor'), repeat: 'throws' },
    }),
    BulkOperationBase: { execute: run('write', 'count') },
  },
  functions: { MongoClient: { ...build('none', 'MongoClient'), does: 'connect' } },
  lazyTypes: [],
  connectionTypes: ['ClientSession'],
  builderTypes: ['AbstractCursor', 'ExplainableCursor', 'FindCursor', 'AggregationCursor', 'RunCommandCursor'],
  callbacks: {
    'AbstractCursor.forEach': { argument: 0, result: 'ignored', reentrant: true },
    'MongoClient.withSession': { result: 'returned', reentrant: false },
  },
  entries: { MongoClient: 'MongoClient' },
}

function build(effect: Effect, gives?: string): Operation {
  const operation: Operation = { does: 'build', waits: 'async', effect, result: 'query', throws: 'infrastructure' }
  return gives === undefined ? operation : { ...operation, gives }
}

/** A change can meet a unique index, and programs act on that. */
function run(effect: Effect, result: Operation['result']): Operation {
  return { does: 'run', waits: 'async', effect, result, throws: effect === 'read' ? 'infrastructure' : 'domain' }
}
