import type { Effect, Operation, Profile } from './profile.ts'
import { methods, types } from './rows.ts'

const IN = '`find` with `In`'
const SAVE_ALL = '`save` with an array'

/** What repositories, entity managers and active records can be asked. */
const QUERIES: Readonly<Record<string, Operation>> = {
  ...methods(['find', 'findBy', 'findAndCount', 'findAndCountBy'], run('read', 'many', IN)),
  ...methods(['findOne', 'findOneBy', 'exists', 'existsBy'], run('read', 'one', IN)),
  ...methods(['findOneOrFail', 'findOneByOrFail'], { ...run('read', 'one', IN), throws: 'domain' }),
  ...methods(['count', 'countBy', 'sum', 'average', 'minimum'], run('read', 'count', 'a query with `groupBy`')),
  maximum: { ...run('read', 'count', 'a query with `groupBy`'), watermark: true },
  preload: run('read', 'one', IN),
  ...methods(['save', 'recover'], run('write', 'one', SAVE_ALL)),
  remove: run('write', 'one', '`remove` with an array'),
  softRemove: run('write', 'one', '`softRemove` with an array'),
  insert: run('write', 'one', '`insert` with an array'),
  upsert: run('write', 'one', '`upsert` with an array'),
  update: run('write', 'count', '`update` with `In`'),
  delete: run('write', 'count', '`delete` with an array'),
  ...methods(['softDelete', 'restore'], run('write', 'count', '`softDelete` with an array')),
  ...methods(['updateAll', 'deleteAll', 'clear'], run('write', 'count')),
  ...methods(['increment', 'decrement'], run('write', 'count', '`increment` with `In`')),
  ...methods(['query', 'sql'], run('unknown', 'many')),
  createQueryBuilder: build('none', 'SelectQueryBuilder'),
  // Makes objects that are not in the database yet.
  ...methods(['create', 'merge', 'hasId', 'getId', 'extend'], make()),
}

/** A repository runs on what it was got from. */
const REPOSITORIES: Readonly<Record<string, Operation>> = {
  ...methods(['getRepository', 'withRepository'], build('none', 'Repository')),
  getTreeRepository: build('none', 'TreeRepository'),
  getMongoRepository: build('none', 'MongoRepository'),
}

const transaction: Operation = { ...run('write', 'one'), does: 'transact', clientParameter: 0, gives: 'EntityManager' }

const SELECT_STEPS = [
  ...['addSelect', 'distinct', 'distinctOn', 'from', 'addFrom', 'fromDummy', 'subQuery', 'setFindOptions'],
  ...['innerJoin', 'leftJoin', 'innerJoinAndSelect', 'leftJoinAndSelect', 'innerJoinAndMapMany'],
  ...['innerJoinAndMapOne', 'leftJoinAndMapMany', 'leftJoinAndMapOne', 'loadRelationIdAndMap', 'loadAllRelationIds'],
  ...['whereExists', 'andWhereExists', 'orWhereExists', 'having', 'andHaving', 'orHaving', 'groupBy', 'addGroupBy'],
  ...['offset', 'take', 'skip', 'useIndex', 'timeTravelQuery', 'maxExecutionTime', 'withDeleted', 'cache', 'setOption'],
  'setOnLocked',
]

const STEPS = [
  ...['where', 'andWhere', 'orWhere', 'whereInIds', 'andWhereInIds', 'orWhereInIds', 'orderBy', 'addOrderBy', 'limit'],
  ...[
    'output',
    'returning',
    'whereEntity',
    'updateEntity',
    'into',
    'values',
    'valuesFromSelect',
    'orIgnore',
    'orUpdate',
  ],
  ...['setParameter', 'setParameters', 'comment', 'disableEscaping', 'setQueryRunner', 'callListeners', 'of'],
  ...['useTransaction', 'addCommonTableExpression', 'clone', 'createQueryBuilder'],
]

/** What migrations do. */
const SCHEMA_CHANGES = [
  ...['createTable', 'dropTable', 'renameTable', 'clearTable', 'createView', 'dropView', 'clearDatabase'],
  ...['createDatabase', 'dropDatabase', 'createSchema', 'dropSchema', 'changeTableComment'],
  ...['addColumn', 'addColumns', 'renameColumn', 'changeColumn', 'changeColumns', 'dropColumn', 'dropColumns'],
  ...['createPrimaryKey', 'updatePrimaryKeys', 'dropPrimaryKey', 'createIndex', 'createIndices', 'dropIndex'],
  ...['dropIndices', 'createForeignKey', 'createForeignKeys', 'dropForeignKey', 'dropForeignKeys'],
  ...['createUniqueConstraint', 'createUniqueConstraints', 'dropUniqueConstraint', 'dropUniqueConstraints'],
  ...['createCheckConstraint', 'createCheckConstraints', 'dropCheckConstraint', 'dropCheckConstraints'],
]

/** Changing queries, by what `execute` of each does. */
const CHANGES = ['InsertQueryBuilder', 'UpdateQueryBuilder', 'DeleteQueryBuilder', 'SoftDeleteQueryBuilder']

/**
 * TypeORM 0.3 and 1. Repositories and entity managers are eager; a query builder runs by its terminal method only. The
 * connection is the one that a repository or manager was made for, so only what is traced to a data source is a pool.
 */
