import { expect, test } from 'vitest'
import { builtInProfiles } from '../src/profiles/built-in-profiles.ts'
import { indexProfiles } from '../src/profiles/profile-index.ts'
import { walk } from '../src/syntax/walk.ts'
import { tracedProgram } from '../src/types/traced-program.ts'

const FOLDER = '/project/'
const profiles = indexProfiles(builtInProfiles)

/** What is asked of `ask(…)` in main.js, and the types, names and promise that the oracle finds there. */
interface Row {
  readonly code: string
  /** `profile.Type`, with `promise` where it has to be awaited; empty where nothing is known. */
  readonly is: string
  readonly files?: Readonly<Record<string, string>>
}

/** Each value, by the folder of its library. */
const VALUES: Readonly<Record<string, readonly Row[]>> = {
  knex: [
    { code: "const db = require('knex')({ client: 'pg' }); ask(db)", is: 'knex.Knex' },
    { code: "const db = require('knex')({}); ask(db('users'))", is: 'knex.QueryBuilder' },
    { code: "import knex from 'knex'; ask(knex({})('users').where({ id: 1 }).first())", is: 'knex.QueryBuilder' },
    { code: "import { knex } from 'knex'; ask(knex({}).schema)", is: 'knex.SchemaBuilder' },
    { code: "const db = require('knex')({}); db.transaction((trx) => ask(trx))", is: 'knex.Transaction' },
    {
      code: "const db = require('knex')({}); async function f() { ask(await db.transaction()) }",
      is: 'knex.Transaction',
    },
    {
      code: "const db = require('knex')({}); const query = db('a'); if (x) query.limit(1); ask(query)",
      is: 'knex.QueryBuilder',
    },
    {
      code: "const { db } = require('./db'); ask(db('users'))",
      files: { 'db.js': "const knex = require('knex'); exports.db = knex({})" },
      is: 'knex.QueryBuilder',
    },
  ],
  sequelize: [
    { code: "const { Sequelize } = require('sequelize'); ask(new Sequelize('x'))", is: 'sequelize.Sequelize' },
    { code: "const Sequelize = require('sequelize'); ask(new Sequelize('x').define('U', {}))", is: 'sequelize.Model' },
    { code: "import { Model } from 'sequelize'; class User extends Model {}; ask(User)", is: 'sequelize.Model' },
    { code: "import { Model } from 'sequelize'; class User extends Model {}; ask(User.findOne())", is: 'promise' },
    { code: "import { Model } from 'sequelize'; class User extends Model {}; ask(new User())", is: 'sequelize.Model' },
    {
      code: "import { Model } from 'sequelize'; class User extends Model {}; async function f() { ask(await User.findOne()) }",
      is: 'sequelize.Model',
    },
    {
      code: "import { Model } from 'sequelize'; class User extends Model {}; async function f() { for (const u of await User.findAll()) ask(u) }",
      is: 'sequelize.Model',
    },
    {
      code: "const UserModel = require('./user'); const User = UserModel(sequelize, DataTypes); ask(User)",
      files: {
        'user.js':
          "const { Sequelize } = require('sequelize'); module.exports = () => { const User = new Sequelize('').define('User', {}); return User }",
      },
      is: 'sequelize.Model',
    },
    {
      code: "const { User } = require('./models'); ask(User)",
      files: {
        'models/index.js':
          "const { Sequelize, DataTypes } = require('sequelize'); const sequelize = new Sequelize(''); const User = require('./user')(sequelize, DataTypes); module.exports = { User }",
        'models/user.js': "module.exports = (sequelize, DataTypes) => sequelize.define('User', {})",
      },
      is: 'sequelize.Model',
    },
    {
      code: "const db = require('./models'); ask(db.User)",
      files: {
        'models/index.js': `
const Sequelize = require('sequelize'); const db = {}
let sequelize
if (config.url) sequelize = new Sequelize(config.url)
else sequelize = new Sequelize(config.name)
fs.readdirSync(__dirname).forEach((file) => {
  const model = require(path.join(__dirname, file))(sequelize, Sequelize.DataTypes)
  db[model.name] = model
})
db.sequelize = sequelize
module.exports = db`,
        'models/user.js':
          "const { Model } = require('sequelize'); module.exports = (sequelize, DataTypes) => { class User extends Model {}; User.init({}, { sequelize }); return User }",
      },
      is: 'sequelize.Model',
    },
    {
      code: "const db = require('./models'); ask(db.sequelize)",
      files: {
        'models/index.js':
          "const Sequelize = require('sequelize'); const db = {}; db.sequelize = new Sequelize(''); module.exports = db",
      },
      is: 'sequelize.Sequelize',
    },
    {
      code: "const { Sequelize } = require('sequelize'); new Sequelize('').transaction(async (t) => ask(t))",
      is: 'sequelize.Transaction',
    },
    { code: "const { Sequelize } = require('sequelize'); ask(new Sequelize('').models.User)", is: 'sequelize.Model' },
  ],
  mongoose: [
    { code: "const mongoose = require('mongoose'); ask(mongoose.model('U', s))", is: 'mongoose.Model' },
    { code: "import mongoose from 'mongoose'; const U = mongoose.model('U', s); ask(U.find())", is: 'mongoose.Query' },
    { code: "import { model } from 'mongoose'; ask(model('U', s).findOne().lean())", is: 'mongoose.Query' },
    {
      code: "import { model } from 'mongoose'; const U = model('U', s); async function f() { ask(await U.findOne()) }",
      is: 'mongoose.Document',
    },
    { code: "import { model } from 'mongoose'; const U = model('U', s); ask(new U({}).save())", is: 'promise' },
    { code: "import m from 'mongoose'; const U = m.models.U || m.model('U', s); ask(U)", is: 'mongoose.Model' },
    {
      code: "import User from './user.js'; ask(User.aggregate([]))",
      files: { 'user.js': "import { model } from 'mongoose'; export default model('User', schema)" },
      is: 'mongoose.Aggregate',
    },
  ],
  mongodb: [
    { code: "const { MongoClient } = require('mongodb'); ask(new MongoClient(u).db())", is: 'mongodb.Db' },
    {
      code: "import { MongoClient } from 'mongodb'; ask(new MongoClient(u).db().collection('a').find())",
      is: 'mongodb.FindCursor',
    },
    {
      code: "import { MongoClient } from 'mongodb'; async function f() { const c = await MongoClient.connect(u); ask(c.db()) }",
      is: 'mongodb.Db',
    },
    {
      code: "let db = null; async function start() { const client = new MongoClient(u); db = client.db('x') }; import { MongoClient } from 'mongodb'; ask(db.collection('a').findOne())",
      is: 'promise',
    },
    {
      code: "import { users } from './db.js'; ask(users())",
      files: {
        'db.js':
          "import { MongoClient } from 'mongodb'; const client = new MongoClient(u); export const users = () => client.db().collection('users')",
      },
      is: 'mongodb.Collection',
    },
  ],
  pg: [
    { code: "const { Pool } = require('pg'); const pool = new Pool(); ask(pool.query('select 1'))", is: 'promise' },
    {
      code: "import pg from 'pg'; const pool = new pg.Pool(); async function f() { ask(await pool.connect()) }",
      is: 'pg.PoolClient',
    },
    { code: "const { Client } = require('pg'); ask(new Client())", is: 'pg.Client' },
    {
      code: "const { Pool } = require('pg'); const pool = new Pool(); async function within(run) { const c = await pool.connect(); return run(c) }; within((client) => ask(client))",
      is: 'pg.PoolClient',
    },
  ],
  mysql2: [
    { code: "import { createPool } from 'mysql2/promise'; ask(createPool({}))", is: 'mysql2.Pool' },
    { code: "const mysql = require('mysql2/promise'); ask(mysql.createPool({}).execute(''))", is: 'promise' },
    { code: "const mysql = require('mysql2'); ask(mysql.createPool({}).promise())", is: 'mysql2.Pool' },
    { code: "const mysql = require('mysql2'); ask(mysql.createPool({}).query('', done))", is: '' },
  ],
  'better-sqlite3': [
    { code: "const Database = require('better-sqlite3'); ask(new Database('x'))", is: 'better-sqlite3.Database' },
    {
      code: "import Database from 'better-sqlite3'; ask(new Database('x').prepare(''))",
      is: 'better-sqlite3.Statement',
    },
    { code: "import Database from 'better-sqlite3'; ask(new Database('x').prepare('').all())", is: 'list' },
  ],
  meteor: [
    { code: "import { Mongo } from 'meteor/mongo'; ask(new Mongo.Collection('a'))", is: 'meteor.Collection' },
    { code: "import { Mongo } from 'meteor/mongo'; ask(new Mongo.Collection('a').find({}))", is: 'meteor.Cursor' },
    { code: "import { Meteor } from 'meteor/meteor'; ask(Meteor.users)", is: 'meteor.Collection' },
    {
      code: "import { Tasks } from '/imports/tasks'; ask(Tasks.findOneAsync({}))",
      files: {
        'imports/tasks.js': "import { Mongo } from 'meteor/mongo'; export const Tasks = new Mongo.Collection('tasks')",
      },
      is: 'promise',
    },
  ],
  typeorm: [
    {
      code: "const { DataSource } = require('typeorm'); ask(new DataSource({}).getRepository(User))",
      is: 'typeorm.Repository',
    },
    {
      code: "import { DataSource } from 'typeorm'; new DataSource({}).transaction((manager) => ask(manager))",
      is: 'typeorm.EntityManager',
    },
    { code: "import { BaseEntity } from 'typeorm'; class User extends BaseEntity {}; ask(User.find())", is: 'promise' },
  ],
  prisma: [
    {
      code: "const { PrismaClient } = require('@prisma/client'); ask(new PrismaClient().user)",
      is: 'prisma.ModelDelegate',
    },
    {
      code: "import { PrismaClient } from '@prisma/client'; ask(new PrismaClient().user.findMany())",
      is: 'prisma.PrismaPromise',
    },
    {
      code: "import { PrismaClient } from '@prisma/client'; const p = global.p || new PrismaClient(); ask(p)",
      is: 'prisma.PrismaClient',
    },
    {
      code: "import { PrismaClient } from '@prisma/client'; new PrismaClient().$transaction((tx) => ask(tx.user))",
      is: 'prisma.ModelDelegate',
    },
  ],
  drizzle: [
    {
      code: "import { drizzle } from 'drizzle-orm/libsql'; ask(drizzle(url).select().from(users))",
      is: 'drizzle-orm.SQLiteSelectBase',
    },
    {
      code: "import { drizzle } from 'drizzle-orm/libsql'; ask(drizzle(url).select().from(users).all())",
      is: 'promise',
    },
    {
      code: "import { drizzle } from 'drizzle-orm/better-sqlite3'; ask(drizzle(url).select().from(users).all())",
      is: 'list',
    },
    {
      code: "import { drizzle } from 'drizzle-orm/node-postgres'; ask(drizzle(url).query.users.findMany())",
      is: 'drizzle-orm.RelationalQuery',
    },
    {
      code: "import { drizzle } from 'drizzle-orm/mysql2'; drizzle(url).transaction(async (tx) => ask(tx))",
      is: 'drizzle-orm.MySqlTransaction',
    },
  ],
  'orm-runtime': [
    {
      code: "import { Model } from 'orm-runtime'; class User extends Model()('users', {}) {}; ask(User.objects)",
      is: 'orm-runtime.Manager',
    },
    {
      code: "import { Model } from 'orm-runtime'; class User extends Model()('users', {}) {}; ask(User.objects.filter({}))",
      is: 'orm-runtime.QuerySet',
    },
    {
      code: "import { Model } from 'orm-runtime'; class User extends Model()('users', {}) {}; ask(User.objects.aget({}))",
      is: 'promise',
    },
    {
      code: "import { Model } from 'orm-runtime'; class User extends Model()('users', {}) {}; async function f() { ask((await User.objects.aget({})).asave()) }",
      is: 'promise',
    },
  ],
  others: [
    {
      code: "const postgres = require('postgres'); const sql = postgres(); ask(sql`select 1`)",
      is: 'postgres.PendingQuery',
    },
    {
      code: "import { Kysely } from 'kysely'; ask(new Kysely({}).selectFrom('a').where('b', '=', 1))",
      is: 'kysely.SelectQueryBuilder',
    },
    {
      code: "import { Kysely } from 'kysely'; new Kysely({}).transaction().execute((trx) => ask(trx))",
      is: 'kysely.Transaction',
    },
    {
      code: "import { createClient } from '@supabase/supabase-js'; ask(createClient(u, k).from('a').select())",
      is: 'supabase.PostgrestFilterBuilder',
    },
    {
      code: "const { Model } = require('objection'); class A extends Model {}; ask(A.query().where('a', 1))",
      is: 'objection.QueryBuilder',
    },
    { code: "import { DatabaseSync } from 'node:sqlite'; ask(new DatabaseSync('x'))", is: 'node-sqlite.DatabaseSync' },
  ],
}

