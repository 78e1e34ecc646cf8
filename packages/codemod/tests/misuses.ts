/**
 * Ways to go on using a function as if it gave its result, after it has been made to give a promise. Of most of them the
 * type checker says nothing. Each is a program that is right as it stands: `LIBRARY` in front, the misuse behind it.
 * Then `findUser`, `isOwner` and `size` become asynchronous, and the misuse stays as it is.
 */
export interface Misuse {
  readonly title: string
  readonly code: string
  /** What is edited beside the functions, as find and replace: where the misuse is a callback that has to wait. */
  readonly also?: readonly (readonly [find: string, replace: string])[]
}

export const LIBRARY = `
interface User { name: string; age: number }
export function findUser(id: number): User { return { name: 'Ann', age: id } }
export function isOwner(id: number): boolean { return id === 1 }
export function size(): number { return 3 }
declare const anything: any
declare function report(...values: unknown[]): void
declare function listen(event: string, listener: () => void): void
declare function take(value: {}): void
declare function same<Value>(value: Value): Value
declare const cache: Map<string, unknown>
`

/** What makes the functions asynchronous. */
export const BECOMES_ASYNC: readonly (readonly [find: string, replace: string])[] = [
  ['function findUser(id: number): User', 'async function findUser(id: number): Promise<User>'],
  ['function isOwner(id: number): boolean', 'async function isOwner(id: number): Promise<boolean>'],
  ['function size(): number', 'async function size(): Promise<number>'],
]

export const MISUSES: readonly Misuse[] = [
  // Read as true or false.
  {
    title: 'the condition of an `if`',
    code: `export function may(id: number) { if (isOwner(id)) return 'yes'; return 'no' }`,
  },
  { title: 'negated', code: `export const mayNot = (id: number) => !isOwner(id)` },
  { title: 'the left side of `&&`', code: `export const label = (id: number) => isOwner(id) && 'owner'` },
  {
    title: 'behind `&&` in a condition',
    code: `export function both(id: number) { if (id > 0 && isOwner(id)) return 1; return 0 }`,
  },
  {
    title: 'the condition of a conditional expression',
    code: `export const price = (id: number) => (isOwner(id) ? 0 : 10)`,
  },
  {
    title: 'kept in a variable that is a condition later',
    code: `export function later(id: number) { const owns = isOwner(id); if (owns) return 1; return 0 }`,
  },
  { title: 'the condition of a loop', code: `export function wait(id: number) { while (isOwner(id)) { break } }` },
  { title: 'converted by `Boolean`', code: `export const owns = (id: number) => Boolean(isOwner(id))` },
  {
    title: 'given to an assertion',
    code: `declare const check: { assert(condition?: boolean, text?: string): void }\nexport function verify(id: number) { check.assert(isOwner(id)) }`,
  },
  {
    title: 'a `case`',
    code: `export function choose(id: number) { switch (true as unknown) { case isOwner(id): return 1 } return 0 }`,
  },
  { title: 'compared with `true`', code: `export const isTrue = (id: number) => isOwner(id) === (true as boolean)` },
  // Read as a value.
  { title: 'written into a template', code: 'export const text = () => `${size()} rows`' },
  { title: 'joined to a text', code: `export const text = () => 'rows: ' + size()` },
  { title: 'calculated with', code: `export const twice = () => size() * 2` },
  {
    title: 'compared with null, in an async function',
    code: `export async function need(id: number) { const user = findUser(id); if (user == null) throw new Error('none'); return 1 }`,
  },
  {
    title: 'with a default behind `||`',
    code: `export const orNobody = (id: number) => findUser(id) || { name: 'nobody' }`,
  },
  { title: 'with a default behind `??`', code: `export const orNull = (id: number) => findUser(id) ?? null` },
  { title: 'asked for a property', code: `export const nameOf = (id: number) => findUser(id).name` },
  { title: 'asked whether it has a property', code: `export const hasName = (id: number) => 'name' in findUser(id)` },
  { title: 'asked for its keys', code: `export const columns = (id: number) => Object.keys(findUser(id))` },
  { title: 'spread into an object', code: `export const copy = (id: number) => ({ ...findUser(id) })` },
  { title: 'thrown', code: `export function fail(id: number) { throw findUser(id) }` },
  // Handed on to what knows nothing of promises.
  { title: 'written out as JSON', code: `export const json = (id: number) => JSON.stringify(findUser(id))` },
  {
    title: 'an argument of what has no type',
    code: `export function send(id: number) { anything.json(findUser(id)) }`,
  },
  { title: 'an argument that may be unknown', code: `export function log(id: number) { report(findUser(id)) }` },
  {
    title: 'an argument that may be anything but null',
    code: `export function give(id: number) { take(findUser(id)) }`,
  },
  { title: 'handed through a generic function', code: `export const held = same(findUser(1))` },
  {
    title: 'put into a map of unknown values',
    code: `export function keep(id: number) { cache.set('user', findUser(id)) }`,
  },
  {
    title: 'the value of a property that may be unknown',
    code: `export function wrap(id: number) { const box: { value?: unknown } = { value: findUser(id) }; return box }`,
  },
  {
    title: 'returned inside an object without a declared type',
    code: `export const page = (id: number) => ({ user: findUser(id), title: 'User' })`,
  },
  // Dropped, or not waited for in time.
  { title: 'a statement', code: `export function touch(id: number) { findUser(id) }` },
  {
    title: 'a statement in `finally`',
    code: `export async function tidy(id: number) { try { return 1 } finally { findUser(id) } }`,
  },
  {
    title: 'returned out of a `try`, whose `catch` no longer sees it fail',
    code: `export async function attempt(id: number) { try { return findUser(id) } catch { return null } }`,
  },
  { title: 'what a listener gives back to nobody', code: `listen('open', () => findUser(1))` },
  {
    title: 'awaited by a listener that nobody waits for',
    code: `listen('open', () => { findUser(7) })`,
    also: [['() => { findUser(7) }', 'async () => { await findUser(7) }']],
  },
  // The function itself, or what calls it, handed to something synchronous.
  {
    title: 'called by the predicate of `filter`',
    code: `export const owners = () => [1, 2].filter((id) => isOwner(id))`,
  },
  { title: 'the predicate of `some` itself', code: `export const hasOwner = () => [1, 2].some(isOwner)` },
  {
    title: 'called by the predicate of `find`',
    code: `export const firstOwner = () => [1, 2].find((id) => isOwner(id))`,
  },
  {
    title: 'awaited by a comparator',
    code: `export const sorted = () => [1, 2].sort((left, right) => size() - left - right)`,
    also: [['(left, right) => size() - left - right', 'async (left, right) => (await size()) - left - right']],
  },
  {
    title: 'called by a name in a table of functions',
    code: `export function dispatch() { const table = { findUser } as Record<string, Function>; return table['findUser'](1) }`,
  },
]

