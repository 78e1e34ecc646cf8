import ts from 'typescript'
import { expect, test } from 'vitest'
import { reachingFiles } from '../src/types/reaching-files.ts'
import { analysed, FOLDER } from './analysed.ts'

const FILES = {
  'db.ts': "import { drizzle } from 'drizzle-orm/better-sqlite3'\nexport const db = drizzle(':memory:')",
  're-export.ts': "export * from './db.js'",
  'service.ts': "import { db } from './re-export.js'\nexport const run = () => db",
  'lazy.ts': "export async function run() { return (await import('./db.js')).db }",
  'required.cts': "import database = require('./db.js')\nexport = database",
  'types.ts': "import type { db } from './db.js'\nexport type Database = typeof db",
  'cycle-a.ts': "import './cycle-b.js'",
  'cycle-b.ts': "import './cycle-a.js'\nimport './service.js'",
  'ambient.d.ts': "declare module 'untyped-db' { export const query: () => void }",
  'untyped.ts': "import { query } from 'untyped-db'\nquery()",
  'unresolved.ts': "import { query } from 'not-installed/deep'\nquery()",
  'unrelated.ts': "import { readFileSync } from 'node:fs'\nimport './harmless.js'\nreadFileSync('x')",
  'harmless.ts': 'export const one = 1',
}

const CASES: Record<string, [modules: string[], files: string[]]> = {
  'a package, through files and cycles': [
    ['drizzle-orm'],
    ['cycle-a.ts', 'cycle-b.ts', 'db.ts', 'lazy.ts', 're-export.ts', 'required.cts', 'service.ts', 'types.ts'],
  ],
  'a file of the project': [[`${FOLDER}harmless.ts`], ['harmless.ts', 'unrelated.ts']],
  "Node's own modules": [['fs'], ['unrelated.ts']],
  'an ambient module': [['untyped-db'], ['untyped.ts']],
  'a package that is not installed': [['not-installed'], ['unresolved.ts']],
  nothing: [[], []],
}

const { program } = analysed(FILES, []).sources

test.each(Object.entries(CASES))('%s', (_name, [modules, files]) => {
  const reaching = reachingFiles(ts, program, new Set(modules))
  expect([...reaching.modules]).toEqual(modules)
  expect([...reaching.files].map((file) => file.replace(FOLDER, '')).sort()).toEqual(files)
})
