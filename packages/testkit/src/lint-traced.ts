import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Linter } from 'eslint'
import plugin from 'eslint-plugin-orm'
import { compareMarkers } from './compare-markers.ts'
import type { FixtureCase } from './fixture.ts'
import { applySuggestions, toReport } from './lint-file.ts'

/** What lint without types says of a case. */
export interface TracedOutcome {
  /** What sets lint's reports apart from the rule markers. */
  readonly reports: readonly string[]
  /** What the first suggestion of each report made of each file, by its name. */
  readonly suggested: ReadonlyMap<string, string>
  readonly expected: ReadonlyMap<string, string>
}

/** Lints the files of a case as `recommended-untyped` does, in a folder on disk from which they can import each other. */
export function lintTraced({ before, after }: FixtureCase): TracedOutcome {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'testkit-traced-')))
  try {
    for (const [name, { text }] of before) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const linted = [...before].map(([name, code]) => {
      const config = [plugin.configs['recommended-untyped'], languageOf(code.text)]
      const messages = new Linter({ cwd: folder }).verify(code.text, config, { filename: join(folder, name) })
      const failed = messages.find(({ ruleId }) => ruleId === null)
      if (failed) throw new Error(`${name}:${failed.line}: lint failed: ${failed.message}`)
      return { name, code, messages }
    })
    return {
      reports: linted.flatMap(({ code, messages }) => compareMarkers(code, messages.map(toReport), ['rule'])),
      suggested: new Map(linted.map(({ name, code, messages }) => [name, applySuggestions(code.text, messages)])),
      expected: new Map([...before].map(([name, code]) => [name, (after.get(name) ?? code).text])),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** As Node takes a file of which nothing else says what it is. */
function languageOf(text: string): Linter.Config {
  const sourceType = /^(?:import|export)\b/m.test(text) ? 'module' : 'commonjs'
  return { languageOptions: { sourceType, parserOptions: { ecmaFeatures: { jsx: true } } } }
}
