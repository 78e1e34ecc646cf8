/** Code that imports `rows`, `atomic` and `Row`, and what async propagation makes of it: nothing, where there is no `after`. */
export interface AsyncCase {
  readonly name: string
  readonly before: string
  readonly after?: string
  readonly boundaries?: readonly string[]
}

export const asyncCases: readonly AsyncCase[] = [
  {
    name: 'a declared function type follows, with all that is declared by it',
    before: `
type Loader = (id: number) => Row
const load: Loader = (id) => rows.get(id)
const fake: Loader = () => ({}) as Row
function nameOf(loader: Loader) { return loader(1).name }
export const names = () => nameOf(load) + nameOf(fake) + nameOf((id) => fake(id))
`,
    after: `
type Loader = (id: number) => Promise<Row>
const load: Loader = async (id) => await rows.aget(id)
const fake: Loader = async () => ({}) as Row
async function nameOf(loader: Loader) { return (await loader(1)).name }
export const names = async () => (await nameOf(load)) + (await nameOf(fake)) + (await nameOf(async (id) => await fake(id)))
`,
  },
  {
    name: 'a function that a function answers',
    before: `
function loader(prefix: string) { return (id: number) => prefix + rows.get(id).name }
const load = loader('a')
export const name = () => load(1) + loader('b')(2)
`,
    after: `
function loader(prefix: string) { return async (id: number) => prefix + (await rows.aget(id)).name }
const load = loader('a')
export const name = async () => (await load(1)) + (await loader('b')(2))
`,
  },
  {
    name: 'a declared function that a function answers, and its other answers',
    before: `
function loader(prefix: string): (id: number) => string {
  if (prefix === '') return (id) => \`\${id}\`
  return (id) => rows.get(id).name
}
export const name = () => loader('b')(2).length
`,
    after: `
function loader(prefix: string): (id: number) => Promise<string> {
  if (prefix === '') return async (id) => \`\${id}\`
  return async (id) => (await rows.aget(id)).name
}
export const name = async () => (await loader('b')(2)).length
`,
  },
  {
    name: 'an arrow that answers an arrow',
    before: `
const loader = (prefix: string) => (id: number) => prefix + rows.get(id).name
export function name() { const load = loader('a'); return load(1) ? 1 : 2 }
`,
    after: `
const loader = (prefix: string) => async (id: number) => prefix + (await rows.aget(id)).name
export async function name() { const load = loader('a'); return (await load(1)) ? 1 : 2 }
`,
  },
  {
    name: 'an object that a function answers',
    before: `
function repository() { return { find(id: number) { return rows.get(id) }, count: () => rows.count() } }
export const name = () => repository().find(1).name + repository().count()
`,
    after: `
function repository() { return { async find(id: number) { return await rows.aget(id) }, count: async () => await rows.acount() } }
export const name = async () => (await repository().find(1)).name + (await repository().count())
`,
  },
  {
    name: "a constructor's parameter property",
    before: `
class Service {
  constructor(private readonly load: (id: number) => Row) {}
  name() { return this.load(1).name }
}
export const name = () => new Service((id) => rows.get(id)).name()
`,
    after: `
class Service {
  constructor(private readonly load: (id: number) => Promise<Row>) {}
  async name() { return (await this.load(1)).name }
}
export const name = async () => await new Service(async (id) => await rows.aget(id)).name()
`,
  },
  {
    name: 'an optional member, called in an optional chain',
    before: `
interface Options { load?: (id: number) => Row }
const options: Options = { load: (id) => rows.get(id) }
export const name = () => options.load?.(1).name.length
`,
    after: `
interface Options { load?: (id: number) => Promise<Row> }
const options: Options = { load: async (id) => await rows.aget(id) }
export const name = async () => (await options.load?.(1))?.name.length
`,
  },
  {
    name: 'overloads',
    before: `
function find(id: number): Row
function find(id: string): Row
function find(id: number | string) { return rows.get(Number(id)) }
export const name = () => find(1).name + find('2').name
`,
    after: `
function find(id: number): Promise<Row>
function find(id: string): Promise<Row>
async function find(id: number | string) { return await rows.aget(Number(id)) }
export const name = async () => (await find(1)).name + (await find('2')).name
`,
  },
  {
    name: 'a variable that is assigned again',
    before: `
let load = (id: number) => rows.get(id)
load = () => ({}) as Row
export const name = () => load(1).name
`,
    after: `
let load = async (id: number) => await rows.aget(id)
load = async () => ({}) as Row
export const name = async () => (await load(1)).name
`,
  },
  {
    name: 'bind and call',
    before: `
class Rows {
  find(id: number) { return rows.get(id) }
  name() { const find = this.find.bind(this); return find(1).name + this.find.call(this, 2).name }
}
export { Rows }
`,
    after: `
class Rows {
  async find(id: number) { return await rows.aget(id) }
  async name() { const find = this.find.bind(this); return (await find(1)).name + (await this.find.call(this, 2)).name }
}
export { Rows }
`,
  },
  {
    name: 'a parameter that is destructured',
    before: `
function run({ load }: { load: (id: number) => Row }) { return load(1).name }
export const name = () => run({ load: (id) => rows.get(id) })
`,
    after: `
async function run({ load }: { load: (id: number) => Promise<Row> }) { return (await load(1)).name }
export const name = async () => await run({ load: async (id) => await rows.aget(id) })
`,
  },
  {
    name: 'an object that is spread into another',
    before: `
const base = { find: (id: number) => rows.get(id) }
const more = { ...base, other: 1 }
export const name = () => more.find(1).name
`,
    after: `
const base = { find: async (id: number) => await rows.aget(id) }
const more = { ...base, other: 1 }
export const name = async () => (await more.find(1)).name
`,
  },
  {
    name: 'one of two functions',
    before: `
const load = (id: number) => rows.get(id)
const fake = (id: number) => ({ id }) as Row
export const name = (isReal: boolean) => (isReal ? load : fake)(1).name
`,
    after: `
const load = async (id: number) => await rows.aget(id)
const fake = (id: number) => ({ id }) as Row
export const name = async (isReal: boolean) => (await (isReal ? load : fake)(1)).name
`,
  },
  {
    name: 'mapped types of a class',
    before: `
class Rows { find(id: number) { return rows.get(id) } }
export const names = (a: Partial<Rows>, b: Pick<Rows, 'find'>) => [a.find?.(1).name, b['find'](1).name]
`,
    after: `
class Rows { async find(id: number) { return await rows.aget(id) } }
export const names = async (a: Partial<Rows>, b: Pick<Rows, 'find'>) => [(await a.find?.(1))?.name, (await b['find'](1)).name]
`,
  },
  {
    name: 'private, static and quoted names',
    before: `
class Rows {
  #find(id: number) { return rows.get(id) }
  static first() { return new Rows().#find(1).name }
  'quoted name'() { return this.#find(2) }
  ['computed']() { return this['quoted name']() }
}
export { Rows }
`,
    after: `
class Rows {
  async #find(id: number) { return await rows.aget(id) }
  static async first() { return (await new Rows().#find(1)).name }
  async 'quoted name'() { return await this.#find(2) }
  async ['computed']() { return await this['quoted name']() }
}
export { Rows }
`,
  },
  {
    name: 'a class whose method is only in a union with another',
    before: `
class Stored { find() { return rows.get(1) } }
class Fixed { find() { return {} as Row } }
export const has = (finder: Stored | Fixed) => (finder.find() ? 1 : 2)
`,
    after: `
class Stored { async find() { return await rows.aget(1) } }
class Fixed { find() { return {} as Row } }
export const has = async (finder: Stored | Fixed) => ((await finder.find()) ? 1 : 2)
`,
  },
  {
    name: 'generic functions',
    before: `
function withRow<T>(id: number, fn: (row: Row) => T): T { const row = rows.get(id); return fn(row) }
function run<T>(fn: () => T): T { return fn() }
export const name = () => withRow(1, (row) => row.name).length + run(() => rows.get(1)).name
`,
    after: `
async function withRow<T>(id: number, fn: (row: Row) => T): Promise<T> { const row = await rows.aget(id); return fn(row) }
async function run<T>(fn: () => Promise<T>): Promise<T> { return await fn() }
export const name = async () => (await withRow(1, (row) => row.name)).length + (await run(async () => await rows.aget(1))).name
`,
  },
  {
    name: "types that are computed from the function's",
    before: `
function find(id: number) { return rows.get(id) }
type Found = ReturnType<typeof find>
export const nameOf = (found: Found, again: typeof find) => found.name + again(1).name
`,
    after: `
async function find(id: number) { return await rows.aget(id) }
type Found = Awaited<ReturnType<typeof find>>
export const nameOf = async (found: Found, again: typeof find) => found.name + (await again(1)).name
`,
  },
  {
    name: 'a member of a namespace',
    before: `
namespace Store { export function find(id: number) { return rows.get(id) } }
export const name = () => Store.find(1).name
`,
    after: `
namespace Store { export async function find(id: number) { return await rows.aget(id) } }
export const name = async () => (await Store.find(1)).name
`,
  },
  {
    name: 'an anonymous default export',
    before: `
export default (id: number) => rows.get(id)
`,
    after: `
export default async (id: number) => await rows.aget(id)
`,
  },
  {
    name: 'a tagged template',
    before: `
const first = (parts: TemplateStringsArray) => rows.get(parts.length)
export const name = () => first\`a\`.name
`,
    after: `
const first = async (parts: TemplateStringsArray) => await rows.aget(parts.length)
export const name = async () => (await first\`a\`).name
`,
  },
  {
    name: 'a place whose type takes a promise',
    before: `
function run(fn: () => number | Promise<number>) { return Promise.resolve(fn()) }
export const count = () => run(() => rows.count())
`,
    after: `
function run(fn: () => number | Promise<number>) { return Promise.resolve(fn()) }
export const count = () => run(async () => await rows.acount())
`,
  },
  {
    name: 'a callback that catches all its errors',
    before: `
export function later() { setTimeout(() => { try { rows.get(1) } catch (error) { console.log(error) } }, 1) }
`,
    after: `
export function later() { setTimeout(async () => { try { await rows.aget(1) } catch (error) { console.log(error) } }, 1) }
`,
  },
  {
    name: 'a function that answers a promise already',
    before: `
function load(id: number): Promise<string> { const row = rows.get(id); return Promise.resolve(row.name) }
export const name = () => load(1).then((name) => name.length)
`,
    after: `
async function load(id: number): Promise<string> { const row = await rows.aget(id); return Promise.resolve(row.name) }
export const name = () => load(1).then((name) => name.length)
`,
  },
  {
    name: 'a transaction and all that it reaches',
    before: `
function rename(row: Row) { row.save() }
export const renameAll = () => atomic(() => { for (const row of rows) rename(row) })
`,
    after: `
import { aatomic, rows, type Row } from './orm.ts'
async function rename(row: Row) { await row.asave() }
export const renameAll = async () => await aatomic(async () => { for await (const row of rows) await rename(row) })
`,
  },
  {
    name: 'await that is there already',
    before: `
export async function save(row: Row) { await row.save(); return await rows.get(1) }
`,
    after: `
export async function save(row: Row) { await row.asave(); return await rows.aget(1) }
`,
  },
  {
    name: 'a looser operand is put into parentheses',
    before: `
export function list(isAll: boolean) { const [first] = isAll ? rows : rows.filter(1); return first }
`,
    after: `
export async function list(isAll: boolean) { const [first] = await (isAll ? rows : rows.filter(1)); return first }
`,
  },
  {
    name: 'named callbacks',
    before: `
function load(id: number) { return rows.get(id) }
function print(id: number, index: number) { console.log(index, rows.get(id)) }
export function all(ids: number[]) { ids.forEach(print); return ids.map(load) }
export const arrow = (ids: number[]) => ids.map(load)
`,
    after: `
async function load(id: number) { return await rows.aget(id) }
async function print(id: number, index: number) { console.log(index, await rows.aget(id)) }
export async function all(ids: number[]) { for (const [index, id] of ids.entries()) await print(id, index); const results: Row[] = []
for (const id of ids) results.push(await load(id))
return results }
export const arrow = async (ids: number[]) => {
  const results: Row[] = []
  for (const id of ids) results.push(await load(id))
  return results
}
`,
  },
  {
    name: 'statements without a block of their own',
    before: `
export function all(ids: number[]) {
  let found: Row[] = []
  if (ids.length > 1) found = ids.map((id) => rows.get(id))
  else ids.forEach((id) => rows.get(id).save())
  if (found[0]) return ids.map((id) => rows.get(id));
  return found
}
`,
    after: `
export async function all(ids: number[]) {
  let found: Row[] = []
  if (ids.length > 1) {
    const results: Row[] = []
    for (const id of ids) results.push(await rows.aget(id))
    found = results
  }
  else for (const id of ids) await (await rows.aget(id)).asave()
  if (found[0]) {
    const results2: Row[] = [];
    for (const id of ids) results2.push(await rows.aget(id));
    return results2;
  }
  return found
}
`,
  },
  {
    name: 'returns in the middle of a callback',
    before: `
export function all(ids: number[]) {
  const found = ids.map((id, index) => {
    if (id < 0) return undefined
    if (index > 3) return rows.get(index)
    return rows.get(id)
  })
  ids.forEach((id) => { if (id) return console.log(rows.get(id)); rows.get(2) })
  return found
}
`,
    after: `
export async function all(ids: number[]) {
  const found: (Row | undefined)[] = []
  for (const [index, id] of ids.entries()) {
    if (id < 0) { found.push(undefined); continue }
    if (index > 3) { found.push(await rows.aget(index)); continue }
    found.push(await rows.aget(id))
  }
  for (const id of ids) { if (id) { console.log(await rows.aget(id)); continue; } await rows.aget(2) }
  return found
}
`,
  },
  {
    name: 'comments around a callback',
    before: `
export function all(ids: number[]) {
  const found = ids // all of them
    .map((id) => /* one */ rows.get(id)) // done
  return found
}
`,
    after: `
export async function all(ids: number[]) {
  const found: Row[] = []
  // all of them
  /* one */
  for (const id of ids) found.push(await rows.aget(id)) // done
  return found
}
`,
  },
  {
    name: 'loops in loops',
    before: `
export function all(groups: number[][]) {
  const found = groups.map((ids) => {
    const row = ids.map((id) => rows.get(id))
    return row
  })
  return found
}
`,
    after: `
export async function all(groups: number[][]) {
  const found: Row[][] = []
  for (const ids of groups) {
    const row: Row[] = []
    for (const id of ids) row.push(await rows.aget(id))
    found.push(row)
  }
  return found
}
`,
  },
  {
    name: "the array's variable is the callback's too",
    before: `
export function all(ids: number[]) { const id = ids.map((id) => rows.get(id)); return id }
`,
    after: `
export async function all(ids: number[]) { const results: Row[] = [];
for (const id of ids) results.push(await rows.aget(id));
const id = results; return id }
`,
  },
  {
    name: 'a member under another name',
    before: `
const users = { find: (id: number) => rows.get(id), name(id: number) { return rows.get(id).name } }
const { find: load, name: nameOf = () => '' } = users
export const name = () => load(1).name + nameOf(1)
`,
    after: `
const users = { find: async (id: number) => await rows.aget(id), async name(id: number) { return (await rows.aget(id)).name } }
const { find: load, name: nameOf = () => '' } = users
export const name = async () => (await load(1)).name + (await nameOf(1))
`,
  },
  {
    name: 'a call that hands back what its callback answers',
    before: `
import { AsyncLocalStorage } from 'node:async_hooks'
const storage = new AsyncLocalStorage<number>()
export const count = () => storage.run(1, () => rows.count())
`,
    after: `
import { AsyncLocalStorage } from 'node:async_hooks'
const storage = new AsyncLocalStorage<number>()
export const count = async () => await storage.run(1, async () => await rows.acount())
`,
  },
  {
    name: 'tests and their subtests',
    before: `
import { describe, test } from 'node:test'
describe('rows', () => { test('count', (t) => { t.test('again', () => { rows.count() }) }) })
`,
    after: `
import { describe, test } from 'node:test'
describe('rows', () => { test('count', async (t) => { await t.test('again', async () => { await rows.acount() }) }) })
`,
  },
  {
    name: 'a listener that catches all its errors',
    before: `
import { createServer } from 'node:http'
createServer((_, response) => { try { response.end(rows.get(1).name) } catch { response.end() } })
`,
    after: `
import { createServer } from 'node:http'
createServer(async (_, response) => { try { response.end((await rows.aget(1)).name) } catch { response.end() } })
`,
  },
  {
    name: 'the array waits too, at the beginning of a statement',
    before: `
function load() { return [rows.get(1)] }
export function save() {
  console.log(1)
  load().forEach((row) => row.save())
  load().forEach((row, index) => { row.id = index; row.save() })
}
`,
    after: `
async function load() { return [await rows.aget(1)] }
export async function save() {
  console.log(1)
  for (const row of await load()) await row.asave()
  for (const [index, row] of (await load()).entries()) { row.id = index; await row.asave() }
}
`,
  },
  {
    name: 'an array in parentheses',
    before: `
export function save(some: Row[] | undefined, others: Row[]) {
  (some ?? others).forEach((row, index) => { row.id = index; row.save() })
  const names = (some as Row[]).map((row, index) => rows.get(index).name)
  return names
}
`,
    after: `
export async function save(some: Row[] | undefined, others: Row[]) {
  for (const [index, row] of (some ?? others).entries()) { row.id = index; await row.asave() }
  const names: string[] = []
  for (const index of (some as Row[]).keys()) names.push((await rows.aget(index)).name)
  return names
}
`,
  },
  {
    name: 'a name that the array declares for itself',
    before: `
export function save(all: Row[]) {
  all.filter((row) => row.id > 1).forEach((row) => row.save())
}
`,
    after: `
export async function save(all: Row[]) {
  for (const row of all.filter((row) => row.id > 1)) await row.asave()
}
`,
  },
  {
    name: 'values of all keys of one type',
    before: `
type Loader = (id: number) => Row
const loaders: Record<string, Loader> = { row: (id) => rows.get(id) }
export const name = () => loaders['row']?.(1).name
`,
    after: `
type Loader = (id: number) => Promise<Row>
const loaders: Record<string, Loader> = { row: async (id) => await rows.aget(id) }
export const name = async () => (await loaders['row']?.(1))?.name
`,
  },
  {
    name: 'jobs whose result is dropped',
    before: `
const jobs: Record<string, () => void> = { save: () => { rows.get(1).save() } }
export const run = (name: string) => jobs[name]?.()
`,
    after: `
const jobs: Record<string, () => Promise<void>> = { save: async () => { await (await rows.aget(1)).asave() } }
export const run = async (name: string) => await jobs[name]?.()
`,
  },
  {
    name: 'functions that are taken out of an object all at once',
    before: `
const loaders = { row: (id: number) => rows.get(id) }
export const all = () => Object.values(loaders).map((load) => load(1))
`,
    after: `
const loaders = { row: async (id: number) => await rows.aget(id) }
export const all = async () => {
  const results: Row[] = []
  for (const load of Object.values(loaders)) results.push(await load(1))
  return results
}
`,
  },
  {
    name: 'functions that are spread into arguments',
    before: `
const loaders = [(id: number) => rows.get(id)]
const call = (...given: ((id: number) => Row)[]) => given.length
export const all = () => call(...loaders)
`,
    boundaries: ['unclassified-reference'],
  },
  {
    name: 'a callback of Promise.all',
    before: `
function load(id: number) { return rows.get(id) }
export const all = async (ids: number[]) => await Promise.all(ids.map((id) => load(id)))
`,
    after: `
async function load(id: number) { return await rows.aget(id) }
export const all = async (ids: number[]) => {
  const results: Row[] = []
  for (const id of ids) results.push(await load(id))
  return await Promise.all(results)
}
`,
  },
  {
    name: 'a map that is the body of a map',
    before: `
export function all(groups: number[][]) { return groups.map((ids) => ids.map((id) => rows.get(id))) }
`,
    after: `
export async function all(groups: number[][]) { const results2: Row[][] = []
for (const ids of groups) {
  const results: Row[] = []
  for (const id of ids) results.push(await rows.aget(id))
  results2.push(results)
}
return results2 }
`,
  },
  {
    name: 'a query that an async function would run',
    before: `
function after(id: number) { const row = rows.get(id); return rows.filter(row.id) }
export { after }
`,
    boundaries: ['lazy-result'],
  },
  {
    name: 'a transaction that reaches a getter',
    before: `
class Session { get row() { return first() } }
function first() { return rows.get(1) }
export const run = () => atomic(() => { rows.get(2).save(); first() })
export { Session }
`,
    boundaries: ['accessor'],
  },
  {
    name: 'a constructor, by way of a function',
    before: `
function load() { return rows.get(1) }
class Session { row: Row; constructor() { this.row = load() } }
export { Session }
`,
    boundaries: ['constructor'],
  },
  {
    name: 'the body of a namespace',
    before: `
namespace Store { export const first = rows.get(1) }
export { Store }
`,
    boundaries: ['namespace'],
  },
  {
    name: 'an array that the callback changes',
    before: `
export function all(ids: number[]) { ids.forEach((id) => { if (rows.get(id)) ids.pop() }) }
`,
    boundaries: ['array-callback'],
  },
  {
    name: 'a callback with a this of its own',
    before: `
export function all(this: Row, ids: number[]) { ids.forEach(function (this: Row, id) { this.id = rows.get(id).id }, this) }
`,
    boundaries: ['array-callback'],
  },
  {
    name: "a library's constructor",
    before: `
export const load = () => new Promise<Row>((resolve) => resolve(rows.get(1)))
`,
    boundaries: ['sync-callback'],
  },
  {
    name: 'arguments that are spread',
    before: `
function run(load: (id: number) => Row) { return load(1) }
export const name = (loads: [(id: number) => Row]) => run(...loads).name + run((id) => rows.get(id)).name
`,
    boundaries: ['unclassified-reference'],
  },
]
