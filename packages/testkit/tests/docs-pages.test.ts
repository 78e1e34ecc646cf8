import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { docsPages } from '../src/docs-pages.ts'
import { readFixtures } from '../src/read-fixtures.ts'

const fixtures = readFixtures(fileURLToPath(new URL('../../../fixtures', import.meta.url)))

test('a rule is said to offer a suggestion where a fixture shows one', () => {
  const withoutAfter = fixtures.map((fixture) => ({
    ...fixture,
    cases: fixture.cases.map((each) => ({ ...each, after: new Map<string, never>() })),
  }))
  const noticed = (pages: typeof fixtures) => docsPages(pages).get('docs/rules/no-blocking-query.md')
  expect(noticed(fixtures)).toContain('Offers a suggestion')
  expect(noticed(withoutAfter)).not.toContain('Offers a suggestion')
})

test('a rule without a fixture is refused', () => {
  const others = fixtures.filter(({ rule }) => rule !== 'no-floating-query')
  expect(() => docsPages(others)).toThrow('`orm/no-floating-query` has no fixture; write a page in fixtures/.')
})
