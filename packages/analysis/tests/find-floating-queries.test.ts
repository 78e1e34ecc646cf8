import { expect, test } from 'vitest'
import { findFloatingQueries } from '../src/passes/queries/find-floating-queries.ts'
import { drizzleOrm } from '../src/profiles/drizzle-orm.ts'
import { excerpt } from '../src/syntax/excerpt.ts'
import { analysed } from './analysed.ts'

const DATABASE = `
import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
export const users = pgTable('users', { id: integer('id').primaryKey(), name: text('name').notNull() })
export const db = drizzle('postgres://localhost/shop', { schema: { users } })
export const find = () => db.select().from(users)
export const save = async () => { await db.insert(users).values({ id: 1, name: 'a' }) }
export const saveThrough = () => save()
export async function saveQuietly(): Promise<boolean> {
  if (!db) return false
  try { await save(); return true } catch (error) { console.error(error); return false }
}
export const saveLoudly = async () => { try { await save() } catch (error) { throw error } }
export const saveFinally = async () => { try { await save() } finally { console.log() } }
export const unrelated = async () => 1
`

/** The body of an async function, and what floats in it: the query, its mode, and why. */
const CASES: Record<string, string[]> = {
  'db.delete(users)': ['db.delete(users) lazy statement'],
  'void db.delete(users)': ['db.delete(users) lazy void'],
  'db.delete(users).execute()': ['db.delete(users).execute() eager statement'],
  'void db.delete(users).execute()': [],
  'await db.delete(users)': [],
  'return db.delete(users)': [],
  'const rows = find()': ['find() lazy unread-variable'],
  'find()': ['find() lazy statement'],
  'save()': ['save() eager statement'],
  'saveThrough()': ['saveThrough() eager statement'],
  'saveQuietly()': [],
  'saveLoudly()': ['saveLoudly() eager statement'],
  'saveFinally()': ['saveFinally() eager statement'],
  '(async () => { try { await save() } catch {} })()': [],
  '(async () => { await save() })()': ['(async () => …)() eager statement'],
  '(async () => { try { return save() } catch {} })()': ['(async () => …)() eager statement'],
  'unrelated()': [],
  'void save()': [],
  'save().catch(console.error)': [],
  'await Promise.all([save(), db.delete(users)])': [],
  'const jobs = [1].map(() => save()); await Promise.allSettled(jobs)': [],
  '[1].forEach(() => save())': ['save() eager callback'],
  '[1].map(() => save())': ['save() eager container'],
  'await [save(), save()]': ['save() eager container', 'save() eager container'],
  'ok && save()': ['save() eager statement'],
  'ok ? save() : find()': ['save() eager statement', 'find() lazy statement'],
  'unrelated(), save()': ['save() eager statement'],
  'const query = find().$dynamic(); query.limit(1); return await query': [],
  'let query = find().$dynamic(); if (ok) query = query.limit(1); return await query': [],
  'const query = find(); if (!ok) return []; return await query': [],
  'const saving = save(); if (!ok) return; await saving': ['save() eager path'],
  'const saving = save(); if (!ok) throw new Error("no"); await saving': ['save() eager path'],
  'const saving = save(); if (!ok) { await saving; return } await saving': [],
  'const saving = save(); if (ok) await saving': ['save() eager path'],
  'const saving = save(); try { await saving } finally { db.$client }': [],
  'const saving = save(); for (const one of [1]) { if (one) return } await saving': ['save() eager path'],
  'const saving = save(); setTimeout(() => saving.catch(console.error)); if (ok) return': [],
  'const saving = save(); store.saving = saving; if (ok) return': [],
  'store.saving = save()': [],
  'const { all } = { all: find() }; await all': [],
  'await db.transaction(async (tx) => { tx.delete(users) })': ['tx.delete(users) lazy statement'],
  'db.transaction(async (tx) => { await tx.delete(users) })': ['db.transaction(…) eager statement'],
  'await db.transaction(async (tx) => tx.delete(users))': [],
  'await db.select({ n: db.$count(users) }).from(users)': [],
  'const ids = db.select({ id: users.id }).from(users); await db.select().from(users).where(inArray(users.id, ids))':
    [],
  'const prepared = find().prepare("find"); await prepared.execute()': [],
  'const sub = find().as("sub"); await db.select().from(sub)': [],
  'sql`delete`': [],
  'yield_(find())': [],
}

const bodies = Object.keys(CASES)
const context = analysed(
  {
    'db.ts': DATABASE,
    'main.ts': `
import { inArray, sql } from 'drizzle-orm'
import { db, find, save, saveFinally, saveLoudly, saveQuietly, saveThrough, unrelated, users } from './db.js'
declare const ok: boolean, store: { saving?: unknown }, yield_: (value: unknown) => void
${bodies.map((body, index) => `export async function case${index}(): Promise<unknown> {\n${body}\n}`).join('\n')}
void [inArray, sql]
`,
  },
  [drizzleOrm],
)
const unit = context.unit('main.ts')
const floating = findFloatingQueries(context, unit)

test.each(Object.entries(CASES).map(([body, expected]) => ({ body, expected })))('$body', ({ body, expected }) => {
  const start = unit.text.indexOf(`\n${body}\n`) + 1
  const found = floating
    .filter(({ node }) => node.range[0] >= start && node.range[1] <= start + body.length)
    .map(({ node, mode, because }) => `${excerpt(node)} ${mode} ${because}`)
  expect(found).toEqual(expected)
})
