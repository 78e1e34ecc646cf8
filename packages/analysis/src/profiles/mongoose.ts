import type { Effect, Operation, Profile } from './profile.ts'
import { methods, throwsOf } from './rows.ts'

const IN = '`find` with `$in`'
const BULK_WRITE = '`bulkWrite`'

/** Steps that say how a query reads, sorts or shows what it finds; the method that began it says what it does. */
const QUERY_STEPS = [
  ...['where', '$where', 'and', 'or', 'nor', 'equals', 'gt', 'gte', 'lt', 'lte', 'ne', 'in', 'nin', 'all', 'mod'],
  ...['elemMatch', 'regex', 'size', 'slice', 'box', 'circle', 'polygon', 'geometry', 'intersects', 'near', 'within'],
  ...['maxDistance', 'select', 'sort', 'skip', 'limit', 'lean', 'populate', 'projection', 'transform', 'cast', 'merge'],
  ...['set', 'setOptions', 'setQuery', 'setUpdate', 'session', 'comment', 'hint', 'collation', 'maxTimeMS', 'tailable'],
  ...['allowDiskUse', 'batchSize', 'read', 'readConcern', 'w', 'j', 'wtimeout', 'pre', 'post', 'explain', 'clone'],
  ...['sanitizeProjection', 'schemaLevelProjections', 'error'],
]

const AGGREGATE_STEPS = [
  ...['addFields', 'append', 'count', 'densify', 'facet', 'fill', 'graphLookup', 'group', 'limit', 'lookup', 'match'],
  ...['near', 'project', 'redact', 'replaceRoot', 'sample', 'search', 'skip', 'sort', 'sortByCount', 'unionWith'],
  ...['unwind', 'option', 'session', 'read', 'readConcern', 'collation', 'hint', 'allowDiskUse', 'addCursorFlag'],
]

/** The queries that a model, and a query without an operation yet, begin. */
const BEGINNINGS: Readonly<Record<string, Operation>> = {
  find: build('read', IN),
  ...methods(['findOne', 'findById'], build('read', IN)),
  exists: build('read', IN),
  ...methods(['countDocuments', 'distinct'], build('read', '`aggregate` with `$group`')),
  estimatedDocumentCount: build('read'),
  ...methods(['updateOne', 'replaceOne', 'deleteOne'], build('write', BULK_WRITE)),
  updateMany: build('write', BULK_WRITE),
  deleteMany: build('write', '`deleteMany` with `$in`'),
  ...methods(['findOneAndUpdate', 'findByIdAndUpdate', 'findOneAndReplace'], build('write', BULK_WRITE)),
  ...methods(['findOneAndDelete', 'findByIdAndDelete'], build('write', BULK_WRITE)),
  findAndCount: run('read', 'many', IN),
}

const FUNCTIONS: Readonly<Record<string, Operation>> = {
  connect: { ...make(), does: 'connect', result: 'one' },
  createConnection: { ...make('Connection'), does: 'connect' },
  model: make('Model'),
  startSession: run('none', 'one', undefined, 'ClientSession'),
  disconnect: run('unknown', 'none'),
  syncIndexes: run('write', 'none'),
}

/**
 * Mongoose 8 and 9. A `Query` and an `Aggregate` are lazy; a second execution of a `Query` throws. What writes documents
 * (`create`, `save`, `insertMany`) is eager. A step changes the query that it is called on.
 */