/** Right uses of the same functions: as they are written once the functions are asynchronous. */
export const RIGHT_USES: readonly string[] = [
  `export async function one(id: number) { const user = await findUser(id); return user.name }`,
  `export const handOn = (id: number) => findUser(id)`,
  `export async function handOnToo(id: number) { return findUser(id) }`,
  `export async function inTry(id: number) { try { return await findUser(id) } catch { return null } }`,
  `export async function many() { return Promise.all([findUser(1), findUser(2)]) }`,
  `export async function mapped(ids: number[]) { const users = await Promise.all(ids.map((id) => findUser(id))); return users.length }`,
  `export async function byReference(ids: number[]) { return (await Promise.all(ids.map(findUser))).length }`,
  `export async function settled() { const [first] = await Promise.allSettled([findUser(1)]); return first }`,
  `export async function ordered(ids: number[]) { const kept: number[] = []; for (const id of ids) if (await isOwner(id)) kept.push(id); return kept }`,
  `export async function conditional(id: number) { return (await (id > 0 ? findUser(id) : findUser(0))).name }`,
  `export async function orElse(id: number) { return (await findUser(id)) ?? null }`,
  `export function chained(id: number) { return findUser(id).then((user) => user.name) }`,
  `export function chainedOn(id: number) { return Promise.resolve(id).then(findUser).then((user) => user.name) }`,
  `export function handled(id: number) { findUser(id).catch(report) }`,
  `export const promised = (id: number) => new Promise<User>((resolve) => resolve(findUser(id)))`,
  `declare function test(name: string, body: () => void | Promise<void>): void\ntest('finds', async () => { report((await findUser(1)).name) })`,
  `declare function timed<Value>(work: () => Promise<Value>): Promise<Value>\nexport const measured = () => timed(() => findUser(1))`,
  `const alias = findUser\nexport const byAlias = async (id: number) => (await alias(id)).name`,
  `const table = { findUser, isOwner }\nexport const byTable = async (id: number) => (await table.findUser(id)).name`,
  `interface Finder { find(id: number): Promise<User> }\nexport class Users implements Finder { async find(id: number) { return findUser(id) } }`,
  `export function* ids() { yield 1 }\nexport async function* users() { for (const id of ids()) yield findUser(id) }\nexport async function read() { for await (const user of users()) report(user) }`,
  `export const bound = findUser.bind(undefined)\nexport const called = async () => (await findUser.call(undefined, 1)).name`,
  `export async function template() { return \`\${await size()} rows\` }`,
]
