/** A program, whose first file is asked, and what is found there. */
export interface IndependenceCase {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly groups?: readonly string[]
  readonly stops?: readonly string[]
}

/** Files that all cases import. */
export const SUPPORT: Readonly<Record<string, string>> = {
  'models.ts': `
import { auto, boolean, foreignKey, integer, Model, text } from 'orm-runtime'
export class User extends Model<User>()('users', { id: auto(), name: text(), active: boolean({ default: true }) }) {}
export class Order extends Model<Order>()('orders', { id: auto(), user: foreignKey<User>('User'), total: integer() }) {}
`,
  'remote.ts': `
import { drizzle } from 'drizzle-orm/sqlite-proxy'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name') })
export const orders = sqliteTable('orders', { id: integer('id').primaryKey(), userId: integer('user_id') })
export const db = drizzle(async () => ({ rows: [] }), { schema: { users, orders } })
export type Db = typeof db
`,
  'pg.d.ts': `declare module 'pg' { export class Client { connect(): Promise<void> } }`,
  'http.ts': `
export function getJsonSync(url: string): unknown { return url }
export async function getJson(url: string): Promise<unknown> { return (await fetch(url)).json() }
`,
}

const MODELS = `import { User, Order } from '../models.js'\n`
const REMOTE = `import { db, users, orders, type Db } from '../remote.js'\nimport { and, asc, eq, max, sql } from 'drizzle-orm'\n`

/** A case of statements in one async function on the models of orm-runtime. */
function models(
  name: string,
  body: string,
  found: Pick<IndependenceCase, 'groups' | 'stops'>,
  before = '',
): IndependenceCase {
  const text = `${MODELS}${before}\nexport async function main(id: number, text: string, names: string[]) {\n${body}\n}`
  return { name, files: { 'main.ts': text }, ...found }
}

function remote(
  name: string,
  body: string,
  found: Pick<IndependenceCase, 'groups' | 'stops'>,
  before = '',
): IndependenceCase {
  const text = `${REMOTE}${before}\nexport async function main(id: number, text: string) {\n${body}\n}`
  return { name, files: { 'main.ts': text }, ...found }
}

const USERS = 'User.objects.acount()'
const ORDERS = 'Order.objects.acount()'
const TWO = { groups: [`promise-all: ${USERS} & ${ORDERS}`] }
const second = (reason: string, node = ORDERS) => ({ stops: [`${reason}: await ${node}`] })

