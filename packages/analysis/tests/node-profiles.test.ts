import { betterSqlite3 } from '../src/profiles/better-sqlite3.ts'
import { nodeSqlite } from '../src/profiles/node-sqlite.ts'
import { nodeSync } from '../src/profiles/node-sync.ts'
import { testProfileSites } from './profile-sites.ts'

testProfileSites(betterSqlite3, {
  'better-sqlite3': {
    preamble: `import Database from 'better-sqlite3'
const db = new Database(':memory:')
const stmt = db.prepare<[number], { id: number }>('select 1')
const archive = db.transaction((id: number) => stmt.get(id))`,
    cases: {
      'stmt.get(1)': ['get: call blocking unknown'],
      'stmt.all(1)': ['all: call blocking unknown'],
      'stmt.run(1)': ['run: call blocking write'],
      'stmt.iterate(1)': ['iterate: call blocking unknown'],
      'stmt.pluck().get(1)': ['get: call blocking unknown'],
      "db.prepare('delete from users').raw().all()": ['all: call blocking unknown'],
      'stmt.columns()': [],
      "db.exec('vacuum')": ['exec: call blocking unknown'],
      "db.pragma('journal_mode = WAL')": ['pragma: call blocking unknown'],
      "db.backup('copy.db')": ['backup: call eager read'],
      'archive(1)': ['[call]: call blocking write'],
      'archive.immediate(1)': ['immediate: call blocking write'],
      'db.transaction(() => stmt.run(1))': ['transaction: transaction blocking write', 'run: call blocking write'],
      'db.transaction(() => stmt.run(1))()': [
        '[call]: call blocking write',
        'transaction: transaction blocking write',
        'run: call blocking write',
      ],
    },
  },
})

testProfileSites(nodeSqlite, {
  'node-sqlite': {
    preamble: `import { backup, DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync(':memory:')
const stmt = db.prepare('select 1')`,
    cases: {
      'stmt.get(1)': ['get: call blocking unknown'],
      'stmt.all({ id: 1 })': ['all: call blocking unknown'],
      'stmt.run(1)': ['run: call blocking write'],
      'Array.from(stmt.iterate())': ['iterate: call blocking unknown'],
      "db.prepare('select 2').get()": ['get: call blocking unknown'],
      "db.exec('begin')": ['exec: call blocking unknown'],
      "db.createSession({ table: 'users' }).changeset()": ['changeset: call blocking read'],
      "backup(db, 'copy.db')": ['backup: call eager read'],
      'db.close()': [],
    },
  },
})

testProfileSites(nodeSync, {
  'node-sync': {
    preamble: `import fs, { existsSync, readFileSync } from 'node:fs'
import { execSync } from 'child_process'
import * as crypto from 'node:crypto'
import { gzipSync } from 'zlib'
import { readFile } from 'node:fs/promises'`,
    cases: {
      "readFileSync('x')": ['readFileSync: call blocking read'],
      "fs.writeFileSync('x', 'y')": ['writeFileSync: call blocking write'],
      "fs.statSync('x').size": ['statSync: call blocking read'],
      "existsSync('x')": ['existsSync: call blocking read'],
      "fs.openSync('x', 'r')": ['openSync: call blocking unknown'],
      'fs.closeSync(1)': ['closeSync: call blocking unknown'],
      "execSync('ls')": ['execSync: call blocking unknown'],
      "crypto.scryptSync('a', 'b', 64)": ['scryptSync: call blocking none'],
      "gzipSync('x')": ['gzipSync: call blocking none'],
      "readFile('x')": [],
      "fs.promises.readFile('x')": [],
      "fs.readFile('x', () => undefined)": [],
    },
  },
})