export const mongoose: Profile = {
  name: 'mongoose',
  modules: ['mongoose'],
  increments: '`$inc`',
  client: 'model',
  joinedBy: ['session', '$session'],
  builtOn: 'mongodb',
  rowsJoin: true,
  implicitBy: 'transactionAsyncLocalStorage',
  builders: 'mutable',
  lazyTypes: ['Query', 'Aggregate'],
  types: {
    // The default export, where no types say that its members are the module's functions.
    Mongoose: FUNCTIONS,
    Model: {
      ...BEGINNINGS,
      ...methods(['where', '$where'], { ...build('read'), gives: 'Query' }),
      aggregate: { ...build('read'), repeat: 'reruns', gives: 'Aggregate' },
      ...methods(['create', 'insertOne'], run('write', 'one', '`insertMany`', 'Document')),
      insertMany: run('write', 'many', '`insertMany` with all of them', 'Document'),
      ...methods(['bulkWrite', 'bulkSave'], run('write', 'count')),
      populate: run('read', 'many', '`populate` with an array'),
      validate: { ...run('none', 'none'), throws: 'domain' },
      ...methods(['init', 'createCollection', 'createSearchIndex', 'createSearchIndexes'], run('write', 'none')),
      ...methods(['dropSearchIndex', 'updateSearchIndex'], run('write', 'none')),
      listSearchIndexes: run('read', 'many'),
      hydrate: make('Document'),
      ...methods(['discriminator', 'useConnection'], make('Model')),
    },
    IndexManager: {
      ...methods(['createIndexes', 'ensureIndexes', 'syncIndexes', 'cleanIndexes'], run('write', 'none')),
      ...methods(['listIndexes', 'diffIndexes'], run('read', 'many')),
    },
    SessionStarter: { startSession: run('none', 'one', undefined, 'ClientSession') },
    Query: {
      ...methods(QUERY_STEPS, step()),
      ...BEGINNINGS,
      // An `exists` of a query is a condition on a field.
      exists: step(),
      orFail: { ...step(), throws: 'domain' },
      exec: { ...run('unknown', 'many', undefined, 'Document'), repeat: 'throws' },
      cursor: make('Cursor'),
    },
    Aggregate: {
      ...methods(AGGREGATE_STEPS, { ...step(), repeat: 'reruns' }),
      exec: { ...run('unknown', 'many'), repeat: 'reruns' },
      explain: run('read', 'many'),
      cursor: make('Cursor'),
    },
    Document: {
      save: { ...run('write', 'one', '`bulkSave`', 'Document'), changes: 'receiver' },
      populate: { ...run('read', 'one', '`populate` with an array', 'Document'), changes: 'receiver' },
      validate: { ...run('none', 'none'), throws: 'domain' },
      ...methods(['deleteOne', 'updateOne', 'replaceOne'], { ...build('write', BULK_WRITE), changes: 'receiver' }),
    },
    Cursor: {
      next: run('read', 'one', undefined, 'Document'),
      eachAsync: run('unknown', 'none'),
      close: run('none', 'none'),
    },
    Connection: {
      transaction: { ...run('write', 'one'), does: 'transact', clientParameter: 0 },
      startSession: run('none', 'one', undefined, 'ClientSession'),
      model: make('Model'),
      aggregate: { ...build('read'), repeat: 'reruns', gives: 'Aggregate' },
      ...methods(['bulkWrite', 'createCollection', 'createCollections'], run('write', 'none')),
      ...methods(['dropCollection', 'dropDatabase', 'syncIndexes'], run('write', 'none')),
      ...methods(['listCollections', 'listDatabases'], run('read', 'many')),
      ...methods(['close', 'destroy', 'openUri', 'asPromise', 'withSession'], run('unknown', 'none')),
    },
  },
  functions: FUNCTIONS,
  entries: {
    default: 'Mongoose',
    Mongoose: 'Mongoose',
    connection: 'Connection',
    'default.connection': 'Connection',
  },
  // A model makes documents.
  bases: { Model: ['Document'] },
  members: {
    'Query.[await]': 'Document',
    'Mongoose.models': 'Models',
    'Models.*': 'Model',
    'Connection.models': 'Models',
  },
}

/** A query that runs when it is awaited. A document that is not there is `null` unless `orFail` says otherwise. */
function build(effect: Effect, bulk?: string): Operation {
  return {
    ...make('Query'),
    effect,
    result: 'query',
    throws: throwsOf(effect),
    repeat: 'throws',
    ...(bulk && { bulk }),
  }
}

function step(): Operation {
  return { ...make(), result: 'query', repeat: 'throws' }
}

function run(effect: Effect, result: Operation['result'], bulk?: string, gives?: string): Operation {
  const row: Operation = { does: 'run', waits: 'async', effect, result, throws: throwsOf(effect) }
  return { ...row, ...(bulk && { bulk }), ...(gives && { gives }) }
}

function make(gives?: string): Operation {
  const row: Operation = { does: 'build', waits: 'async', effect: 'none', result: 'none', throws: 'infrastructure' }
  return { ...row, ...(gives && { gives }) }
}
