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
  'saveQuietly()': ['saveQuietly() eager statement'],
  'saveLoudly()': ['saveLoudly() eager statement'],
  'saveFinally()': ['saveFinally() eager statement'],
  '(async () => { try { await save() } catch {} })()': ['(async () => …)() eager statement'],
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

  // Chains: whoever takes the rejection waits.
  'save().then(() => 1)': ['save().then(…) eager statement'],
  'find().then(() => 1)': ['find().then(…) eager statement'],
  'save().then(() => 1, console.error)': [],
  'save().finally(() => 1)': ['save().finally(…) eager statement'],
  'save().then(() => 1).catch(console.error)': [],
  'unrelated().then(() => save())': ['unrelated().then(…) eager statement'],
  'unrelated().then(() => save()).catch(console.error)': [],
  'return unrelated().then(() => save())': [],
  'save().then(() => { db.delete(users) }).catch(console.error)': ['db.delete(users) lazy statement'],
  'void save().then(() => 1)': [],

  // Combinators and containers.
  'Promise.all([save(), find()])': ['Promise.all(…) eager statement'],
  'void Promise.all([save(), find()])': [],
  'const all = Promise.all([save()]); if (!ok) return; await all': ['Promise.all(…) eager path'],
  'const jobs = [save(), find()]; return jobs.length': ['save() eager container', 'find() lazy container'],
  'const jobs = [save()]; for (const job of jobs) await job': [],
  'const jobs = [save()]; for (const job of jobs) console.log(1)': ['save() eager unread-variable'],
  'const jobs = [save()]; jobs.push(save()); await Promise.all(jobs)': [],
  'const jobs: Promise<void>[] = []; jobs.push(save())': ['save() eager container'],
  'const jobs: unknown[] = []; for (const one of [1]) jobs.push(save()); return jobs.length': [
    'save() eager container',
  ],
  'const jobs: unknown[] = []; jobs.push(save()); return jobs': [],
  'const jobs: unknown[] = []; jobs.push(save()); await Promise.all(jobs)': [],
  'const jobs: unknown[] = []; jobs.push(save()); await Promise.all([...jobs, find()])': [],
  'const jobs = new Map(); jobs.set(1, save()); return jobs.size': ['save() eager container'],
  'const jobs = new Map(); jobs.set(1, save()); await jobs.get(1)': [],
  'const jobs = { a: save(), b: save() }; await jobs.a': ['save() eager container'],
  'const jobs = { a: save() }; return jobs': [],
  'const jobs = { a: save() }; await Promise.all(Object.values(jobs))': [],
  'const { a } = { a: save() }; await a': [],
  'const { a, ...others } = { a: save(), b: find() }; await a; return others': [],
  'const jobs = [1].map(async () => { await save() }); return jobs.length': ['….map(…) eager container'],
  '[1].map(async () => { await save() })': ['….map(…) eager container'],
  'await Promise.all([1].map(async () => { await save() }))': [],
  '[1].map(async () => { try { await save() } catch {} })': [],

  // Callbacks whose result is dropped.
  '[1].forEach(async () => { await save() })': ['….forEach(…) eager callback'],
  '[1].forEach(async () => save())': ['save() eager callback'],
  '[save].forEach(save)': ['….forEach(save) eager callback'],
  '[1].forEach(async () => { try { await save() } catch {} })': [],
  '[1].forEach(async () => { await unrelated() })': [],
  'setTimeout(() => save())': ['save() eager callback'],
  'setTimeout(() => find())': ['find() lazy callback'],
  'setTimeout(async () => { await save() }, 10)': ['setTimeout(…) eager callback'],
  'setTimeout(save, 10)': ['setTimeout(…) eager callback'],
  'setTimeout(saveQuietly, 10)': [],
  'emitter.on("x", async () => { await save() })': ['emitter.on(…) eager callback'],
  'signal.addEventListener("abort", () => save())': ['save() eager callback'],
  'stream.forEach(async () => { await save() })': [],
  'await [1].reduce(async (before) => { await before; await save() }, Promise.resolve())': [],
  'await new Promise((resolve, reject) => save().then(resolve, reject))': [],

  // Variables.
  'let saving = save(); saving = save(); await saving': ['save() eager overwritten'],
  'let query = find(); query = find(); return await query': ['find() lazy overwritten'],
  'let query = find(); if (ok) query = find(); return await query': [],
  'let saving; saving = save(); return': ['save() eager unread-variable'],
  'let saving; if (ok) saving = save(); await saving': [],
  'let saving = save(); if (ok) saving = save(); await saving': ['save() eager path'],
  'let saving; saving = save(); saving = save(); await saving': ['save() eager overwritten'],
  'const saving = save(); console.log(typeof saving)': ['save() eager container'],
  'const saving = save(), other = 1; await saving': [],
  'const saving = save(), other = () => saving; other()': [],

  // Paths.
  'const saving = save(); switch (ok) { case true: return; default: await saving }': ['save() eager path'],
  'const saving = save(); switch (ok) { case true: await saving; break; case false: await saving }': [],
  'const saving = save(); switch (ok) { case true: break; default: await saving }': ['save() eager path'],
  'const saving = save(); for (const one of [1]) await saving': [],
  'const saving = save(); for (const one of [1]) { if (one) break; await saving }': ['save() eager path'],
  'const saving = save(); while (true) { if (await saving === 1 as never) break }': [],
  'const saving = save(); while (true) { if (ok) break } await saving': [],
  'const saving = save(); outer: for (;;) { for (;;) { if (ok) break outer; await saving } }': ['save() eager path'],
  'const saving = save(); try { if (!ok) throw 1; await saving } catch { return }': ['save() eager path'],
  'const saving = save(); try { await saving } catch { return }': [],
  'const saving = save(); try { await unrelated(); await saving } catch { return }': ['save() eager path'],
  'const saving = save(); try { await unrelated(); await saving } catch { await saving }': [],
  'const saving = save(); try { if (ok) return; } finally { await saving }': [],
  'const saving = save(); try { return 1 } finally { console.log() }': ['save() eager unread-variable'],
  'const saving = save(); ok && (await saving)': ['save() eager path'],
  'const saving = save(); ok ? await saving : await unrelated()': ['save() eager path'],
  'const saving = save(); (await saving) && ok': [],
  'const saving = save(); if (ok) { await saving } else { await saving }': [],
  'const saving = save(); if (ok) { await saving } else if (!ok) { return } await saving': ['save() eager path'],
  'if (ok) { const saving = save(); if (!ok) return; await saving }': ['save() eager path'],
  'for (const one of [1]) { const saving = save(); if (one) continue; await saving }': ['save() eager path'],
  'function later() { return saving } const saving = save(); if (ok) return; await later()': [],

  // Conditional and optional statements.
  'db.$client?.query("x")': [],
  'ok ?? save()': ['save() eager statement'],
  'if (ok) save()': ['save() eager statement'],
  'for (save(); ok;) console.log(1)': ['save() eager statement'],
  'await (ok ? save() : find())': [],
  'await (ok && save())': [],
  'await sql`select ${find()}`': [],
  'const rows = find() satisfies unknown as unknown': ['find() lazy unread-variable'],
  'type Rows = Awaited<ReturnType<typeof find>>; return [] as Rows': [],
}

const bodies = Object.keys(CASES)
const context = analysed(
  {
    'db.ts': DATABASE,
    'main.ts': `
import { inArray, sql } from 'drizzle-orm'
import { db, find, save, saveFinally, saveLoudly, saveQuietly, saveThrough, unrelated, users } from './db.js'
declare const emitter: import('node:events').EventEmitter, signal: AbortSignal, stream: import('node:stream').Readable
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
