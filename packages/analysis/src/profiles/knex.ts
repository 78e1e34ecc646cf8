import type { Effect, Operation, Profile } from './profile.ts'
import { methods, throwsOf, types } from './rows.ts'

const IN = '`whereIn`'

/** Steps that a query of any kind has: what it does, another step of the chain says. */
const STEPS = [
  ...['as', 'comment', 'hintComment', 'from', 'fromRaw', 'into', 'table', 'using', 'join', 'joinRaw', 'innerJoin'],
  ...['leftJoin', 'leftOuterJoin', 'rightJoin', 'rightOuterJoin', 'outerJoin', 'fullOuterJoin', 'crossJoin'],
  ...['with', 'withRecursive', 'withMaterialized', 'withNotMaterialized', 'withRaw', 'withSchema', 'withWrapped'],
  ...['groupBy', 'groupByRaw', 'orderBy', 'orderByRaw', 'partitionBy', 'offset', 'limit', 'modify', 'returning'],
  ...['clear', 'clearSelect', 'clearWhere', 'clearGroup', 'clearOrder', 'clearHaving', 'clearCounters', 'clone'],
  ...['skipLocked', 'noWait', 'timeout', 'queryContext', 'options', 'debug', 'toSQL', 'toQuery', 'toString', 'wrap'],
]

const CONDITIONS = [
  ...['', 'Not', 'Raw', 'Wrapped', 'Exists', 'NotExists', 'In', 'NotIn', 'Like', 'ILike', 'Null', 'NotNull', 'Between'],
  ...['NotBetween', 'JsonObject', 'NotJsonObject', 'JsonPath', 'JsonSupersetOf', 'JsonNotSupersetOf'],
  ...['JsonSubsetOf', 'JsonNotSubsetOf', 'Column', 'NotColumn'],
].flatMap((name) => [
  `where${name}`,
  `andWhere${name}`,
  `orWhere${name}`,
  `having${name}`,
  `andHaving${name}`,
  `orHaving${name}`,
])

const SELECTS = [
  ...['select', 'columns', 'column', 'distinct', 'distinctOn', 'union', 'unionAll', 'intersect', 'except', 'pluck'],
  ...['count', 'countDistinct', 'min', 'sum', 'sumDistinct', 'avg', 'avgDistinct', 'rank', 'denseRank', 'rowNumber'],
  ...['jsonExtract', 'jsonSet', 'jsonInsert', 'jsonRemove', 'queryBuilder'],
]

const TABLES = [
  ...['createView', 'createViewOrReplace', 'createMaterializedView', 'refreshMaterializedView', 'dropView'],
  ...['dropViewIfExists', 'dropMaterializedView', 'dropMaterializedViewIfExists', 'renameView', 'view', 'alterView'],
  ...['createTable', 'createTableIfNotExists', 'createTableLike', 'alterTable', 'renameTable', 'dropTable', 'table'],
  ...['dropTableIfExists', 'createSchema', 'createSchemaIfNotExists', 'dropSchema', 'dropSchemaIfExists', 'withSchema'],
  ...['raw', 'queryContext'],
]

const QUERY: Readonly<Record<string, Operation>> = {
  ...methods([...STEPS, ...CONDITIONS], build('none')),
  ...methods(SELECTS, build('read')),
  first: build('read', { bulk: IN }),
  max: build('read', { watermark: true }),
  ...methods(['forUpdate', 'forShare', 'forNoKeyUpdate', 'forKeyShare'], build('write')),
  insert: build('write', { bulk: '`insert` with a list' }),
  ...methods(['del', 'delete'], build('write', { bulk: IN })),
  upsert: build('write', { bulk: '`upsert` with a list' }),
  ...methods(['update', 'updateFrom', 'truncate', 'increment', 'decrement'], build('write')),
  ...methods(['onConflict', 'ignore', 'merge'], build('write')),
  ...methods(['transacting', 'connection'], { ...build('none'), clientArgument: 0 }),
  ...methods(['stream', 'pipe'], run('unknown', 'cursor')),
  asCallback: run('unknown', 'many'),
  columnInfo: run('read', 'one'),
}

const CLIENT: Readonly<Record<string, Operation>> = {
  '[call]': build('read', { bulk: IN }),
  raw: build('unknown', { gives: 'Raw' }),
  // Another builder each time that it is read.
  schema: build('none', { gives: 'SchemaBuilder' }),
  transaction: { ...run('write', 'one'), does: 'transact', clientParameter: 0, gives: 'Transaction' },
  savepoint: { ...run('write', 'one'), does: 'transact', clientParameter: 0 },
  ...methods(['commit', 'rollback'], run('write', 'none')),
  batchInsert: run('write', 'many'),
  withUserParams: build('none', { gives: 'Knex' }),
}

/**
 * Knex 1 to 3. A builder is lazy, every step of a chain changes it, and each `await` sends it again. A client is a function
 * (`[call]`): `knex('users')` selects all, and a transaction's client is one too, so its type proves nothing.
 */
export const knex: Profile = {
  name: 'knex',
  modules: ['knex'],
  increments: '`increment`',
  builders: 'mutable',
  types: {
    ...types(['QueryInterface', 'QueryBuilder', 'OnConflictQueryBuilder', 'ChainableInterface'], QUERY),
    ...types(['Knex', 'Transaction'], { ...QUERY, ...CLIENT }),
    Raw: methods(['wrap', 'timeout', 'toSQL', 'queryContext'], build('unknown')),
    Ref: methods(['withSchema', 'as'], build('none')),
    BatchInsertBuilder: methods(['transacting', 'returning'], run('write', 'many')),
    SchemaBuilder: { ...methods(TABLES, build('write')), ...methods(['hasTable', 'hasColumn'], run('read', 'one')) },
    Migrator: {
      ...methods(['latest', 'rollback', 'up', 'down', 'to', 'forceFreeMigrationsLock'], run('write', 'many')),
      ...methods(['status', 'currentVersion', 'list'], run('read', 'many')),
    },
    Seeder: methods(['run'], run('write', 'many')),
    FunctionHelper: methods(['now', 'uuid'], build('none', { gives: 'Raw' })),
  },
  functions: { ...methods(['knex', 'default'], { ...build('none'), does: 'connect', gives: 'Knex' }) },
  // A builder, a piece of raw SQL and a change of the schema are all chainable.
  lazyTypes: ['ChainableInterface', 'QueryBuilder', 'Raw', 'SchemaBuilder'],
  connectionTypes: ['Transaction'],
  entries: { default: 'Knex', knex: 'Knex' },
  members: {
    'Knex.schema': 'SchemaBuilder',
    'Knex.migrate': 'Migrator',
    'Knex.seed': 'Seeder',
    'Knex.fn': 'FunctionHelper',
  },
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
