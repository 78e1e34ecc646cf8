import { expect, test } from 'vitest'
import { findBlockingCalls, type BlockingMode } from '../src/passes/queries/find-blocking-calls.ts'
import { betterSqlite3 } from '../src/profiles/better-sqlite3.ts'
import { nodeSync } from '../src/profiles/node-sync.ts'
import { excerpt } from '../src/syntax/excerpt.ts'
import { analysed } from './analysed.ts'

const context = analysed(
  {
    'main.ts': `
import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
const db = new Database('x.db')
const load = (file: string) => readFileSync(file, 'utf8')
const clear = () => db.exec('delete from users')
export async function main() {
  readFileSync('a')
  db.pragma('journal_mode')
  load('b')
  clear()
}`,
  },
  [betterSqlite3, nodeSync],
)

const REPORTED: Record<BlockingMode, string[]> = {
  recommended: [],
  strict: ['readFileSync(…)', 'db.pragma(…)', 'load(…)', 'clear()'],
}

test.each(Object.entries(REPORTED))('%s says of what has no remedy, or is meant to block', (mode, expected) => {
  const found = findBlockingCalls(context, context.unit('main.ts'), mode as BlockingMode)
  expect(found.map(({ node }) => excerpt(node))).toEqual(expected)
})
