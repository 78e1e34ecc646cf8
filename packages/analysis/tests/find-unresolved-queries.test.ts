import { expect, test } from 'vitest'
import { findFloatingQueries } from '../src/passes/queries/find-floating-queries.ts'
import { findUnresolvedQueries } from '../src/passes/queries/find-unresolved-queries.ts'
import { drizzleOrm } from '../src/profiles/drizzle-orm.ts'
import { excerpt } from '../src/syntax/excerpt.ts'
import { analysed } from './analysed.ts'

const DATABASE = `
import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
export const users = pgTable('users', { id: integer('id').primaryKey(), name: text('name').notNull() })
export const db = drizzle('postgres://localhost/shop', { schema: { users } })
export const find = () => db.select().from(users)
export const one = async () => (await db.select().from(users))[0]!
export const isKnown = async (id: number) => (await one()).id === id
export const unrelated = async () => 1
`

/** The body of an async function, and what is misused in it: the expression, the query's mode, and what it is used as. */
const CASES: Record<string, string[]> = {
  'if (one()) return 1': ['one() eager condition'],
  'if (!find()) return 1': ['find() lazy condition'],
  'return one() ? 1 : 2': ['one() eager condition'],
  'return one() && 1': ['one() eager condition'],
  'return (await (one() ?? 1))': ['one() eager condition'],
  'while (isKnown(1)) await unrelated()': ['isKnown(…) eager condition'],
  'for (; isKnown(1);) await unrelated()': ['isKnown(…) eager condition'],
  'return Boolean(one())': ['one() eager condition'],
  'const user = one(); if (!user) return 1; return user': ['user eager condition'],
  'const user = one(); if (user === undefined) return 1; return await user': ['user eager operand'],
  'const user = one(); if (user === null) return; return [user.name, user.id]': ['user eager operand'],
  'let user; if (ok) user = one(); if (!user) return; return await user': [],
  'const user = ok ? one() : undefined; if (!user) return; return await user': [],
  'const user = ok && one(); return user && (await user)': [],
  'return `${one()}`': ['one() eager template'],
  'return `${[1].map(() => one())}`': ['one() eager template'],
  'return `${await one()}`': [],
  'return sql`${find()}`': [],
  'return one() + 1': ['one() eager operand'],
  'return -one()': ['one() eager operand'],
  'return one() > 3': ['one() eager operand'],
  'return "then" in one()': [],
  'return one() instanceof Promise': [],
  'const latest = one(); held = latest; await unrelated(); return latest === held': [],
  'switch (one()) { default: return 1 }': ['one() eager operand'],
  'return [1][one()]': ['one() eager operand'],
  'return one().name': ['one() eager member'],
  'return find().length': ['find() lazy member'],
  'return find().map((user) => user.id)': ['find() lazy member'],
  'return find()[0]': ['find() lazy member'],
  'return one().then': [],
  'const { name } = one(); return name': ['one() eager member'],
  'const { then } = one(); return then': [],
  'const [first] = find(); return first': ['find() lazy iteration'],
  'for (const user of find()) console.log(user)': ['find() lazy iteration'],
  'for await (const user of find()) console.log(user)': ['find() lazy iteration'],
  'return [...find()]': ['find() lazy iteration'],
  'return new Set(find())': ['find() lazy iteration'],
  'return { ...one() }': ['one() eager spread'],
  'for (const key in one()) console.log(key)': ['one() eager operand'],
  'throw one()': ['one() eager thrown'],
  'return JSON.stringify(one())': ['one() eager value'],
  'return JSON.stringify({ users: [find()] })': ['find() lazy value'],
  'return JSON.stringify({ user: await one() })': [],
  'const user = one(); return JSON.stringify({ user })': ['user eager value'],
  'return String(one())': ['one() eager value'],
  'return Object.keys(one())': ['one() eager value'],
  'response.json(one())': ['one() eager value'],
  'response.status(200).send({ user: one() })': ['one() eager value'],
  'response.json(await one())': [],
  'response.json([1].map(async () => (await one()).name))': ['….map(…) eager value'],
  'response.json(await Promise.all([1].map(async () => (await one()).name)))': [],
  'return reply.send({ users: find() })': ['find() lazy value'],
  'return context.json({ users: find() })': ['find() lazy value'],
  'return Response.json({ users: find() })': ['find() lazy value'],
  'return [1].filter((id) => isKnown(id))': ['isKnown(id) eager predicate'],
  'return [1].filter(isKnown)': ['….filter(isKnown) eager predicate'],
  'return [1].filter(async (id) => (await one()).id === id)': ['….filter(…) eager predicate'],
  'return [1].some(async (id) => await isKnown(id))': ['….some(…) eager predicate'],
  'return [1].find(async (id) => { await unrelated(); return id > 0 })': [],
  'return [1, 2].sort(async (a, b) => (await one()).id - a - b)': ['….sort(…) eager operand'],
  'const names = [1].map(async () => (await one()).name); return names.join(", ")': ['….map(…) eager value'],
  'const names = [1].map(async () => (await one()).name); return (await Promise.all(names)).length': [],
  'const query = find(); query.where(sql`true`); return await query': [],
  'const user = one(); return (await user).name': [],
  'return one()!': [],
  'return unrelated() + 1': [],
}

const bodies = Object.keys(CASES)
const context = analysed(
  {
    'db.ts': DATABASE,
    'main.ts': `
import { sql } from 'drizzle-orm'
import type { Response as ExpressResponse } from 'express'
import type { FastifyReply } from 'fastify'
import type { Context } from 'hono'
import { find, isKnown, one, unrelated } from './db.js'
declare const ok: boolean, response: ExpressResponse, reply: FastifyReply, context: Context
declare let held: unknown
${bodies.map((body, index) => `export async function case${index}(): Promise<unknown> {\n${body}\n}`).join('\n')}
void [sql, find, isKnown, one, unrelated]
`,
  },
  [drizzleOrm],
)
const unit = context.unit('main.ts')
const unresolved = findUnresolvedQueries(context, unit)
const floating = findFloatingQueries(context, unit)

test.each(Object.entries(CASES).map(([body, expected]) => ({ body, expected })))('$body', ({ body, expected }) => {
  const start = unit.text.indexOf(`\n${body}\n`) + 1
  const isInside = ({ node }: { node: { range: readonly [number, number] } }) =>
    node.range[0] >= start && node.range[1] <= start + body.length
  expect(unresolved.filter(isInside).map(({ node, mode, as }) => `${excerpt(node)} ${mode} ${as}`)).toEqual(expected)
  expect(floating.filter(isInside).map(({ node }) => excerpt(node))).toEqual([])
})
