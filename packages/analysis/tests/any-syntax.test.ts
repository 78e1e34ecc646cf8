import { expect, test } from 'vitest'
import { findBlockingCalls } from '../src/passes/queries/find-blocking-calls.ts'
import { findAsyncOutsideAwaitScope } from '../src/passes/queries/find-async-outside-await-scope.ts'
import { findFloatingQueries } from '../src/passes/queries/find-floating-queries.ts'
import { findQueries } from '../src/passes/queries/find-queries.ts'
import { findRepeatedExecutions } from '../src/passes/queries/find-repeated-executions.ts'
import { findSyncIterations } from '../src/passes/queries/find-sync-iterations.ts'
import { findUnresolvedQueries } from '../src/passes/queries/find-unresolved-queries.ts'
import { findQueriesInLoops } from '../src/passes/loops/find-queries-in-loops.ts'
import { findUnboundedFanOuts } from '../src/passes/loops/find-unbounded-fan-outs.ts'
import { findAsyncCallbacks } from '../src/passes/transactions/find-async-callbacks.ts'
import { findConcurrentQueries } from '../src/passes/transactions/find-concurrent-queries.ts'
import { findLostUpdates } from '../src/passes/transactions/find-lost-updates.ts'
import { findOuterQueries } from '../src/passes/transactions/find-outer-queries.ts'
import { awaitBlockingQuery } from '../src/rewriting/await-blocking-query.ts'
import { awaitFloatingQuery } from '../src/rewriting/await-floating-query.ts'
import { awaitUnresolvedQuery } from '../src/rewriting/await-unresolved-query.ts'
import { readUserProfiles } from '../src/profiles/user-profile.ts'
import { analysed, FOLDER } from './analysed.ts'

const LIBRARY = `
export function loadSync(id?: number): { name: string } { return { name: String(id) } }
export async function load(id?: number): Promise<{ name: string }> { return loadSync(id) }`

/** `L()` blocks and `A()` is a promise, in every place that the grammar has for an expression. */
const SYNTAX = `
import { loadSync as L, load as A } from './library.js'
import * as library from './library.js'
import fs = require('node:fs')
import type { } from './library.js'
export type { } from './library.js'
declare const decorate: (value: unknown) => <T>(target: T, context: unknown) => T
declare global { interface Window { x: number } }
declare module 'nowhere' { export const x: number }
declare function ambient(): void
namespace Spaces.Inner { export const one = L(); A() }
enum Numbers { One = 1, Two = One << 1 }
abstract class Base<T = unknown> {
  static #count = L()
  static { L(); A() }
  readonly #secret = A()
  accessor wheel = L()
  [L().name] = 1
  declare later: string
  abstract work(): void
  constructor(private readonly x = L(), readonly y = A()) { A() }
  get name() { return L().name }
  set name(value) { A() }
  static *numbers() { yield L(); yield* [A()] }
  async *stream() { yield await A(); yield* [L()] }
  async #hidden(this: Base, a = L(), { b = A() }, ...[c]: unknown[]) { return this.#hidden(a, { b }, c) }
  @decorate(L()) marked() {}
  has(key: object) { return #secret in key }
}
@decorate(A()) class Derived extends Base<string> {
  override work() { super.has({}); return super.name }
}
function overloaded(a: string): void
function overloaded(a: number): void
function overloaded(a: unknown) { A() }
export default async function (...rest: unknown[]) {
  using file = { [Symbol.dispose]() { A() } }
  await using other = { async [Symbol.asyncDispose]() { L() } }
  label: for (const x of [L()]) { if (x) continue label; else break label }
  for (let i = L().name.length; i < A.length; i++) A()
  for (const key in L()) A()
  for await (const x of [A(), L()]) L()
  do { A() } while (L())
  switch (L()) { case A() as never: A(); break; default: L() }
  try { L() } catch { A() } finally { A() }
  with_: { A() }
  const { [L().name as 'name']: renamed = A(), ...others } = L()
  const [first = L(), , ...more] = [A()]
  let assigned: unknown = 1
  ;[assigned] = [L()]
  ;({ assigned } = { assigned: A() })
  assigned ??= L()
  assigned ||= A()
  delete (L() as { name?: string }).name
  void A(), typeof A(), !L(), -L().name, +(await A()).name
  const tagged = String.raw\`\${L()} \${A()}\`
  const template = \`\${A()}\`
  const object = { L: L(), [L().name]: A(), async a() { L() }, get b() { return A() }, ...L(), A }
  const sequence = (A(), L())
  const chosen = L() ? A() : L()
  const chained = library?.loadSync?.(1)?.name!
  const satisfied = L() satisfies object
  const asserted = <object>L()
  const constant = [1] as const
  const nested = async () => async () => L()
  const generic = load2<string>
  const made = new (class { x = L() })()
  const imported = await import('./library.js')
  const meta = import.meta.url, target = new.target
  const big = 1n, pattern = /x/v
  debugger
  ;(() => L())()
  ;(async () => { L(); A() })()
  ;[1].map(() => L()).forEach(A)
  rest.forEach((one) => A(one as number))
  const saved = A()
  if (first) return
  throw await saved
}
function load2<T>(x: T) { return x }
export { L as 'a string name', Base, Derived, overloaded, Numbers, Spaces }
export * as everything from './library.js'
export = 1
`

