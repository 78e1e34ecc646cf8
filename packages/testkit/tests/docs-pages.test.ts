import { fileURLToPath } from 'node:url'
import plugin from 'eslint-plugin-orm'
import { expect, test } from 'vitest'
import { docsPages } from '../src/docs-pages.ts'
import { readFixtures } from '../src/read-fixtures.ts'

const fixtures = readFixtures(fileURLToPath(new URL('../../../fixtures', import.meta.url)))

test.each(Object.entries(plugin.rules))(
  '%s says that it suggests something where a fixture shows it',
  (name, { meta }) => {
    const cases = fixtures.filter(({ rule }) => rule === name).flatMap((fixture) => fixture.cases)
    expect(meta?.hasSuggestions ?? false).toBe(cases.some(({ after, todo }) => after.size > 0 && !todo))
  },
)

test('a rule without a fixture is refused', () => {
  const others = fixtures.filter(({ rule }) => rule !== 'no-floating-query')
  expect(() => docsPages(others)).toThrow('`orm/no-floating-query` has no fixture; write a page in fixtures/.')
})
