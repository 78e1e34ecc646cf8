import type { Effect, Operation, Profile } from './profile.ts'
import { methods, types } from './rows.ts'

const IN = '`find` with `$in`'

/** What an entity manager is asked for one entity, and a repository for its own. */
const QUERIES: Readonly<Record<string, Operation>> = {
  ...methods(['find', 'findAll', 'findAndCount', 'findByCursor'], run('read', 'many', IN)),
  findOne: run('read', 'one', IN),
  findOneOrFail: { ...run('read', 'one', IN), throws: 'domain' },
  count: run('read', 'count'),
  populate: run('read', 'many', '`populate` with an array'),
  upsert: run('write', 'one', '`upsertMany`'),
  insert: run('write', 'one', '`insertMany`'),
  ...methods(['upsertMany', 'insertMany'], run('write', 'many')),
  nativeUpdate: run('write', 'count', '`nativeUpdate` with `$in`'),
  nativeDelete: run('write', 'count', '`nativeDelete` with `$in`'),
  // These change the unit of work in memory, and `flush` writes it.
  ...methods(['create', 'assign', 'merge', 'map', 'getReference', 'canPopulate'], make()),
  ...methods(['createQueryBuilder', 'qb'], build('none', 'QueryBuilder')),
}

const QUERY_STEPS = [
  ...['withSubQuery', 'where', 'andWhere', 'orWhere', 'orderBy', 'groupBy', 'having', 'andHaving', 'orHaving'],
  ...['onConflict', 'ignore', 'merge', 'returning', 'populate', 'limit', 'offset', 'withSchema', 'setFlushMode'],
  ...['setFlag', 'unsetFlag', 'cache', 'indexHint', 'comment', 'hintComment', 'from', 'as', 'clone', 'distinct'],
  ...['addSelect', 'join', 'innerJoin', 'leftJoin', 'joinAndSelect', 'innerJoinAndSelect', 'leftJoinAndSelect'],
  ...['leftJoinLateral', 'innerJoinLateral', 'joinLateral', 'leftJoinLateralAndSelect', 'innerJoinLateralAndSelect'],
]

const BUILDER: Readonly<Record<string, Operation>> = {
  ...methods(QUERY_STEPS, build('none')),
  ...methods(['select', 'count'], build('read')),
  ...methods(['insert', 'update', 'delete', 'truncate', 'setLockMode'], build('write')),
  execute: run('unknown', 'many'),
  ...methods(['getResult', 'getResultList', 'getResultAndCount'], run('read', 'many', IN)),
  getSingleResult: run('read', 'one', IN),
  getCount: run('read', 'count'),
}

/**
 * MikroORM 6. An entity manager is eager and keeps what it has loaded, so two queries of one must not run together
 * (mikro-orm/mikro-orm#3164); which one is meant is often found in the asynchronous context. Its SQL query builder is lazy.
 */
export const mikroOrm: Profile = {
  name: 'mikro-orm',
  modules: ['@mikro-orm/core', '@mikro-orm/knex'],
  client: 'implicit',
  builders: 'mutable',
  lazyTypes: ['QueryBuilder', 'RunQueryBuilder'],
  types: {
    EntityManager: {
      ...QUERIES,
      ...methods(['refresh', 'refreshOrFail'], { ...run('read', 'one', IN), throws: 'domain' }),
      flush: { ...run('write', 'none', 'one `flush` after the loop'), changes: 'receiver' },
      tryFlush: run('write', 'none'),
      persistAndFlush: { ...run('write', 'none', '`persist`, and one `flush` after the loop'), changes: 'receiver' },
      removeAndFlush: { ...run('write', 'none', '`remove`, and one `flush` after the loop'), changes: 'receiver' },
      ...methods(['begin', 'commit', 'rollback'], run('write', 'none')),
      lock: run('write', 'none'),
      transactional: { ...run('write', 'one'), does: 'transact', clientParameter: 0, gives: 'EntityManager' },
      ...methods(['persist', 'remove'], { ...make('EntityManager'), changes: 'receiver' }),
      fork: make('EntityManager'),
      ...methods(['getRepository', 'repo'], make('EntityRepository')),
    },
    EntityRepository: { ...QUERIES, getEntityManager: make('EntityManager') },
    SqlEntityManager: {
      ...methods(['createQueryBuilder', 'qb'], build('none', 'QueryBuilder')),
      getRepository: make('EntityRepository'),
      execute: run('unknown', 'many'),
    },
    SqlEntityRepository: methods(['createQueryBuilder', 'qb'], build('none', 'QueryBuilder')),
    ...types(['QueryBuilder', 'RunQueryBuilder', 'SelectQueryBuilder', 'CountQueryBuilder'], BUILDER),
    Collection: {
      ...methods(['init', 'load', 'loadItems', 'matching'], run('read', 'many', '`populate`')),
      loadCount: run('read', 'count', '`populate`'),
    },
    Reference: methods(['load', 'loadOrFail', 'loadProperty'], run('read', 'one', '`populate`')),
    ScalarReference: methods(['load', 'loadOrFail'], run('read', 'one', '`populate`')),
    IWrappedEntity: methods(['init', 'populate'], { ...run('read', 'one', '`populate`'), changes: 'receiver' }),
    Connection: methods(['execute'], run('unknown', 'many')),
    AbstractSqlConnection: methods(['execute'], run('unknown', 'many')),
    MikroORM: {
      init: { ...make('MikroORM'), does: 'connect' },
      initSync: { ...make('MikroORM'), does: 'connect' },
      ...methods(['connect', 'reconnect', 'close'], run('unknown', 'none')),
    },
  },
  functions: {
    raw: make(),
    sql: make(),
    wrap: make('IWrappedEntity'),
  },
  members: { 'MikroORM.em': 'EntityManager' },
  entries: { MikroORM: 'MikroORM', EntityManager: 'EntityManager', EntityRepository: 'EntityRepository' },
}

function run(effect: Effect, result: Operation['result'], bulk?: string): Operation {
  const throws = effect === 'read' || effect === 'none' ? 'infrastructure' : 'domain'
  return { does: 'run', waits: 'async', effect, result, throws, repeat: 'reruns', ...(bulk && { bulk }) }
}

function build(effect: Effect, gives?: string): Operation {
  return { ...make(gives), effect, result: 'query', repeat: 'reruns' }
}

function make(gives?: string): Operation {
  const row: Operation = { does: 'build', waits: 'async', effect: 'none', result: 'none', throws: 'infrastructure' }
  return { ...row, ...(gives && { gives }) }
}