const CONNECT = "const { Pool } = require('pg'); const pool = new Pool();"

/** How a value is followed, whatever its library. */
const WAYS: readonly Row[] = [
  { code: `${CONNECT} const { a: { b } } = { a: { b: pool } }; ask(b)`, is: 'pg.Pool' },
  { code: `${CONNECT} const c = on ? pool : new Pool(); ask(c)`, is: 'pg.Pool' },
  { code: `${CONNECT} const c = on ? pool : other; ask(c)`, is: '' },
  { code: `${CONNECT} let c = pool; c = other; ask(c)`, is: '' },
  {
    code: `${CONNECT} class R { constructor(db) { this.db = db } get() { return this.db } }; ask(new R(pool).get())`,
    is: 'pg.Pool',
  },
  { code: `${CONNECT} class R { db = pool; f() { ask(this.db) } }`, is: 'pg.Pool' },
  {
    code: `${CONNECT} class R { f() { ask(this.db) } constructor() { this.db = pool } close() { this.db = null } }`,
    is: 'pg.Pool',
  },
  { code: `${CONNECT} class R { f() { ask(this.db) } constructor(db) { this.db = db } }`, is: '' },
  { code: `${CONNECT} const f = (x = pool) => ask(x)`, is: 'pg.Pool' },
  { code: `${CONNECT} const f = (x) => ask(x); f(pool)`, is: '' },
  { code: `${CONNECT} const id = (x) => x; ask(id(pool))`, is: 'pg.Pool' },
  { code: `${CONNECT} const many = [pool, new Pool()]; for (const one of many) ask(one)`, is: 'pg.Pool' },
  { code: `${CONNECT} ask([1].map(async () => pool.query('')))`, is: 'list' },
  { code: `${CONNECT} async function f() { ask((await Promise.all([pool.connect()]))[0]) }`, is: 'pg.PoolClient' },
  { code: `${CONNECT} function loop(n) { return n ? loop(n - 1) : pool }; ask(loop(3))`, is: 'pg.Pool' },
  { code: `${CONNECT} let c; function get() { if (!c) c = new Pool(); return c }; ask(get())`, is: 'pg.Pool' },
  {
    code: `const { Pool } = require('pg'); function f(require) { const p = require('pg'); ask(new p.Pool()) }`,
    is: '',
  },
  { code: "const { pool } = require('./broken'); ask(pool)", files: { 'broken.js': 'const ] = 1' }, is: '' },
  {
    code: "const pool = require('./loop'); ask(pool)",
    files: { 'loop.js': "module.exports = require('./main')" },
    is: '',
  },
  {
    code: "import { pool } from './a'; ask(pool)",
    files: { 'a/index.js': "export * from '../b.cjs'", 'b.cjs': `${CONNECT} exports.pool = pool` },
    is: 'pg.Pool',
  },
  {
    code: "import { main } from './a.js'; ask(main)",
    files: { 'a.ts': "import { Pool } from 'pg'; export { pool as main }; const pool: Pool = new Pool()" },
    is: 'pg.Pool',
  },
  {
    code: "import * as db from './a'; ask(db.default.query(''))",
    files: { 'a.mjs': "import { Pool } from 'pg'; export default new Pool()" },
    is: 'promise',
  },
  { code: "import db from './a'; ask(db)", files: { 'a.js': `${CONNECT} module.exports = pool` }, is: 'pg.Pool' },
  {
    code: "async function f() { const { pool } = await import('./a.js'); ask(pool) }",
    files: { 'a.js': "import { Pool } from 'pg'; export const pool = new Pool()" },
    is: 'pg.Pool',
  },
  {
    code: "const a = require('./a'); ask(a.nested.pool)",
    files: { 'a.js': `${CONNECT} const a = module.exports = {}; a.nested = { pool }` },
    is: 'pg.Pool',
  },
  { code: 'const pool = createPool(); ask(pool)', is: '' },
]

