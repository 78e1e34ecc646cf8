import type { Effect, Operation, Profile } from './profile.ts'
import { methods, throwsOf, types } from './rows.ts'

const SELECT_STEPS = [
  ...['where', 'whereRef', 'having', 'havingRef', 'select', 'selectAll', 'distinct', 'distinctOn', 'modifyFront'],
  ...['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', 'crossApply', 'outerApply'],
  ...['innerJoinLateral', 'leftJoinLateral', 'crossJoinLateral', 'groupBy', 'orderBy', 'limit', 'offset', 'fetch'],
  ...['top', 'union', 'unionAll', 'intersect', 'intersectAll', 'except', 'exceptAll', 'clearSelect', 'clearLimit'],
  ...['clearOffset', 'clearGroupBy', 'skipLocked', 'noWait', '$asTuple', '$asScalar'],
]

const CHANGE_STEPS = [
  ...['values', 'columns', 'expression', 'defaultValues', 'ignore', 'orIgnore', 'orAbort', 'orFail', 'orReplace'],
  ...['orRollback', 'onConflict', 'onDuplicateKeyUpdate', 'set', 'from', 'using', 'where', 'whereRef', 'top'],
  ...['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'orderBy', 'limit', 'clearLimit', 'clearReturning'],
  ...['returning', 'returningAll', 'output', 'outputAll', 'whenMatched', 'whenMatchedAnd', 'whenMatchedAndRef'],
  ...['whenNotMatched', 'whenNotMatchedAnd', 'whenNotMatchedAndRef', 'whenNotMatchedBySource'],
  ...['whenNotMatchedBySourceAnd', 'whenNotMatchedBySourceAndRef'],
  ...['thenDelete', 'thenDoNothing', 'thenUpdate', 'thenUpdateSet', 'thenInsertValues'],
]

/** Steps that every builder of a query has. */
const STEPS = [
  ...['as', 'modifyEnd', 'clearWhere', 'clearOrderBy', '$call', '$if', '$castTo', '$narrowType', '$assertType'],
  ...['withPlugin', 'compile', 'toOperationNode'],
]

const CHANGES = [
  ...['InsertQueryBuilder', 'UpdateQueryBuilder', 'DeleteQueryBuilder', 'MergeQueryBuilder'],
  ...['WheneableMergeQueryBuilder', 'MatchedThenableMergeQueryBuilder', 'NotMatchedThenableMergeQueryBuilder'],
]

const SCHEMA_BUILDERS = [
  ...['CreateTableBuilder', 'DropTableBuilder', 'CreateIndexBuilder', 'DropIndexBuilder', 'CreateSchemaBuilder'],
  ...['DropSchemaBuilder', 'CreateViewBuilder', 'DropViewBuilder', 'CreateTypeBuilder', 'DropTypeBuilder'],
  ...['RefreshMaterializedViewBuilder', 'AlterTableBuilder', 'AlterTableColumnAlteringBuilder', 'AlterTableExecutor'],
  ...['AlterTableAddForeignKeyConstraintBuilder', 'AlterTableDropConstraintBuilder', 'AlterTableAddIndexBuilder'],
]

const SCHEMA_STEPS = [
  ...['ifNotExists', 'ifExists', 'temporary', 'onCommit', 'addColumn', 'addPrimaryKeyConstraint', 'addIndex'],
  ...['addUniqueConstraint', 'addCheckConstraint', 'addForeignKeyConstraint', 'dropConstraint', 'renameConstraint'],
  ...['modifyFront', 'modifyEnd', 'as', '$call', 'unique', 'nullsNotDistinct', 'on', 'column', 'columns', 'using'],
  ...['expression', 'where', 'cascade', 'restrict', 'materialized', 'orReplace', 'asEnum', 'concurrently', 'withData'],
  ...['withNoData', 'renameTo', 'setSchema', 'alterColumn', 'dropColumn', 'renameColumn', 'modifyColumn', 'dropIndex'],
  ...['onDelete', 'onUpdate', 'deferrable', 'notDeferrable', 'initiallyDeferred', 'initiallyImmediate', 'compile'],
]

/** Clients made of a client, which run on the same connection. */
const CLIENTS = ['withPlugin', 'withoutPlugins', 'withSchema', 'withTables']

/**
 * Kysely 0.26 to 0.28. Its builders are immutable and no thenables: `execute…` runs one, and `await` of a builder runs
 * nothing. A transaction's client is a `Kysely` too, so its type proves nothing.
 */
export const kysely: Profile = {
  name: 'kysely',
  modules: ['kysely'],
  increments: 'an expression of the column',
  types: {
    ...types(['QueryCreator', 'Kysely', 'Transaction', 'ControlledTransaction'], {
      ...methods(['selectFrom', 'selectNoFrom'], build('read', 'SelectQueryBuilder')),
      ...methods(['insertInto', 'replaceInto'], build('write', 'InsertQueryBuilder')),
      updateTable: build('write', 'UpdateQueryBuilder'),
      deleteFrom: build('write', 'DeleteQueryBuilder'),
      mergeInto: build('write', 'MergeQueryBuilder'),
      ...methods([...CLIENTS, 'with', 'withRecursive', 'case'], build('none')),
      transaction: build('write', 'TransactionBuilder'),
      startTransaction: build('write', 'ControlledTransactionBuilder'),
      connection: build('none', 'ConnectionBuilder'),
      executeQuery: run('unknown', 'many'),
      ...methods(
        ['commit', 'rollback', 'savepoint', 'rollbackToSavepoint', 'releaseSavepoint'],
        build('write', 'Command'),
      ),
    }),
    SelectQueryBuilder: {
      ...methods([...SELECT_STEPS, ...STEPS], build('read')),
      ...methods(['forUpdate', 'forShare', 'forKeyShare', 'forNoKeyUpdate'], build('write')),
      ...terminals('read', '`where` with `in`'),
    },
    ...types(CHANGES, { ...methods([...CHANGE_STEPS, ...STEPS], build('write')), ...terminals('write') }),
    InsertQueryBuilder: {
      ...methods([...CHANGE_STEPS, ...STEPS], build('write')),
      ...terminals('write', '`values` with a list'),
    },
    RawBuilder: {
      ...methods(['as', '$castTo', '$notNull', 'withPlugin', 'compile', 'toOperationNode'], build('unknown')),
      execute: { ...run('unknown', 'many'), clientArgument: 0 },
    },
    Sql: {
      ...methods(['val', 'value', 'ref', 'table', 'id', 'join'], build('none', 'RawBuilder')),
      ...methods(['lit', 'literal', 'raw'], build('unknown', 'RawBuilder')),
    },
    ExpressionBuilder: {
      selectFrom: build('read', 'SelectQueryBuilder'),
      ...methods(
        ['[call]', 'case', 'ref', 'jsonPath', 'table', 'val', 'refTuple', 'tuple', 'lit', 'unary'],
        build('none'),
      ),
      ...methods(['not', 'exists', 'neg', 'between', 'betweenSymmetric', 'and', 'or', 'parens', 'cast'], build('none')),
    },
    FunctionModule: {
      ...methods(['[call]', 'agg', 'avg', 'coalesce', 'count', 'countAll', 'min', 'sum', 'any'], build('none')),
      ...methods(['jsonAgg', 'toJson'], build('none')),
      max: { ...build('none'), watermark: true },
    },
    ...types(['SchemaModule'], {
      ...methods(['createTable', 'dropTable', 'alterTable', 'createIndex', 'dropIndex'], build('write')),
      ...methods(['createSchema', 'dropSchema', 'createView', 'dropView', 'refreshMaterializedView'], build('write')),
      ...methods(['createType', 'dropType', ...CLIENTS], build('write')),
    }),
    ...types(SCHEMA_BUILDERS, { ...methods(SCHEMA_STEPS, build('write')), execute: run('write', 'none') }),
    TransactionBuilder: {
      ...methods(['setAccessMode', 'setIsolationLevel'], build('write')),
      execute: { ...run('write', 'one'), does: 'transact', clientParameter: 0, gives: 'Transaction' },
    },
    ControlledTransactionBuilder: {
      ...methods(['setAccessMode', 'setIsolationLevel'], build('write')),
      execute: { ...run('write', 'one'), gives: 'ControlledTransaction' },
    },
    // One connection for as long as the callback takes, as a transaction has.
    ConnectionBuilder: {
      execute: { ...run('unknown', 'one'), does: 'transact', clientParameter: 0, gives: 'Transaction' },
    },
    Command: { execute: run('write', 'one') },
    Migrator: {
      getMigrations: run('read', 'many'),
      ...methods(['migrateToLatest', 'migrateTo', 'migrateUp', 'migrateDown'], run('write', 'many')),
    },
    DatabaseIntrospector: methods(['getSchemas', 'getTables', 'getMetadata'], run('read', 'many')),
  },
  functions: {
    Kysely: { ...build('none'), does: 'connect' },
    sql: build('unknown', 'RawBuilder'),
    ...methods(['jsonArrayFrom', 'jsonObjectFrom', 'jsonBuildObject'], build('read', 'RawBuilder')),
    expressionBuilder: build('none', 'ExpressionBuilder'),
  },
  lazyTypes: [],
  builderTypes: [
    ...['SelectQueryBuilder', 'RawBuilder', ...CHANGES, ...SCHEMA_BUILDERS],
    ...['TransactionBuilder', 'ControlledTransactionBuilder', 'ConnectionBuilder', 'Command'],
  ],
  connectionTypes: ['Transaction', 'ControlledTransaction'],
  members: { 'Kysely.schema': 'SchemaModule' },
  entries: { Kysely: 'Kysely', sql: 'Sql' },
}

function terminals(effect: Effect, bulk?: string): Record<string, Operation> {
  const one = { ...run(effect, 'one'), ...(bulk !== undefined && { bulk }) }
  return {
    execute: { ...one, result: 'many' },
    executeTakeFirst: one,
    executeTakeFirstOrThrow: { ...one, throws: 'domain' },
    stream: run(effect, 'cursor'),
    explain: run('read', 'many'),
  }
}

function run(effect: Effect, result: Operation['result']): Operation {
  return { does: 'run', waits: 'async', effect, result, throws: throwsOf(effect), repeat: 'reruns' }
}

function build(effect: Effect, gives?: string): Operation {
  const row: Operation = { does: 'build', waits: 'async', effect, result: 'query', throws: throwsOf(effect) }
  return gives === undefined ? row : { ...row, gives }
}