export const typeorm: Profile = {
  name: 'typeorm',
  modules: ['typeorm'],
  increments: '`increment`',
  builders: 'mutable',
  lazyTypes: [],
  builderTypes: ['QueryBuilder'],
  poolTypes: ['DataSource'],
  connectionTypes: ['QueryRunner'],
  types: {
    Repository: QUERIES,
    EntityManager: { ...QUERIES, ...REPOSITORIES, transaction, release: run('none', 'none') },
    BaseEntity: onItsModel({
      ...QUERIES,
      ...REPOSITORIES,
      reload: { ...run('read', 'one', IN), changes: 'receiver' },
    }),
    TreeRepository: {
      ...methods(['findTrees', 'findRoots', 'findDescendants', 'findAncestors'], run('read', 'many')),
      ...methods(['findDescendantsTree', 'findAncestorsTree'], run('read', 'one')),
      ...methods(['countDescendants', 'countAncestors'], run('read', 'count')),
      ...methods(['createDescendantsQueryBuilder', 'createAncestorsQueryBuilder'], build('none', 'SelectQueryBuilder')),
    },
    MongoRepository: {
      ...QUERIES,
      ...methods(['findByIds', 'distinct', 'countDocuments'], run('read', 'many', IN)),
      ...methods(['insertOne', 'insertMany', 'bulkWrite'], run('write', 'many', '`insertMany`')),
      ...methods(
        ['updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany'],
        run('write', 'count', '`bulkWrite`'),
      ),
      ...methods(['findOneAndUpdate', 'findOneAndReplace', 'findOneAndDelete'], run('write', 'one', '`bulkWrite`')),
    },
    DataSource: {
      ...REPOSITORIES,
      transaction,
      ...methods(['query', 'sql'], run('unknown', 'many')),
      createQueryBuilder: build('none', 'SelectQueryBuilder'),
      ...methods(['initialize', 'destroy'], run('unknown', 'none')),
      ...methods(['synchronize', 'dropDatabase', 'runMigrations', 'undoLastMigration'], run('write', 'none')),
      showMigrations: run('read', 'one'),
    },
    QueryRunner: {
      ...methods(['connect', 'release'], run('none', 'none')),
      ...methods(['startTransaction', 'commitTransaction', 'rollbackTransaction'], run('write', 'none')),
      ...methods(['query', 'sql', 'stream'], run('unknown', 'many')),
      ...methods(SCHEMA_CHANGES, run('write', 'none')),
      ...methods(['getTable', 'getTables', 'hasTable', 'hasColumn'], run('read', 'one')),
    },
    QueryBuilder: {
      ...methods(STEPS, build('none')),
      select: build('read', 'SelectQueryBuilder'),
      insert: build('write', 'InsertQueryBuilder'),
      update: build('write', 'UpdateQueryBuilder'),
      delete: build('write', 'DeleteQueryBuilder'),
      ...methods(['softDelete', 'restore'], build('write', 'SoftDeleteQueryBuilder')),
      relation: build('none', 'RelationQueryBuilder'),
      execute: run('unknown', 'many'),
    },
    SelectQueryBuilder: {
      ...methods([...STEPS, ...SELECT_STEPS, 'select'], build('none')),
      setLock: build('write'),
      ...methods(['getMany', 'getManyAndCount', 'getRawMany', 'getRawAndEntities'], run('read', 'many', IN)),
      ...methods(['getOne', 'getRawOne', 'getExists'], run('read', 'one', IN)),
      getOneOrFail: { ...run('read', 'one', IN), throws: 'domain' },
      getCount: run('read', 'count', '`groupBy`'),
      stream: run('read', 'cursor'),
    },
    ...types(CHANGES, { ...methods([...STEPS, 'set', 'from'], build('write')), execute: run('write', 'count') }),
    RelationQueryBuilder: {
      of: build('none'),
      ...methods(['set', 'add', 'remove', 'addAndRemove'], run('write', 'none', 'an array of values')),
      ...methods(['loadOne', 'loadMany'], run('read', 'many')),
    },
  },
  functions: {
    DataSource: { ...make('DataSource'), does: 'connect' },
    ...methods(['In', 'Not', 'IsNull', 'LessThan', 'LessThanOrEqual', 'MoreThan', 'MoreThanOrEqual', 'Equal'], make()),
    ...methods(['Like', 'ILike', 'Between', 'Any', 'Raw', 'And', 'Or', 'ArrayContains', 'ArrayOverlap'], make()),
  },
  bases: { TreeRepository: ['Repository'], MongoRepository: ['Repository'] },
  members: { 'DataSource.manager': 'EntityManager', 'QueryRunner.manager': 'EntityManager' },
  entries: { DataSource: 'DataSource', BaseEntity: 'BaseEntity', Repository: 'Repository' },
}

/** An active record runs on its own data source, whatever transaction is open. */
function onItsModel(rows: Readonly<Record<string, Operation>>): Record<string, Operation> {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { ...row, client: 'model' }]))
}

function run(effect: Effect, result: Operation['result'], bulk?: string): Operation {
  const throws = effect === 'read' || effect === 'none' ? 'infrastructure' : 'domain'
  return { does: 'run', waits: 'async', effect, result, throws, ...(bulk && { bulk }) }
}

function build(effect: Effect, gives?: string): Operation {
  return { ...make(gives), effect, result: 'query', repeat: 'reruns' }
}

function make(gives?: string): Operation {
  const row: Operation = { does: 'build', waits: 'async', effect: 'none', result: 'none', throws: 'infrastructure' }
  return { ...row, ...(gives && { gives }) }
}