for (const [library, rows] of [...Object.entries(VALUES), ['ways', WAYS] as const])
  test.each(rows)(`${library}: $code`, ({ code, files = {}, is }) => {
    expect(known(code, files)).toBe(is)
  })

test('a file reaches a library through the files that it imports, and no other file does', () => {
  const program = programOf({
    'main.js': "const { find } = require('./repository')",
    'repository.js': "const db = require('./db')",
    'db.js': CONNECT,
    'sum.js': "import { add } from './add.js'",
    'add.js': 'export const add = (a, b) => a + b',
  })
  const reaching = ['main.js', 'repository.js', 'db.js', 'sum.js', 'add.js'].filter((name) =>
    program.reaches(`${FOLDER}${name}`),
  )
  expect(reaching).toEqual(['main.js', 'repository.js', 'db.js'])
})

test('a program is current until a file says something else, or is there at last', () => {
  const files: Record<string, string> = { 'main.js': "ask(require('./db'))" }
  const program = programOf(files)
  expect(program.reaches(`${FOLDER}main.js`)).toBe(false)
  expect(program.isCurrent()).toBe(true)
  files['db.js'] = CONNECT
  expect(program.isCurrent()).toBe(false)
})

function known(code: string, files: Readonly<Record<string, string>>): string {
  const { context } = programOf({ 'main.js': code, ...files })
  const unit = context.sources.unitOf(`${FOLDER}main.js`)
  if (!unit) throw new Error('The row does not parse.')
  const found: string[] = []
  walk(unit.ast, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'ask') return
    const [asked] = node.arguments
    const types = context.oracle.typesAt(asked!).filter(({ module }) => !module.startsWith(FOLDER))
    const [first] = types
    const profile = builtInProfiles.find(({ modules }) => first && modules.includes(first.module))
    found.push(first && profile ? `${profile.name}.${first.type}` : first ? WORDS[first.type]! : '')
  })
  return found.join()
}

const WORDS: Readonly<Record<string, string>> = { Promise: 'promise', Array: 'list', String: '' }

function programOf(files: Record<string, string>) {
  const nameOf = (file: string) => (file.startsWith(FOLDER) ? file.slice(FOLDER.length) : '')
  return tracedProgram(FOLDER, profiles, undefined, {
    read: (file) => files[nameOf(file)],
    list: () => Object.keys(files).map((name) => `${FOLDER}${name}`),
  })
}
