import type { Profile } from './profile.ts'

/** The folders of the drivers, by what `drizzle` of each gives. */
export const DRIZZLE_DRIVERS: Readonly<Record<string, readonly string[]>> = {
  PgDatabase: [
    ...[
      'node-postgres',
      'postgres-js',
      'neon-http',
      'neon-serverless',
      'vercel-postgres',
      'pglite',
      'pg-proxy',
      'xata-http',
    ],
    ...['aws-data-api/pg', 'bun-sql', 'netlify-db'],
  ],
  MySqlDatabase: ['mysql2', 'mysql-proxy', 'planetscale-serverless', 'tidb-serverless'],
  BaseSQLiteDatabase: ['libsql', 'd1', 'sqlite-proxy', 'op-sqlite'],
  'BaseSQLiteDatabase<sync>': ['better-sqlite3', 'bun-sqlite', 'expo-sqlite', 'sql-js', 'durable-sqlite'],
  SingleStoreDatabase: ['singlestore', 'singlestore-proxy'],
  GelDatabase: ['gel'],
}

const DIALECTS = ['SQLite', 'Pg', 'MySql', 'SingleStore', 'Gel']

/** Builders that are queries themselves. */
const QUERIES = ['SelectBase', 'InsertBase', 'UpdateBase', 'DeleteBase', 'RefreshMaterializedView', 'RelationalQuery']

/** What the values of this library are, in code without types. */
export const DRIZZLE_VALUES: Pick<Profile, 'entries' | 'bases' | 'members'> = {
  entries: Object.fromEntries(
    Object.entries(DRIZZLE_DRIVERS).flatMap(([type, folders]) => folders.map((folder) => [`${folder}/drizzle`, type])),
  ),
  bases: {
    ...Object.fromEntries(
      DIALECTS.flatMap((dialect) => QUERIES.map((name) => [`${dialect}${name}`, ['QueryPromise']])),
    ),
    // Which dialect's it is, its methods do not tell.
    RelationalQuery: ['QueryPromise', 'PgRelationalQuery', 'SQLiteSyncRelationalQuery'],
  },
  members: {
    ...Object.fromEntries(DIALECTS.map((dialect) => [`${databaseOf(dialect)}.query`, 'Queries'])),
    ...Object.fromEntries(DIALECTS.map((dialect) => [`${dialect}Transaction.query`, 'Queries'])),
    'Queries.*': 'RelationalQueryBuilder',
  },
}

function databaseOf(dialect: string): string {
  return dialect === 'SQLite' ? 'BaseSQLiteDatabase' : `${dialect}Database`
}
