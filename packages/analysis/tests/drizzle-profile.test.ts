import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { drizzleOrm } from '../src/profiles/drizzle-orm.ts'
import { testProfileSites, type SitesOfFile } from './profile-sites.ts'

const SCHEMA = `
import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name').notNull() })`

const PG_SCHEMA = `
import { pgTable, integer, text } from 'drizzle-orm/pg-core'
export const users = pgTable('users', { id: integer('id').primaryKey(), name: text('name').notNull() })`

const MYSQL_SCHEMA = `
import { mysqlTable, int, varchar } from 'drizzle-orm/mysql-core'
export const users = mysqlTable('users', { id: int('id').primaryKey(), name: varchar('name', { length: 9 }).notNull() })`

const DRIVERS: Record<string, { schema: string; connect: string }> = {
  'better-sqlite3': { schema: SCHEMA, connect: `drizzle('x.db', { schema })` },
  'bun-sqlite': { schema: SCHEMA, connect: `drizzle('x.db', { schema })` },
  libsql: { schema: SCHEMA, connect: `drizzle('file:x.db', { schema })` },
  'sqlite-proxy': { schema: SCHEMA, connect: `drizzle(async () => ({ rows: [] }), { schema })` },
  'node-postgres': { schema: PG_SCHEMA, connect: `drizzle('postgres://x', { schema })` },
  mysql2: { schema: MYSQL_SCHEMA, connect: `drizzle('mysql://x', { schema, mode: 'default' })` },
}

/** Each statement, and the sites that are found in it, as `kind mode effect` of the operation named. */
const CASES: Record<string, Record<string, string[]>> = {
  'better-sqlite3': {
    'db.select().from(users).all()': ['all: call blocking read'],
    'db.select().from(users).where(eq(users.id, 1)).limit(1).get()': ['get: call blocking read'],
    'db.select().from(users).leftJoin(users, eq(users.id, 1)).values()': ['values: call blocking read'],
    'db.select().from(users)': ['from: call lazy read'],
    'db.select({ n: users.name }).from(users).groupBy(users.name)': ['groupBy: call lazy read'],
    'db.select().from(users).union(db.select().from(users)).all()': ['all: call blocking read', 'from: call lazy read'],
    'db.select().from(users).$dynamic().limit(2)': ['limit: call lazy read'],
    "db.insert(users).values({ id: 1, name: 'a' }).run()": ['run: call blocking write'],
    "db.insert(users).values({ id: 1, name: 'a' })": ['values: call lazy write'],
    "db.insert(users).values({ id: 1, name: 'a' }).onConflictDoNothing().returning().get()": [
      'get: call blocking write',
    ],
    "db.update(users).set({ name: 'b' }).where(eq(users.id, 1)).run()": ['run: call blocking write'],
    "db.update(users).set({ name: 'b' })": ['set: call lazy write'],
    'db.delete(users).where(eq(users.id, 1)).returning().all()': ['all: call blocking write'],
    'db.delete(users)': ['delete: call lazy write'],
    'db.query.users.findMany()': ['findMany: call lazy read'],
    'db.query.users.findFirst({ where: eq(users.id, 1) }).sync()': ['sync: call blocking read'],
    'db.select().from(users).prepare().all()': ['all: call blocking read'],
    'db.select().from(users).execute()': ['execute: call eager read'],
    'db.run(sql`vacuum`)': ['run: call blocking unknown'],
    'db.all(sql`select 1`)': ['all: call blocking read'],
    'db.$count(users)': ['$count: call lazy read'],
    'db.transaction((tx) => tx.insert(users).values({ id: 1, name: "a" }).run())': [
      'transaction: transaction blocking write',
      'run: call blocking write',
    ],
    "db.$with('x').as(db.select().from(users))": ['from: call lazy read'],
  },
  'bun-sqlite': {
    'db.select().from(users).all()': ['all: call blocking read'],
    'db.transaction((tx) => tx.delete(users).run())': [
      'transaction: transaction blocking write',
      'run: call blocking write',
    ],
    'db.query.users.findMany().sync()': ['sync: call blocking read'],
  },
  libsql: {
    'db.select().from(users).all()': ['all: call eager read'],
    'db.delete(users).run()': ['run: call eager write'],
    'db.run(sql`vacuum`)': ['run: call lazy unknown'],
    'db.query.users.findFirst()': ['findFirst: call lazy read'],
    'db.batch([db.select().from(users), db.delete(users)])': [
      'batch: call eager write',
      'from: call lazy read',
      'delete: call lazy write',
    ],
    'db.transaction(async (tx) => { await tx.delete(users).run() })': [
      'transaction: transaction eager write',
      'run: call eager write',
    ],
  },
  'sqlite-proxy': {
    'db.select().from(users).where(eq(users.id, 1)).get()': ['get: call eager read'],
    'db.insert(users).values([])': ['values: call lazy write'],
  },
  'node-postgres': {
    'db.select().from(users).where(eq(users.id, 1)).orderBy(users.name)': ['orderBy: call lazy read'],
    "db.select().from(users).limit(1).for('update')": ['for: call lazy write'],
    "db.insert(users).values({ id: 1, name: 'a' }).returning()": ['returning: call lazy write'],
    'db.delete(users).execute()': ['execute: call eager write'],
    'db.execute(sql`select 1`)': ['execute: call lazy read'],
    'db.query.users.findMany()': ['findMany: call lazy read'],
    "db.select().from(users).prepare('all').execute()": ['execute: call eager read'],
    'db.transaction(async (tx) => { await tx.delete(users) })': [
      'transaction: transaction eager write',
      'delete: call lazy write',
    ],
    'unionAll(db.select().from(users), db.select().from(users))': [
      'unionAll: call lazy read',
      'from: call lazy read',
      'from: call lazy read',
    ],
  },
  mysql2: {
    'db.select().from(users)': ['from: call lazy read'],
    "db.insert(users).values({ id: 1, name: 'a' }).onDuplicateKeyUpdate({ set: { name: 'b' } })": [
      'onDuplicateKeyUpdate: call lazy write',
    ],
    'db.execute(sql`select 1`)': ['execute: call eager read'],
    'db.query.users.findFirst()': ['findFirst: call lazy read'],
  },
}

const CORES: Record<string, string> = { 'node-postgres': 'pg-core', mysql2: 'mysql-core' }

testProfileSites(
  drizzleOrm,
  Object.fromEntries(
    Object.entries(DRIVERS).map(([driver, { schema, connect }]): [string, SitesOfFile] => [
      driver,
      { preamble: preambleOf(driver, connect), cases: CASES[driver] ?? {}, files: { 'schema.ts': schema } },
    ]),
  ),
)

function preambleOf(driver: string, connect: string) {
  return `import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/${driver}'
import { unionAll } from 'drizzle-orm/${CORES[driver] ?? 'sqlite-core'}'
import * as schema from './schema.js'
const { users } = schema
const db = ${connect}`
}

test('every type that a row names is declared by the package', () => {
  const folder = fileURLToPath(new URL('../../../node_modules/drizzle-orm/', import.meta.url))
  const declarations = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
  const declared = new Set(Array.from(declarations.matchAll(/\b(?:class|interface) (\w+)/g), ([, name]) => name))
  expect(Object.keys(drizzleOrm.types).filter((type) => !declared.has(type))).toEqual([
    'SQLiteRefreshMaterializedView',
    'MySqlRefreshMaterializedView',
    'MySqlRaw',
    'SingleStoreRefreshMaterializedView',
    'SingleStoreRaw',
  ])
})
