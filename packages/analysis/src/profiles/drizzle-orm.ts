import { drizzleTargets } from './drizzle-targets.ts'
import { DRIZZLE_VALUES } from './drizzle-values.ts'
import type { Effect, Operation, Profile } from './profile.ts'
import { methods, throwsOf, types } from './rows.ts'

const SELECT_STEPS = [
  ...['leftJoin', 'rightJoin', 'innerJoin', 'fullJoin', 'crossJoin'],
  ...['leftJoinLateral', 'innerJoinLateral', 'crossJoinLateral'],
  ...['union', 'unionAll', 'intersect', 'intersectAll', 'except', 'exceptAll', 'addSetOperators'],
  ...['where', 'having', 'groupBy', 'orderBy', 'limit', 'offset', 'as'],
  ...['prepare', 'toSQL', 'getSQL', '$dynamic', '$withCache'],
]

const INSERT_BULK = 'one `insert` with an array of `values`'

const INSERT_STEPS = ['values', 'select', 'ignore', 'overridingSystemValue']

const CHANGE_STEPS = [
  ...['from', 'leftJoin', 'rightJoin', 'innerJoin', 'fullJoin', 'where', 'orderBy', 'limit'],
  ...['onConflictDoNothing', 'onConflictDoUpdate', 'onDuplicateKeyUpdate', 'returning', '$returningId'],
  ...['concurrently', 'withNoData', 'prepare', 'toSQL', 'getSQL', '$dynamic'],
]

