import { expect, test } from 'vitest'
import { findBlockingCalls } from '../src/passes/queries/find-blocking-calls.ts'
import { findSyncIterations } from '../src/passes/queries/find-sync-iterations.ts'
import { drizzleOrm } from '../src/profiles/drizzle-orm.ts'
import { readUserProfiles } from '../src/profiles/user-profile.ts'
import { applyEdits } from '../src/rewriting/apply-edits.ts'
import { awaitBlockingQuery } from '../src/rewriting/await-blocking-query.ts'
import { excerpt } from '../src/syntax/excerpt.ts'
import { functionName } from '../src/syntax/function-name.ts'
import { analysed, FOLDER } from './analysed.ts'

const FILES = {
  'library.ts': `
export function loadSync(id: number, strict?: boolean): { name: string } { return { name: String(id || strict) } }
export async function load(id: number): Promise<{ name: string }> { return loadSync(id) }
export function oldSync() {}
/** @deprecated */
export async function old() {}
export function aloneSync() {}
`,
  'barrel.ts': "export { loadSync, load } from './library.js'",
  'half-barrel.ts': "export { loadSync } from './library.js'",
  'db.ts': `
import { drizzle } from 'drizzle-orm/better-sqlite3'
export const db = drizzle(':memory:')`,
  'service.ts': `
import { sql } from 'drizzle-orm'
import { db } from './db.js'
import { loadSync } from './barrel.js'
export const names = (ids: number[]) => ids.map((id) => loadSync(id).name)
export function page(ids: number[]) { return names(ids).join() }
export function loop(depth: number): void { if (depth > 0) loop(depth - 1) }
export function loopAndLoad(depth: number): void { if (depth > 0) loopAndLoad(depth - 1); loadSync(1) }
export function later() { return () => loadSync(1) }
export function driver() { return db.all(sql\`select 1\`) }
export interface Store { load(id: number): string }
export class Files implements Store { load(id: number) { return loadSync(id).name } }
export class Memory implements Store { load(id: number) { return String(id) } }
`,
}

/** A file's text, and each call that blocks with the way to it; then the file after the suggestions. */
const CASES: Record<string, [text: string, blocking: string[], suggested?: string]> = {
  direct: [
    "import { loadSync } from './library.js'\nexport async function f() { return loadSync(1).name }",
    ['loadSync(…)'],
    "import { loadSync, load } from './library.js'\nexport async function f() { return (await load(1)).name }",
  ],
  'through a barrel': [
    "import { loadSync, load } from './barrel.js'\nexport async function f() { loadSync(1); await load(1) }",
    ['loadSync(…)'],
    "import { loadSync, load } from './barrel.js'\nexport async function f() { await load(1); await load(1) }",
  ],
  'a barrel without the twin': [
    "import { loadSync } from './half-barrel.js'\nexport async function f() { loadSync(1) }",
    [],
  ],
  'under another name': [
    "import { loadSync as read } from './library.js'\nexport const f = async () => read(1)",
    ['read(…)'],
    "import { loadSync as read, load } from './library.js'\nexport const f = async () => await load(1)",
  ],
  'by a namespace': [
    "import * as library from './library.js'\nexport class A { async f() { return library.loadSync(1) } }",
    ['library.loadSync(…)'],
    "import * as library from './library.js'\nexport class A { async f() { return await library.load(1) } }",
  ],
  'a name that is taken': [
    "import { loadSync } from './library.js'\nexport async function f(load: number) { loadSync(load) }",
    ['loadSync(load)'],
    "import { loadSync } from './library.js'\nexport async function f(load: number) { loadSync(load) }",
  ],
  'awaited already': [
    "import { loadSync, load } from './library.js'\nexport async function f() { await loadSync(1); return load }",
    ['loadSync(…)'],
    "import { loadSync, load } from './library.js'\nexport async function f() { await load(1); return load }",
  ],
  'more arguments than the twin takes': [
    "import { loadSync } from './library.js'\nexport async function f() { loadSync(1, true) }",
    [],
  ],
  'a deprecated twin, and none': [
    "import { oldSync, aloneSync } from './library.js'\nexport async function f() { oldSync(); aloneSync() }",
    [],
  ],
  'the twin itself': ["import { loadSync } from './library.js'\nexport const load = async () => loadSync(1)", []],
  'a sync function, a callback, a module': [
    "import { loadSync } from './library.js'\nexport function f() { loadSync(1) }\nexport async function g() { return () => loadSync(1) }\nloadSync(1)",
    [],
  ],
  'a default parameter': [
    "import { loadSync } from './library.js'\nexport async function f(user = loadSync(1)) { return user }",
    [],
  ],
  'through functions, by the shortest way': [
    "import { page, loopAndLoad } from './service.js'\nexport async function f() { page([1]); loopAndLoad(2) }",
    ['page(…) → page → names → loadSync(id)', 'loopAndLoad(…) → loopAndLoad → loadSync(…)'],
  ],
  'through functions that do not block': [
    "import { loop, later, driver } from './service.js'\nexport async function f() { loop(1); driver(); return later() }",
    [],
  ],
  'an interface with one implementation that blocks': [
    "import type { Store } from './service.js'\nexport async function f(store: Store) { return store.load(1) }",
    ['store.load(…) → load → loadSync(id)'],
  ],
  'an implementation that does not block': [
    "import { Memory } from './service.js'\nexport async function f() { return new Memory().load(1) }",
    [],
  ],
}

const files = Object.entries(CASES).map(([, [text]], index) => [`case-${index}.ts`, text] as const)
const profiles = readUserProfiles(
  {
    profiles: [
      {
        module: './library.ts',
        exports: {
          loadSync: { twin: 'load', effect: 'read' },
          oldSync: { twin: 'old' },
          aloneSync: { effect: 'read' },
        },
      },
    ],
  },
  FOLDER,
  'test',
)
const context = analysed({ ...FILES, ...Object.fromEntries(files) }, [...profiles, drizzleOrm])

test.each(Object.entries(CASES).map(([name, expected], index) => ({ name, expected, index })))(
  '$name',
  ({ expected: [text, blocking, suggested = text], index }) => {
    const unit = context.unit(`case-${index}.ts`)
    const found = findBlockingCalls(context, unit)
    expect(
      found.map(({ node, site, through }) =>
        [excerpt(node), ...through.map(functionName), ...(through.length > 0 ? [excerpt(site.node)] : [])].join(' → '),
      ),
    ).toEqual(blocking)
    const edits = found.flatMap(({ site, through }) =>
      through.length > 0 ? [] : (awaitBlockingQuery(unit, site)?.edits ?? []),
    )
    expect(applyEdits(unit.text, edits)).toBe(suggested)
    expect(findSyncIterations(context, unit)).toEqual([])
  },
)
