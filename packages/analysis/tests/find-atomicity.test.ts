import { expect, test } from 'vitest'
import { findAtomicity } from '../src/passes/propagation/find-atomicity.ts'
import { findQueries } from '../src/passes/queries/find-queries.ts'
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

test.each(Object.entries(CASES).map(([name, one], index) => ({ name, ...one, file: fileOf(index) })))(
  '$name',
  ({ file, facts }) => {
    const found = findAtomicity(context, findQueries(context, context.unit(file)))
    expect(found.map(({ read, write }) => `${read.node.loc.start.line} → ${write.node.loc.start.line}`)).toEqual(facts)
  },
)
