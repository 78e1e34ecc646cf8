import { expect, test } from 'vitest'
import { findAtomicity } from '../src/passes/propagation/find-atomicity.ts'
import { propagateAsync } from '../src/passes/propagation/propagate-async.ts'
import { analysed } from './analysed.ts'
import { ormProfile, ormText } from './async-orm.ts'

/** Code, and the lines of each read that a later write depends on, with those of the write. */
const CASES: Record<string, { code: string; facts: string[] }> = {
  'a row that is read, changed and saved': {
    code: 'export function pay() {\n  const row = rows.get(1)\n  row.id -= 1\n  row.save()\n}',
    facts: ['2 → 4'],
  },
  'rows of a loop': {
    code: 'export function pay() {\n  for (const row of rows) {\n    row.id -= 1\n    row.save()\n  }\n}',
    facts: ['2 → 4'],
  },
  'in a transaction': {
    code: 'export const pay = () => atomic(() => {\n  const row = rows.get(1)\n  row.save()\n})',
    facts: [],
  },
  'two rows': {
    code: 'export function pay(other: Row) {\n  const row = rows.get(1)\n  other.name = row.name\n  other.save()\n}',
    facts: [],
  },
  'in two functions': {
    code: 'const row = rows.get(1)\nexport function save() {\n  row.save()\n}',
    facts: [],
  },
  'a value that is filled in when it is missing': {
    code: 'let row: Row | undefined\nexport function load() {\n  if (!row) row = rows.get(1)\n  return row\n}',
    facts: ['3 → 3'],
  },
  'a value that is filled in by `??=`': {
    code: 'let row: Row | undefined\nexport function load() {\n  row ??= rows.get(1)\n  return row\n}',
    facts: ['3 → 3'],
  },
  'a map that is filled in': {
    code: 'const known = new Map<number, Row>()\nexport function load(id: number) {\n  const hit = known.get(id)\n  if (hit) return hit\n  const row = rows.get(id)\n  known.set(id, row)\n  return row\n}',
    facts: ['3 → 6'],
  },
  'a member': {
    code: 'export class Rows {\n  busy = false\n  load() {\n    if (this.busy) return\n    rows.get(1)\n    this.busy = true\n  }\n}',
    facts: ['4 → 6'],
  },
  'a sum whose old value is read before the wait': {
    code: 'let sum = 0\nexport function add(id: number) {\n  sum += rows.get(id).id\n}',
    facts: ['3 → 3'],
  },
  'a sum that is added to after the wait': {
    code: 'let sum = 0\nexport function add(id: number) {\n  const { id: more } = rows.get(id)\n  sum += more\n}',
    facts: [],
  },
  'a counter of tasks': {
    code: 'let running = 0\nexport function load(id: number) {\n  running++\n  const row = rows.get(id)\n  running--\n  return row\n}',
    facts: [],
  },
  'a value that is written before the wait': {
    code: 'let busy = false\nexport function load() {\n  if (busy) return\n  busy = true\n  rows.get(1)\n}',
    facts: [],
  },
  'a log of what was': {
    code: 'let last = 0\nexport function load() {\n  console.log(last)\n  last = rows.get(1).id\n}',
    facts: [],
  },
  'a local variable': {
    code: 'export function load() {\n  let row: Row | undefined\n  if (!row) row = rows.get(1)\n  return row\n}',
    facts: [],
  },
  'without a concurrent caller': {
    code: 'let row: Row | undefined\nfunction load() {\n  row ??= rows.get(1)\n  return row\n}\nexport const one = load()',
    facts: [],
  },
  'written before it is read': {
    code: 'export function pay(first: Row) {\n  let row = first\n  row.save()\n  return rows.get(1)\n}',
    facts: [],
  },
}

const fileOf = (index: number) => `case-${index}.ts`
const context = analysed(
  {
    'orm.ts': ormText,
    ...Object.fromEntries(
      Object.values(CASES).map(({ code }, index) => [
        fileOf(index),
        `import { atomic, rows, type Row } from './orm.ts'; ${code}`,
      ]),
    ),
  },
  [ormProfile],
)

const { units } = propagateAsync(context, { mayStartIn: () => true })

function unitOf(file: string) {
  const inFile = units.filter(({ sites }) =>
    sites.some(({ node }) => context.sources.unitAt(node) === context.unit(file)),
  )
  return { sites: inFile.flatMap(({ sites }) => sites), changes: inFile.flatMap(({ changes }) => changes) }
}

test.each(Object.entries(CASES).map(([name, one], index) => ({ name, ...one, file: fileOf(index) })))(
  '$name',
  ({ file, facts }) => {
    const found = findAtomicity(context, unitOf(file))
    expect(found.map(({ read, write }) => `${read.loc.start.line} → ${write.loc.start.line}`)).toEqual(facts)
  },
)
