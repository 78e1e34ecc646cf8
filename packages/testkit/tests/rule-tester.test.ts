import { fileURLToPath } from 'node:url'
import * as parser from '@typescript-eslint/parser'
import { Linter, RuleTester } from 'eslint'
import { RuleTester as RuleTester9 } from 'eslint9'
import plugin from 'eslint-plugin-orm'
import { describe, it } from 'vitest'
import { blocksOf, placeCases } from '../src/place-cases.ts'
import { readFixtures } from '../src/read-fixtures.ts'
import { virtualProgram } from '../src/virtual-program.ts'
import { loadWorld } from '../src/world.ts'

// ESLint's own tester, of both majors, over the fixtures: it holds that messages have their data, that every suggestion
// parses and changes something, and that a rule reports the same when it runs again. What is reported where is the
// fixtures' own test.

for (const [major, Tester] of [
  ['10', RuleTester],
  ['9', RuleTester9 as unknown as typeof RuleTester],
] as const) {
  Tester.describe = describe
  Tester.it = it
  for (const world of ['orm-runtime', 'drizzle']) runWorld(Tester, major, world)
}

function runWorld(Tester: typeof RuleTester, major: string, name: string) {
  const world = loadWorld(name)
  const placed = placeCases(readFixtures(fileURLToPath(new URL('../../../fixtures', import.meta.url))), world)
  const texts = new Map(
    placed.flatMap((each) => [...blocksOf(each, 'before')].map(([file, { text }]) => [file, text] as const)),
  )
  const program = virtualProgram(texts, world.folder)
  const languageOptions = { parser, parserOptions: { programs: [program] } }
  const settings = { orm: world.config }
  const { rules = {} } = plugin.configs.strict

  const reportsOf = (rule: string, text: string, filename: string) =>
    new Linter({ cwd: world.folder }).verify(
      text,
      [
        {
          files: ['**/*.ts'],
          languageOptions,
          settings,
          plugins: { orm: plugin },
          rules: { [rule]: rules[rule] ?? 2 },
        },
      ],
      { filename },
    )
  const tester = new Tester({ files: ['**/*.ts'], languageOptions, settings })

  describe(`ESLint ${major}, in the world ${name}`, () => {
    for (const [rule, module] of Object.entries(plugin.rules)) {
      const entry = rules[`orm/${rule}`]
      const options = Array.isArray(entry) ? (entry.slice(1) as object[]) : []
      const valid: RuleTester.ValidTestCase[] = []
      const invalid: RuleTester.InvalidTestCase[] = []
      for (const { fixture, case: fixtureCase, ...each } of placed)
        for (const [filename, { text, markers }] of blocksOf({ fixture, case: fixtureCase, ...each }, 'before')) {
          const isMarked = markers.some((marker) => marker.kind === 'rule' && marker.name === rule && marker.reported)
          if (!isMarked && fixture.rule !== rule) continue
          const common = { name: `${each.id}: ${filename.split('/').at(-1) ?? ''}`, code: text, filename, options }
          const reports = reportsOf(`orm/${rule}`, text, filename)
          if (reports.length === 0) valid.push(common)
          else invalid.push({ ...common, errors: reports.map((report) => errorOf(report, text)) })
        }
      if (invalid.length > 0) tester.run(rule, module, { valid, invalid })
    }
  })
}

function errorOf({ message, line, column, suggestions }: Linter.LintMessage, text: string): RuleTester.TestCaseError {
  return {
    message,
    line,
    column,
    suggestions: (suggestions ?? []).map(({ desc, fix }) => ({
      desc,
      output: text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
    })),
  }
}
