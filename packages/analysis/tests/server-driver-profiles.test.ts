import { mongodb } from '../src/profiles/mongodb.ts'
import { mysql2 } from '../src/profiles/mysql2.ts'
import { pg } from '../src/profiles/pg.ts'
import { postgres } from '../src/profiles/postgres.ts'
import { supabase } from '../src/profiles/supabase.ts'
import { testProfileSites } from './profile-sites.ts'

testProfileSites(pg, {
  pg: {
    preamble: `
import { Client, Pool } from 'pg'
const pool = new Pool()
const client = new Client()
const lent = await pool.connect()`,
    cases: {
      "pool.query('select 1')": ['query: call eager read'],
      "pool.query('select $1', [1])": ['query: call eager read'],
      "pool.query<{ id: number }>({ text: 'select 1' })": ['query: call eager read'],
      "pool.query({ text: 'select 1', rowMode: 'array' })": ['query: call eager read'],
      "client.query('begin')": ['query: call eager unknown'],
      "lent.query('commit')": ['query: call eager unknown'],
      "pool.query('select 1', (error: Error) => console.error(error))": [],
      "client.query('select $1', [1], () => {})": [],
      'pool.connect()': [],
      'client.connect()': [],
      'lent.release()': [],
      'pool.end()': [],
      "pool.on('error', () => {})": [],
    },
  },
})

testProfileSites(postgres, {
  postgres: {
    preamble: `
import postgres from 'postgres'
const sql = postgres()
const reserved = await sql.reserve()
const ids = [1]`,
    cases: {
      'sql`select 1`': ['[template]: call lazy read'],
      'sql<{ id: number }[]>`select id from users`': ['[template]: call lazy read'],
      'reserved`select 1`': ['[template]: call lazy read'],
      'sql`select ${sql`1`}`': ['[template]: call lazy read'],
      'sql`select * from users where id in ${sql(ids)}`': ['[template]: call lazy read'],
      'sql`select ${ids.map((id) => sql`${id}`)}`': ['[template]: call lazy unknown'],
      'sql`select 1`.values()': ['values: call lazy none'],
      'sql`select 1`.simple()': ['simple: call lazy none'],
      'sql`select 1`.execute()': ['execute: call lazy none'],
      'sql`select 1`.forEach((row) => console.log(row))': ['forEach: call eager none'],
      "sql.unsafe('select 1')": ['unsafe: call lazy read'],
      "sql.file('users.sql')": ['file: call lazy unknown'],
      "sql.notify('channel', 'text')": ['notify: call eager write'],
      'sql.begin(async (sql) => sql`delete from users`)': [
        'begin: transaction eager write',
        '[template]: call lazy write',
      ],
      'sql(ids)': [],
      'sql.json({ id: 1 })': [],
      'sql.reserve()': [],
    },
  },
})

testProfileSites(mysql2, {
  mysql2: {
    preamble: `
import { createPool, createConnection } from 'mysql2/promise'
const pool = createPool('mysql://localhost')
const connection = await pool.getConnection()
const single = await createConnection('mysql://localhost')
const prepared = await connection.prepare('select 1')`,
    cases: {
      "pool.query('select 1')": ['query: call eager read'],
      "pool.execute('select ?', [1])": ['execute: call eager read'],
      "pool.execute({ sql: 'select 1' })": ['execute: call eager read'],
      "connection.query('select 1')": ['query: call eager read'],
      "connection.execute('select 1')": ['execute: call eager read'],
      "single.query('select 1')": ['query: call eager read'],
      'connection.beginTransaction()': ['beginTransaction: call eager write'],
      'connection.commit()': ['commit: call eager write'],
      'connection.rollback()': ['rollback: call eager write'],
      'prepared.execute([])': ['execute: call eager unknown'],
      'pool.getConnection()': [],
      'connection.release()': [],
      'pool.end()': [],
    },
  },
  callbacks: {
    preamble: `
import { createPool } from 'mysql2'
const pool = createPool('mysql://localhost')`,
    cases: {
      "pool.query('select 1', (error, rows) => console.log(error, rows))": [],
      "pool.execute('select ?', [1], () => {})": [],
      "pool.promise().query('select 1')": ['query: call eager read'],
    },
  },
})