export const INDEPENDENCE_CASES: readonly IndependenceCase[] = [
  models('two reads', `const a = await ${USERS}; const b = await ${ORDERS}; return a + b`, TWO),
  models('several declarators', `const a = await ${USERS}, b = await ${ORDERS}; return a + b`, TWO),
  models('assigned locals', `let a; let b; a = await ${USERS}; b = await ${ORDERS}; return a + b`, TWO),
  models(
    'a pure constant between, that an element needs',
    `const a = await ${USERS}; const where = { id }; const b = await Order.objects.filter(where).acount(); return a + b`,
    {
      groups: [`promise-all: ${USERS} & Order.objects.filter(where).acount()`],
    },
  ),
  models(
    'a constant between, made of a result',
    `const a = await ${USERS}; const next = a + 1; const b = await Order.objects.filter({ id: next }).acount(); return b`,
    second('data-dependence', 'Order.objects.filter({ id: next }).acount()'),
  ),
  models(
    'a result kept in an own list',
    `const list: number[] = []; const a = await ${USERS}; list.push(a); const b = await ${ORDERS}; return [b, list]`,
    TWO,
  ),
  models(
    'a result kept in a list that others see',
    `const a = await ${USERS}; list.push(a); const b = await ${ORDERS}; return b`,
    second('in-memory-effect'),
    `const list: number[] = []`,
  ),
  models(
    'a switch case',
    `switch (id) { case 1: const a = await ${USERS}; const b = await ${ORDERS}; return a + b }`,
    TWO,
  ),
  models(
    'awaits of one turn of a loop',
    `for (const name of names) { const a = await User.objects.filter({ name }).acount(); const b = await ${ORDERS}; console.log(a, b) }`,
    {
      groups: [`promise-all: User.objects.filter({ name }).acount() & ${ORDERS}`],
    },
  ),
  models(
    'more than the pool holds, in chunks',
    Array.from({ length: 10 }, (_, index) => `const a${index} = await ${USERS}`).join('\n'),
    {
      groups: [`promise-all: ${Array(8).fill(USERS).join(' & ')}`, `promise-all: ${USERS} & ${USERS}`],
    },
  ),
  models(
    'two domain errors',
    `const a = await User.objects.aget({ id }); const b = await Order.objects.aget({ id }); return [a, b]`,
    {
      groups: ['gather: User.objects.aget({ id }) & Order.objects.aget({ id })'],
    },
  ),
  models(
    'an error that is caught inside is none',
    `const a = await find(id); const b = await Order.objects.aget({ id }); return [a, b]`,
    {
      groups: ['promise-all: find(id) & Order.objects.aget({ id })'],
    },
    `async function find(id: number) { try { return await User.objects.aget({ id }) } catch { return undefined } }`,
  ),
  models(
    'mutual recursion',
    `const a = await even(id); const b = await odd(id); return [a, b]`,
    { groups: ['promise-all: even(id) & odd(id)'] },
    `async function even(n: number): Promise<number> { return n === 0 ? ${USERS} : odd(n - 1) }
     async function odd(n: number): Promise<number> { return n === 1 ? ${ORDERS} : even(n - 1) }`,
  ),
  models(
    'mutual recursion with a write far below',
    `const a = await even(id); const b = await odd(id); return [a, b]`,
    second('write-conflict', 'odd(id)'),
    `async function even(n: number): Promise<number> { return n === 0 ? User.objects.filter({ id: n }).adelete() : odd(n - 1) }
     async function odd(n: number): Promise<number> { return n === 1 ? ${ORDERS} : even(n - 1) }`,
  ),
  {
    name: 'methods of a class of another file',
    files: {
      'main.ts': `import { Repository } from './repository.js'\nconst repository = new Repository()\nexport async function main() { const a = await repository.users(); const b = await repository.orders(); return a + b }`,
      'repository.ts': `${MODELS}export class Repository { async users() { return ${USERS} } orders = async () => { return ${ORDERS} } }`,
    },
    groups: ['promise-all: repository.users() & repository.orders()'],
  },
  {
    name: 'an interface whose implementations all read',
    files: {
      'main.ts': `import type { Counts } from './counts.js'\nexport async function main(counts: Counts) { const a = await counts.users(); const b = await counts.orders(); return a + b }`,
      'counts.ts': `${MODELS}export interface Counts { users(): Promise<number>; orders(): Promise<number> }
        export class Stored implements Counts { async users() { return ${USERS} } async orders() { return ${ORDERS} } }
        export const none: Counts = { users: async () => 0, orders: async () => 0 }`,
    },
    groups: ['promise-all: counts.users() & counts.orders()'],
  },
  {
    name: 'an interface of which one implementation writes',
    files: {
      'main.ts': `import type { Counts } from './counts.js'\nexport async function main(counts: Counts) { const a = await counts.usersOr(); const b = await counts.ordersOr(); return a + b }`,
      'counts.ts': `${MODELS}export interface Counts { usersOr(): Promise<number>; ordersOr(): Promise<number> }
        export class Stored implements Counts { async usersOr() { return ${USERS} } async ordersOr() { return ${ORDERS} } }
        export class Clearing implements Counts { async usersOr() { return User.objects.filter({ id: 1 }).adelete() } async ordersOr() { return 0 } }`,
    },
    stops: ['write-conflict: await counts.ordersOr()'],
  },
  {
    name: 'an interface that nothing implements',
    files: {
      'main.ts': `interface Counts { usersNobody(): Promise<number>; ordersNobody(): Promise<number> }\nexport async function main(counts: Counts) { const a = await counts.usersNobody(); const b = await counts.ordersNobody(); return a + b }`,
    },
    stops: ['unknown-effect: await counts.ordersNobody()'],
  },
  models(
    'a function that runs what it is given',
    `const a = await timed(() => ${USERS}); const b = await timed(() => ${ORDERS}); return a + b`,
    {
      groups: [`promise-all: timed(() => ${USERS}) & timed(() => ${ORDERS})`],
    },
    `async function timed<T>(work: () => Promise<T>): Promise<T> { return await work() }`,
  ),
  models(
    'such a function, given a write',
    `const a = await timed(() => User.objects.filter({ id }).adelete()); const b = await timed(() => ${ORDERS}); return a + b`,
    second('write-conflict', `timed(() => ${ORDERS})`),
    `async function timed<T>(work: () => Promise<T>): Promise<T> { return await work() }`,
  ),
  models(
    'reads of a list at once',
    `const a = await Promise.all(names.map((name) => User.objects.filter({ name }).acount())); const b = await ${ORDERS}; return [a, b]`,
    {
      groups: [`promise-all: Promise.all(names.map((name) => User.objects.filter({ name }).acount())) & ${ORDERS}`],
    },
  ),
  models(
    'a getter with an effect',
    `const a = await User.objects.filter({ id: counter.next }).acount(); const b = await ${ORDERS}; return a + b`,
    second('in-memory-effect'),
    `class Counter { n = 0; get next() { return this.n++ } }\nconst counter = new Counter()`,
  ),
  models(
    'a getter that may throw, in the list',
    `const a = await ${USERS}; const b = await Order.objects.filter({ id: given.id }).acount(); return a + b`,
    second('list-may-throw', 'Order.objects.filter({ id: given.id }).acount()'),
    `class Given { get id(): number { throw new Error('none') } }\nconst given = new Given()`,
  ),
  models(
    'a function that is not async and throws, in the list',
    `const a = await ${USERS}; const b = await count(id); return a + b`,
    second('list-may-throw', 'count(id)'),
    `function count(id: number) { if (id < 0) throw new Error('negative'); return Order.objects.filter({ id }).acount() }`,
  ),
  models(
    'a function that is not async and answers a query',
    `const a = await ${USERS}; const b = await count(id); return a + b`,
    { groups: [`promise-all: ${USERS} & count(id)`] },
    `const count = (id: number) => Order.objects.filter({ id }).acount()`,
  ),
  models(
    'a member of what may be missing, in the list',
    `const a = await ${USERS}; const b = await Order.objects.filter({ id: given!.id }).acount(); return a + b`,
    second('list-may-throw', 'Order.objects.filter({ id: given!.id }).acount()'),
    `declare const given: { id: number } | undefined`,
  ),
  models(
    'a clock read between',
    `const a = await ${USERS}; const now = Date.now(); const b = await ${ORDERS}; return [a, b, now]`,
    second('barrier'),
  ),
  models(
    'a write of a local that a catch sees',
    `let stage = 0; try { const a = await ${USERS}; stage = 1; const b = await ${ORDERS}; return a + b } catch { return stage }`,
    second('in-memory-effect'),
  ),
  models(
    'results that a catch sees',
    `let a = 0; let b = 0; try { a = await ${USERS}; b = await ${ORDERS} } catch { return a } return b`,
    second('in-memory-effect'),
  ),
  models(
    'awaits of one try',
    `try { const a = await ${USERS}; const b = await ${ORDERS}; return a + b } catch { return 0 }`,
    TWO,
  ),
  models(
    'a result that a closure made earlier reads',
    `let a = 0; const show = async () => User.objects.filter({ id: a }).acount(); a = await ${ORDERS}; const b = await show(); return b`,
    second('data-dependence', 'show()'),
  ),
  models(
    'a result that a hoisted function reads',
    `const a = await ${ORDERS}; const b = await show(); return b; async function show() { return User.objects.filter({ id: a }).acount() }`,
    second('data-dependence', 'show()'),
  ),
  models(
    'fields are assigned one after the other',
    `const o = { a: 0, b: 0 }; o.a = await ${USERS}; o.b = await ${ORDERS}; return o`,
    second('in-memory-effect'),
  ),
  models(
    'a declaration and an assignment',
    `let b = 0; const a = await ${USERS}; b = await ${ORDERS}; return a + b`,
    second('barrier'),
  ),
  models(
    'a queryset in a variable',
    `const open = Order.objects.filter({ id }); const a = await open; const b = await open.acount(); return [a, b]`,
    { groups: ['promise-all: open & open.acount()'] },
  ),
  models(
    'a constructor that only fills its object',
    `const a = await ${USERS}; const b = await load(new Query(id)); return [a, b]`,
    second('list-may-throw', 'load(new Query(id))'),
    `class Query { id: number; constructor(id: number) { this.id = id } }\nasync function load(query: Query) { return Order.objects.filter({ id: query.id }).acount() }`,
  ),
  models(
    'a loop that waits for a condition',
    `const a = await poll(); const b = await ${ORDERS}; return [a, b]`,
    { stops: [`loop: await ${USERS}`, `waiting: await ${ORDERS}`] },
    `async function poll() { for (;;) { const n = await ${USERS}; if (n > 3) return n } }`,
  ),
  models(
    'an in-memory write in a callback of an array',
    `const a = await load(names); const b = await ${ORDERS}; return [a, b]`,
    second('in-memory-effect'),
    `const cache: string[] = []\nasync function load(names: string[]) { names.forEach((name) => { cache.push(name) }); return ${USERS} }`,
  ),
  models(
    'an own list filled in a callback',
    `const a = await load(names); const b = await ${ORDERS}; return [a, b]`,
    { groups: [`promise-all: load(names) & ${ORDERS}`] },
    `async function load(names: string[]) { const found: string[] = []; names.forEach((name) => { found.push(name) }); return { found, n: await ${USERS} } }`,
  ),
  models(
    'an object that the callee changes',
    `const o = { n: 0 }; const a = await load(o); const b = await ${ORDERS}; return [a, b, o]`,
    second('in-memory-effect'),
    `async function load(o: { n: number }) { o.n++; return ${USERS} }`,
  ),
  models(
    'the function of a transaction is reached from an ambient one only',
    `const a = await ${USERS}; const b = await ${ORDERS}; return a + b`,
    TWO,
  ),
  models(
    'literal addresses of different origins',
    `const a = await fetch('https://a.example/x'); const b = await fetch('https://b.example/y'); return [a, b]`,
    {
      groups: [`promise-all: fetch('https://a.example/x') & fetch('https://b.example/y')`],
    },
  ),
  models(
    'literal addresses of one origin',
    `const a = await fetch('https://a.example/x'); const b = await fetch('https://a.example/y'); return [a, b]`,
    second('unknown-effect', `fetch('https://a.example/y')`),
  ),
  {
    name: 'declared functions of the project',
    files: {
      'main.ts': `import { getJson } from '../http.js'\nexport async function main(base: string) { const a = await getJson(base + '/a'); const b = await getJson(\`\${base}/b\`); return [a, b] }`,
    },
    groups: ["promise-all: getJson(base + '/a') & getJson(`${base}/b`)"],
  },
  {
    name: 'a test file',
    files: {
      'main.test.ts': `${MODELS}export async function main() { const a = await ${USERS}; const b = await ${ORDERS}; return a + b }`,
    },
    stops: [`test-file: await ${ORDERS}`],
  },
  remote(
    'drizzle on a pool',
    `const a = await db.select().from(users).where(and(eq(users.id, id), eq(users.name, text))); const b = await db.query.orders.findMany({ where: (order, { eq }) => eq(order.userId, id) }); return [a, b]`,
    {
      groups: [
        `promise-all: db.select().from(users).where(and(eq(users.id, id), eq(users.name, text))) & db.query.orders.findMany({ where: (order, { eq }) => eq(order.userId, id) })`,
      ],
    },
  ),
  remote(
    'a client that a function is given by everybody who calls it',
    `const a = await list(db); const b = await db.select().from(orders); return [a, b]`,
    {
      groups: ['promise-all: list(db) & db.select().from(orders)'],
    },
    `async function list(client: Db) { return await client.select().from(users) }`,
  ),
  remote(
    'a client that a caller got from a parameter',
    `return await outer(db)`,
    { stops: ['unknown-client: await list(client)'] },
    `async function list(client: Db) { return await client.select().from(users) }
     export async function outer(client: Db) { const a = await list(client); const b = await list(client); return [a, b] }`,
  ),
  remote(
    'a client in a field',
    `return new Repository(db).lists()`,
    { groups: ['promise-all: this.db.select().from(users) & this.db.select().from(orders)'] },
    `class Repository { private db: Db; constructor(db: Db) { this.db = db }
      async lists() { const a = await this.db.select().from(users); const b = await this.db.select().from(orders); return [a, b] } }`,
  ),
  remote(
    'a client in a field that a transaction may be handed to',
    `await new Repository(db).lists(); return db.transaction((tx) => new Repository(tx as never).lists())`,
    { stops: ['unknown-client: await this.db.select().from(orders)'] },
    `class Repository { private db: Db; constructor(db: Db) { this.db = db }
      async lists() { const a = await this.db.select().from(users); const b = await this.db.select().from(orders); return [a, b] } }`,
  ),
  remote(
    'a client that a module keeps across reloads',
    `const a = await kept.select().from(users); const b = await kept.select().from(orders); return [a, b]`,
    {
      groups: ['promise-all: kept.select().from(users) & kept.select().from(orders)'],
    },
    `import { drizzle } from 'drizzle-orm/sqlite-proxy'\nconst globalForDb = globalThis as unknown as { db?: Db }\nconst kept = globalForDb.db ?? drizzle(async () => ({ rows: [] }))`,
  ),
  remote(
    'a function that a transaction calls',
    `await db.transaction(async () => { await both() })`,
    { stops: ['straggler: await db.select().from(orders)'] },
    `async function both() { const a = await db.select().from(users); const b = await db.select().from(orders); return [a, b] }`,
  ),
  remote(
    'a maximum before another read',
    `const [a] = await db.select({ top: max(users.id) }).from(users); const b = await db.select().from(orders); return [a, b]`,
    second('watermark', 'db.select().from(orders)'),
  ),
  remote(
    'a sequence drawn in a select',
    "const a = await db.select({ n: sql`nextval('s')` }).from(users); const b = await db.select().from(orders); return [a, b]",
    second('write-conflict', 'db.select().from(orders)'),
  ),
  remote(
    'a literal select',
    'const a = await db.all(sql`select * from users where id = ${id}`); const b = await db.select().from(orders); return [a, b]',
    {
      groups: ['promise-all: db.all(sql`select * from users where id = ${id}`) & db.select().from(orders)'],
    },
  ),
  remote(
    'a select with a fragment that locks',
    'const tail = sql`for update`; const a = await db.all(sql`select * from users ${tail}`); const b = await db.select().from(orders); return [a, b]',
    second('unknown-effect', 'db.select().from(orders)'),
  ),
  remote(
    'text that deletes',
    'const a = await db.all(sql`delete from users returning id`); const b = await db.select().from(orders); return [a, b]',
    second('write-conflict', 'db.select().from(orders)'),
  ),
  remote(
    'one builder in two elements',
    `const query = db.select().from(users).$dynamic(); const a = await query.where(eq(users.id, id)); const b = await query.limit(1); return [a, b]`,
    second('mutable-builder', 'query.limit(1)'),
  ),
  remote(
    'two domain errors without gather',
    `const a = await one(id); const b = await one(id + 1); return [a, b]`,
    second('two-domain-errors', 'one(id + 1)'),
    `async function one(id: number) { const [user] = await db.select().from(users).where(eq(users.id, id)); if (!user) throw new Error('none'); return user }`,
  ),

  models(
    'a stored promise that a callee answers',
    `const a = await ready(); const b = await ${ORDERS}; return [a, b]`,
    second('waiting'),
    `const started = ${USERS}\nfunction ready() { return started }`,
  ),
  models(
    'a promise out of a cache',
    `const a = await cached(id); const b = await ${ORDERS}; return [a, b]`,
    second('waiting'),
    `const cache = new Map<number, Promise<number>>()\nasync function cached(id: number) { return (await cache.get(id)) ?? 0 }`,
  ),
  models(
    'a list of stored promises',
    `const a = await all(); const b = await ${ORDERS}; return [a, b]`,
    second('waiting'),
    `const running: Promise<number>[] = []\nasync function all() { return await Promise.all(running) }`,
  ),
  models(
    'the stored promises of a list, one by one',
    `const a = await all(); const b = await ${ORDERS}; return [a, b]`,
    second('waiting'),
    `const running: Promise<number>[] = []\nasync function all() { for (const one of running) await one }`,
  ),
  models(
    'a promise that the callee made itself',
    `const a = await sum(); const b = await ${ORDERS}; return [a, b]`,
    { groups: [`promise-all: sum() & ${ORDERS}`] },
    `async function sum() { const counting = ${USERS}; return await counting }`,
  ),
  models(
    'a getter behind a pattern',
    `const a = await load(counter); const b = await ${ORDERS}; return [a, b]`,
    second('in-memory-effect'),
    `class Counter { n = 0; get next() { return this.n++ } }\nconst counter = new Counter()\nasync function load(from: Counter) { const { next } = from; return User.objects.filter({ id: next }).acount() }`,
  ),
  models(
    'a generator that is consumed',
    `const a = await load(numbers); const b = await ${ORDERS}; return [a, b]`,
    second('unknown-effect'),
    `function* count() { yield 1 }\nconst numbers = count()\nasync function load(ns: Iterable<number> & Generator<number>) { for (const n of ns) return User.objects.filter({ id: n }).acount() }`,
  ),
  models(
    'a decorated method',
    `const a = await service.users(); const b = await ${ORDERS}; return [a, b]`,
    second('unknown-effect'),
    `function logged(method: () => Promise<number>, _: ClassMethodDecoratorContext) { return method }\nclass Service { @logged async users() { return ${USERS} } }\nconst service = new Service()`,
  ),
  models(
    'an instance that remembers what it loads',
    `const order = new Order({ total: 1 }); const a = await order.aload('user'); const b = await ${ORDERS}; return [a, b]`,
    second('in-memory-effect'),
  ),
  models(
    'a blocking query in an element',
    `const a = await ${USERS}; const b = await Order.objects.filter({ id: User.objects.count() }).acount(); return a + b`,
    second('list-may-throw', 'Order.objects.filter({ id: User.objects.count() }).acount()'),
  ),
  models(
    'functions that only block',
    `const a = await users(); const b = await orders(); return a + b`,
    {},
    `async function users() { return User.objects.count() }\nasync function orders() { return Order.objects.count() }`,
  ),
  models(
    'a method of a union of classes',
    `const a = await (id > 1 ? new One() : new Two()).load(); const b = await ${ORDERS}; return a + b`,
    second('write-conflict'),
    `class One { async load() { return ${USERS} } }\nclass Two { async load() { return User.objects.filter({ id: 1 }).adelete() } }`,
  ),
  models(
    'an await that stands in another statement between',
    `const a = await ${USERS}; const b = (await pure(id)) + 1; const c = await ${ORDERS}; return [a, b, c]`,
    second('barrier'),
    `async function pure(id: number) { return id }`,
  ),
  remote(
    'a client on one connection',
    `const a = await one.select().from(users); const b = await one.select().from(orders); return [a, b]`,
    second('unknown-client', 'one.select().from(orders)'),
    `import { Client } from 'pg'\nimport { drizzle } from 'drizzle-orm/node-postgres'\nimport { integer, pgTable } from 'drizzle-orm/pg-core'\nconst client = new Client()\nconst one = drizzle({ client }) as unknown as Db`,
  ),
  remote(
    'the time of the database',
    'const [a] = await db.select({ now: sql`now()` }).from(users); const b = await db.select().from(orders); return [a, b]',
    second('watermark', 'db.select().from(orders)'),
  ),
  {
    name: 'two domain errors in CommonJS, which takes no import',
    files: {
      'main.cts': `import models = require('../models.js')\nconst { User, Order } = models\nmodule.exports.main = async function main() { const a = await User.objects.aget({ id: 1 }); const b = await Order.objects.aget({ id: 1 }); return [a, b] }`,
    },
    stops: ['two-domain-errors: await Order.objects.aget({ id: 1 })'],
  },

  {
    name: 'an interface that a class fits which does not say so, and writes',
    files: {
      'main.ts': `import type { Counts } from './counts.js'\nexport async function main(counts: Counts) { const a = await counts.usersAlike(); const b = await counts.ordersAlike(); return a + b }`,
      'counts.ts': `${MODELS}export type Counts = { usersAlike(): Promise<number>; ordersAlike(): Promise<number> }
        export const stored: Counts = { usersAlike: async () => ${USERS}, ordersAlike: async () => ${ORDERS} }
        export class Clearing { async usersAlike() { return User.objects.filter({ id: 1 }).adelete() } async ordersAlike() { return 0 } }`,
    },
    stops: ['write-conflict: await counts.ordersAlike()'],
  },
]
