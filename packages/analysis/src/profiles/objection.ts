import type { Effect, Operation, Profile } from './profile.ts'
import { methods, throwsOf } from './rows.ts'

const IN = '`findByIds` or `whereIn`'

/** Steps that a query of any kind has: what it does, another step of the chain says. */
const STEPS = [
  ...['as', 'from', 'table', 'into', 'fromRaw', 'union', 'unionAll', 'intersect', 'except', 'with', 'withRecursive'],
  ...['withWrapped', 'withMaterialized', 'withNotMaterialized', 'join', 'joinRaw', 'innerJoin', 'leftJoin'],
  ...['leftOuterJoin', 'rightJoin', 'rightOuterJoin', 'outerJoin', 'fullOuterJoin', 'crossJoin', 'joinRelated'],
  ...['innerJoinRelated', 'outerJoinRelated', 'leftJoinRelated', 'leftOuterJoinRelated', 'rightJoinRelated'],
  ...['rightOuterJoinRelated', 'fullOuterJoinRelated', 'orderBy', 'orderByRaw', 'groupBy', 'groupByRaw', 'limit'],
  ...['offset', 'page', 'range', 'castTo', 'withGraphFetched', 'withGraphJoined', 'allowGraph', 'modifyGraph'],
  ...['returning', 'skipLocked', 'noWait', 'skipUndefined', 'debug', 'alias', 'aliasFor', 'withSchema', 'timeout'],
  ...['for', 'clone', 'context', 'clearContext', 'modify', 'modifiers', 'clear', 'clearSelect', 'clearOrder'],
  ...['clearWhere', 'clearWithGraph', 'clearAllowGraph', 'toKnexQuery', 'reject', 'resolve'],
]

const CONDITIONS = [
  ...['', 'Not', 'Like', 'ILike', 'Raw', 'Wrapped', 'Exists', 'NotExists', 'In', 'NotIn', 'Between', 'NotBetween'],
  ...['Null', 'NotNull', 'Column', 'NotColumn', 'JsonObject', 'NotJsonObject', 'JsonPath', 'JsonSupersetOf'],
  ...['JsonNotSupersetOf', 'JsonSubsetOf', 'JsonNotSubsetOf', 'JsonIsArray', 'JsonNotArray', 'JsonIsObject'],
  ...['JsonNotObject', 'JsonHasAny', 'JsonHasAll', 'Composite', 'InComposite', 'NotInComposite'],
].flatMap((name) => [
  `where${name}`,
  `andWhere${name}`,
  `orWhere${name}`,
  `having${name}`,
  `andHaving${name}`,
  `orHaving${name}`,
])

const SELECTS = [
  ...['select', 'columns', 'column', 'distinct', 'distinctOn', 'count', 'countDistinct', 'min', 'sum', 'sumDistinct'],
  ...['avg', 'avgDistinct', 'jsonExtract', 'jsonSet', 'jsonInsert', 'jsonRemove'],
]

const CHANGES = [
  ...['update', 'updateAndFetch', 'updateAndFetchById', 'patch', 'patchAndFetch', 'patchAndFetchById', 'increment'],
  ...['decrement', 'onConflict', 'ignore', 'merge', 'insertGraph', 'insertGraphAndFetch', 'upsertGraph'],
  ...['upsertGraphAndFetch', 'relate', 'unrelate', 'forUpdate', 'forShare', 'forNoKeyUpdate', 'forKeyShare'],
  // Hooks of one query, which may do anything that a write does.
  ...['runBefore', 'runAfter', 'onBuild', 'onBuildKnex', 'onError'],
]

/**
 * Objection 3. A builder is lazy, every step of a chain changes it, and each `await` sends it again. A query runs on its
 * model's pool, whatever transaction is open around it, unless it is given one: `User.query(trx)`.
 */
export const objection: Profile = {
  name: 'objection',
  modules: ['objection'],
  increments: '`increment`',
  builders: 'mutable',
  client: 'model',
  builtOn: 'knex',
  joinedBy: ['transacting', 'connection', 'bindTransaction', 'bindKnex', 'transaction'],
  types: {
    Model: {
      query: on(0, build('read', { bulk: IN })),
      $query: on(0, build('read', { bulk: IN })),
      relatedQuery: on(1, build('read', { bulk: '`withGraphFetched`' })),
      $relatedQuery: on(1, build('read', { bulk: '`withGraphFetched`' })),
      ...methods(['fetchGraph', '$fetchGraph'], build('read', { bulk: '`withGraphFetched`' })),
      ...methods(['bindKnex', 'bindTransaction'], on(0, build('none', { gives: 'Model' }))),
      knexQuery: build('read'),
      transaction: { ...run('write', 'one'), does: 'transact', clientParameter: 0 },
      startTransaction: run('write', 'one'),
      fetchTableMetadata: run('read', 'one'),
    },
    QueryBuilder: {
      ...methods([...STEPS, ...CONDITIONS], build('none')),
      ...methods(SELECTS, build('read')),
      ...methods(['first', 'findOne', 'findById'], build('read', { bulk: IN })),
      findByIds: build('read'),
      max: build('read', { watermark: true }),
      throwIfNotFound: { ...build('none'), throws: 'domain' },
      ...methods(CHANGES, build('write')),
      ...methods(['insert', 'insertAndFetch'], build('write', { bulk: '`insertGraph` with a list' })),
      ...methods(['del', 'delete', 'deleteById'], build('write', { bulk: '`delete` with `whereIn`' })),
      ...methods(['transacting', 'connection'], on(0, build('none'))),
      execute: run('none', 'many'),
      ...methods(['resultSize', 'columnInfo'], run('read', 'count')),
      truncate: run('write', 'none'),
    },
    transaction: { start: run('write', 'one') },
  },
  functions: {
    transaction: { ...run('write', 'one'), does: 'transact', clientParameter: 'every' },
    ...methods(['ref', 'val', 'fn'], build('none', { gives: 'Expression' })),
    raw: build('unknown', { gives: 'Expression' }),
    initialize: run('read', 'none'),
  },
  lazyTypes: ['QueryBuilder'],
  entries: { Model: 'Model', transaction: 'transaction' },
}

/** A row of a method that may be given the client as an argument. */
function on(clientArgument: number, operation: Operation): Operation {
  return { ...operation, clientArgument }
}

function build(effect: Effect, more: Partial<Operation> = {}): Operation {
  return {
    ...{ does: 'build', waits: 'async', effect, result: 'query', throws: throwsOf(effect), repeat: 'reruns' },
    ...{ gives: 'QueryBuilder', ...more },
  }
}

function run(effect: Effect, result: Operation['result']): Operation {
  return { does: 'run', waits: 'async', effect, result, throws: throwsOf(effect), repeat: 'reruns' }
}