const JSX = `
import { loadSync, load } from './library.js'
declare namespace JSX { interface IntrinsicElements { [name: string]: unknown } }
export async function Page() {
  load()
  return <><a.b {...loadSync()} x={load()} y="1" n:z={loadSync().name}>{...[loadSync()]}{/* nothing */}{load()}</a.b></>
}`

test('every syntax is read without a fault', () => {
  const profiles = readUserProfiles(
    { profiles: [{ module: './library.ts', exports: { loadSync: { twin: 'load', effect: 'read' } } }] },
    FOLDER,
    'test',
  )
  const context = analysed({ 'library.ts': LIBRARY, 'syntax.ts': SYNTAX, 'page.tsx': JSX }, profiles)
  const counts = ['syntax.ts', 'page.tsx'].map((name) => {
    const unit = context.unit(name)
    const floating = findFloatingQueries(context, unit)
    const blocking = [
      ...findBlockingCalls(context, unit, 'strict'),
      ...findSyncIterations(context, unit).map((site) => ({ site })),
    ]
    const unresolved = findUnresolvedQueries(context, unit)
    floating.forEach((one) => awaitFloatingQuery(unit, one))
    unresolved.forEach((one) => awaitUnresolvedQuery(unit, one))
    expect(findRepeatedExecutions(context, unit)).toEqual([])
    const loops = [findQueriesInLoops, findUnboundedFanOuts, findLostUpdates]
    expect(loops.flatMap((find): unknown[] => find(context, unit))).toEqual([])
    const transactions = [findAsyncCallbacks, findConcurrentQueries, findOuterQueries]
    expect(transactions.flatMap((find): unknown[] => find(context, unit))).toEqual([])
    blocking.forEach(({ site }) => awaitBlockingQuery(unit, site))
    return {
      blocking: findQueries(context, unit).filter(({ mode }) => mode === 'blocking').length,
      written: (unit.text.match(/\b(?:L|loadSync)(?:\?\.)?\(/g) ?? []).length,
      floating: floating.length > 0,
      unresolved: unresolved.length > 0,
      outside: findAsyncOutsideAwaitScope(context, unit).length > 0,
      avoidable: blocking.length > 0,
    }
  })
  expect(counts).toEqual([
    { blocking: 45, written: 45, floating: true, unresolved: true, outside: false, avoidable: true },
    { blocking: 3, written: 3, floating: true, unresolved: false, outside: false, avoidable: true },
  ])
})

test('a function in a file that does not parse is unknown', () => {
  const context = analysed(
    {
      'broken.ts': 'export function read() { return 1 + }\nexport async function write() {}',
      'main.ts': "import { read, write } from './broken.js'\nexport async function main() { read(); write() }",
    },
    [],
  )
  const unit = context.unit('main.ts')
  expect([...findFloatingQueries(context, unit), ...findBlockingCalls(context, unit)]).toEqual([])
})

test('a module that is called has no type that declares it', () => {
  const context = analysed(
    {
      'each.cjs': 'exports.now = 1',
      'main.cjs': "const setTimeout = require('./each.cjs')\nsetTimeout(() => setTimeout(() => 1))",
    },
    [],
  )
  expect(findFloatingQueries(context, context.unit('main.cjs'))).toEqual([])
})
