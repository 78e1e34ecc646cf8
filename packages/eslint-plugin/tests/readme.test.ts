import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rules } from '../src/rules/index.ts'

test('README.md has a row for each rule', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = Array.from(readme.matchAll(/^\| \[`(.+?)`\]\((.+?)\)/gm), ([, name, page]) => [name, page])
  const expected = Object.keys(rules).map((name) => [name, `../../docs/rules/${name}.md`])
  expect(rows.sort()).toEqual(expected.sort())
})