/** What queries are put together from: they make a piece of SQL and touch no database. */
const EXPRESSIONS = [
  ...['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'and', 'or', 'not', 'between', 'notBetween', 'inArray', 'notInArray'],
  ...['isNull', 'isNotNull', 'like', 'notLike', 'ilike', 'notIlike', 'exists', 'notExists', 'asc', 'desc'],
  ...['arrayContains', 'arrayContained', 'arrayOverlaps', 'cosineDistance', 'l2Distance', 'innerProduct'],
  ...['count', 'countDistinct', 'sum', 'sumDistinct', 'avg', 'avgDistinct', 'min', 'sql', 'join', 'identifier'],
  ...['placeholder', 'param', 'alias', 'getTableColumns', 'getTableName'],
]

/**
 * Drizzle ORM 0.36 to 0.45. Its dialects repeat one set of classes under names of their own, so the rows are dialects
 * times roles times methods; a method that a dialect lacks is a row that nothing is ever looked up under.
 *
 * Builders are lazy on every driver. On the synchronous SQLite drivers (better-sqlite3, bun:sqlite, expo, sql.js,
 * Durable Objects) the terminals block; the same method of an asynchronous driver returns a promise: `by-type`.
 */
export const drizzleOrm: Profile = {
  name: 'drizzle-orm',
  modules: ['drizzle-orm'],
  increments: '`` sql`${column} + …` ``',
  builders: 'mutable',
  connections: ['pg.Client', '@types/pg.Client', 'mysql2.createConnection'],
  types: {
    ...Object.fromEntries(['SQLite', 'Pg', 'MySql', 'SingleStore', 'Gel'].flatMap(typesOfDialect)),
    ...types(
      ['RelationalQueryBuilder'],
      withBulk(methods(['findMany', 'findFirst'], build('read', 'RelationalQuery')), 'one `findMany` with `inArray`'),
    ),
    ...types(['SQLiteSyncRelationalQuery', 'ExecuteResultSync'], methods(['sync'], run('read', 'many', 'execute'))),
    ...types(['LibSQLDatabase', 'DrizzleD1Database', 'SqliteRemoteDatabase', 'NeonHttpDatabase', 'NetlifyDbDatabase'], {
      batch: run('write', 'many'),
      $withAuth: build('none'),
    }),
    ...types(['SQL', 'Aliased'], methods(['as', 'mapWith', 'if', 'inlineParams', 'append'], build('none'))),
    ...types(['AwsDataApiPgDatabase'], { execute: run('unknown', 'many') }),
  },
  functions: {
    ...methods(EXPRESSIONS, build('none')),
    max: { ...build('none'), watermark: true },
    raw: build('unknown'),
    ...methods(['union', 'unionAll', 'intersect', 'intersectAll', 'except', 'exceptAll'], build('read')),
    drizzle: { does: 'connect', waits: 'by-type', effect: 'none', result: 'none', throws: 'infrastructure' },
    migrate: run('write', 'none'),
  },
  connectionTypes: ['SQLite', 'Pg', 'MySql', 'SingleStore', 'Gel'].map((dialect) => `${dialect}Transaction`),
  lazyTypes: [
    'QueryPromise',
    'SQLiteCountBuilder',
    'PgCountBuilder',
    'MySqlCountBuilder',
    'SingleStoreCountBuilder',
    'GelCountBuilder',
  ],
  ...DRIZZLE_VALUES,
  targets: drizzleTargets({
    read: withBulk(terminals('read'), 'one query with `inArray`'),
    change: terminals('write'),
    prepared: terminals('unknown'),
    client: rawAndTransaction('SQLite'),
    sync: run('read', 'many', 'execute'),
  }),
}

function rawAndTransaction(dialect: string) {
  return {
    ...methods(['run', 'all', 'get', 'values', 'execute'], run('unknown', 'many')),
    transaction: {
      ...run('write', 'one', null),
      ...{ does: 'transact', clientParameter: 0, gives: `${dialect}Transaction` },
    },
  } satisfies Record<string, Operation>
}

function typesOfDialect(dialect: string): [string, Readonly<Record<string, Operation>>][] {
  const database = dialect === 'SQLite' ? 'BaseSQLiteDatabase' : `${dialect}Database`
  const clients = {
    ...methods(['with', '$with'], build('none')),
    ...methods(['select', 'selectDistinct', 'selectDistinctOn'], build('read', `${dialect}SelectBuilder`)),
    insert: build('write', `${dialect}InsertBuilder`),
    update: build('write', `${dialect}UpdateBuilder`),
    delete: build('write', `${dialect}DeleteBase`),
    refreshMaterializedView: build('write', `${dialect}RefreshMaterializedView`),
    ...rawAndTransaction(dialect),
    $count: { ...run('read', 'count'), bulk: 'one query with `groupBy`', gives: `${dialect}CountBuilder` },
  } satisfies Record<string, Operation>
  const select = { ...methods(SELECT_STEPS, build('read')), ...terminals('read'), for: build('write') }
  const relational = { ...methods(['prepare', 'toSQL'], build('read')), ...terminals('read') }
  const change = { ...methods(CHANGE_STEPS, build('write')), ...terminals('write') }
  return Object.entries({
    ...types([database, `${dialect}Transaction`], clients),
    ...types([`${dialect}SelectBuilder`], methods(['from'], build('read', `${dialect}SelectBase`))),
    ...types(
      [`${dialect}SelectQueryBuilderBase`, `${dialect}SelectBase`],
      withBulk(select, 'one query with `inArray`'),
    ),
    ...types(
      [`${dialect}InsertBuilder`],
      withBulk(methods(INSERT_STEPS, build('write', `${dialect}InsertBase`)), INSERT_BULK),
    ),
    ...types([`${dialect}UpdateBuilder`], methods(['set', 'setToken'], build('write', `${dialect}UpdateBase`))),
    ...types([`${dialect}InsertBase`], withBulk(change, INSERT_BULK)),
    ...types([`${dialect}UpdateBase`], withBulk(change, 'one `update` with `inArray`, or with a `case` for each row')),
    ...types([`${dialect}DeleteBase`], withBulk(change, 'one `delete` with `inArray`')),
    ...types([`${dialect}RefreshMaterializedView`], change),
    ...types([`${dialect}RelationalQuery`], withBulk(relational, 'one `findMany` with `inArray`')),
    ...types([`${dialect}PreparedQuery`], terminals('unknown')),
    ...types([`${dialect}Raw`], methods(['execute'], run('unknown', 'many'))),
  })
}

function withBulk(members: Readonly<Record<string, Operation>>, bulk: string): Record<string, Operation> {
  return Object.fromEntries(Object.entries(members).map(([name, operation]) => [name, { ...operation, bulk }]))
}

function terminals(effect: Effect): Record<string, Operation> {
  return {
    ...methods(['all', 'values', 'execute'], run(effect, 'many')),
    ...methods(['get', 'run'], run(effect, 'one')),
    iterator: { ...run(effect, 'cursor'), waits: 'async' },
  }
}

function build(effect: Effect, gives?: string): Operation {
  const throws = throwsOf(effect)
  const row: Operation = { does: 'build', waits: 'by-type', effect, result: 'query', throws, repeat: 'reruns' }
  return gives === undefined ? row : { ...row, gives }
}

function run(effect: Effect, result: Operation['result'], twin: string | null = 'same'): Operation {
  return { does: 'run', waits: 'by-type', twin, effect, result, throws: throwsOf(effect), repeat: 'reruns' }
}
