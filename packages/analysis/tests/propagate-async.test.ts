import { expect, test } from 'vitest'
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

function fileOf(index: number): string {
  return `case-${index}.ts`
}