testProfileSites(mongodb, {
  mongodb: {
    preamble: `
import { MongoClient } from 'mongodb'
const client = new MongoClient('mongodb://localhost')
const db = client.db()
const users = db.collection<{ email: string; age: number }>('users')
const session = client.startSession()`,
    cases: {
      'users.findOne({ age: 1 })': ['findOne: call eager read'],
      'users.find({}).toArray()': ['toArray: call eager read'],
      'users.find({}).sort({ age: 1 }).limit(2).next()': ['next: call eager read'],
      'users.find({}).map(({ age }) => age).hasNext()': ['hasNext: call eager read'],
      'users.aggregate([{ $match: { age: 1 } }]).toArray()': ['toArray: call eager read'],
      'users.countDocuments()': ['countDocuments: call eager read'],
      "users.distinct('age')": ['distinct: call eager read'],
      "users.insertOne({ email: 'a', age: 1 })": ['insertOne: call eager write'],
      'users.insertMany([])': ['insertMany: call eager write'],
      'users.updateOne({}, { $set: { age: 2 } })': ['updateOne: call eager write'],
      'users.findOneAndUpdate({}, { $inc: { age: 1 } })': ['findOneAndUpdate: call eager write'],
      'users.deleteMany({})': ['deleteMany: call eager write'],
      'users.bulkWrite([])': ['bulkWrite: call eager write'],
      'users.find({}).forEach((user) => console.log(user))': ['forEach: call eager read'],
      'users.find({}).stream()': ['stream: call eager read'],
      'users.initializeOrderedBulkOp().execute()': ['execute: call eager write'],
      'db.command({ ping: 1 })': ['command: call eager unknown'],
      "db.createCollection('orders')": ['createCollection: call eager write'],
      'db.listCollections().toArray()': ['toArray: call eager read'],
      'session.withTransaction(async () => {})': ['withTransaction: transaction eager write'],
      'session.abortTransaction()': ['abortTransaction: call eager write'],
      "db.collection('orders')": [],
      'client.connect()': [],
    },
  },
})

const DATABASE = `
type Table<Row> = { Row: Row; Insert: Partial<Row>; Update: Partial<Row>; Relationships: [] }
interface Database {
  public: {
    Tables: { users: Table<{ id: number; email: string }> }
    Views: Record<string, never>
    Functions: { close_day: { Args: { day: string }; Returns: number } }
  }
}`

const SUPABASE_CASES = {
  "supabase.from('users').select()": ['select: call lazy read'],
  "supabase.from('users').select('*').eq('id', 1)": ['eq: call lazy read'],
  "supabase.from('users').select('*').order('id').limit(1)": ['limit: call lazy read'],
  "supabase.from('users').select('*').eq('id', 1).single()": ['single: call lazy read'],
  "supabase.from('users').select('*').in('id', [1]).maybeSingle()": ['maybeSingle: call lazy read'],
  "supabase.from('users').insert({ email: 'a' })": ['insert: call lazy write'],
  "supabase.from('users').insert({ email: 'a' }).select().single()": ['single: call lazy write'],
  "supabase.from('users').update({ email: 'b' }).eq('id', 1)": ['eq: call lazy write'],
  "supabase.from('users').upsert([{ id: 1 }])": ['upsert: call lazy write'],
  "supabase.from('users').delete().eq('id', 1)": ['eq: call lazy write'],
  "supabase.schema('public').from('users').select().throwOnError()": ['throwOnError: call lazy read'],
  "supabase.rpc('close_day', { day: 'today' })": ['rpc: call lazy unknown'],
  "supabase.from('users').select().csv()": ['csv: call lazy read'],
  "supabase.from('users')": [],
  'supabase.auth.getSession()': [],
}

testProfileSites(supabase, {
  'supabase with types': {
    preamble: `
import { createClient } from '@supabase/supabase-js'
${DATABASE}
const supabase = createClient<Database>('http://localhost', 'key')`,
    cases: SUPABASE_CASES,
  },
  'supabase without types': {
    preamble: `
import { createClient } from '@supabase/supabase-js'
const supabase = createClient('http://localhost', 'key')`,
    cases: SUPABASE_CASES,
  },
})
