import { expect, test } from 'vitest'
import { propagateAsync } from '../src/passes/propagation/propagate-async.ts'
import { drizzleOrm } from '../src/profiles/drizzle-orm.ts'
import { analysed } from './analysed.ts'
import { asyncCases } from './async-cases.ts'
import { migrated } from './migrated.ts'

const IMPORT = "import { atomic, rows, type Row } from './orm.ts'"

const { texts, boundaries } = migrated(
  Object.fromEntries(asyncCases.map(({ before }, index) => [fileOf(index), `${IMPORT}${before}`])),
)

test.each(asyncCases.map((one, index) => ({ ...one, file: fileOf(index) })))('$name', ({ file, ...expected }) => {
  const { before, after = before, boundaries: reasons = [] } = expected
  expect(texts[file]).toBe(after.startsWith('\nimport { aatomic') ? after.slice(1) : `${IMPORT}${after}`)
  expect(boundaries(file)).toEqual(reasons)
})

test('a second run changes nothing', () => {
  expect(migrated(texts).texts).toEqual(texts)
})

test('a call that is its own twin is a site until it is awaited', () => {
  const text = `import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
const users = sqliteTable('users', { id: integer('id') })
const db = drizzle('x.db')
export const before = () => db.select().from(users).all()
export const after = async () => (await db.select().from(users).all())
`
  const { migratable, blocked } = propagateAsync(analysed({ 'a.ts': text }, [drizzleOrm]), {
    mayStartIn: () => true,
  }).sites
  expect(blocked).toEqual([])
  expect(migratable.map(({ node }) => node.loc.start.line)).toEqual([5])
})

function fileOf(index: number): string {
  return `case-${index}.ts`
}
