import * as parser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import plugin from 'eslint-plugin-orm'
import type ts from 'typescript'
import type { Report } from './report.ts'
import type { World } from './world.ts'

/** What all rules of the plugin report on one file of a program, and the file after their first suggestions. */
export interface LintResult {
  readonly reports: readonly Report[]
  readonly suggested: string
}

export function lintFile(program: ts.Program, fileName: string, world: World): LintResult {
  const text = program.getSourceFile(fileName)!.text
  const messages = new Linter({ cwd: world.folder }).verify(text, configOf(program, world), { filename: fileName })
  const failed = messages.find((message) => message.ruleId === null)
  if (failed) throw new Error(`${fileName}:${failed.line}: lint failed: ${failed.message}`)
  return { reports: messages.map(toReport), suggested: applySuggestions(text, messages) }
}

function configOf(program: ts.Program, world: World): Linter.Config[] {
  return [
    {
      files: ['**/*.{ts,cts,mts}'],
      languageOptions: { parser, parserOptions: { programs: [program] } },
      plugins: { orm: plugin },
      rules: plugin.configs.strict.rules ?? {},
      settings: { orm: world.config },
    },
  ]
}

/** A message of ESLint's as cases mark it. */
export function toReport({ ruleId, message, line, column, endLine, endColumn }: Linter.LintMessage): Report {
  return {
    kind: 'rule',
    name: ruleId!.replace(/^orm\//, ''),
    line,
    column: column - 1,
    end: { line: endLine ?? line, column: (endColumn ?? column) - 1 },
    message,
  }
}

/** Applies the first suggestion of each report, from the end of the file to its beginning. */
export function applySuggestions(text: string, messages: readonly Linter.LintMessage[]) {
  const fixes = messages.flatMap(({ suggestions }) => suggestions?.slice(0, 1).map(({ fix }) => fix) ?? [])
  let changed = text
  let free = text.length
  for (const { range, text: inserted } of fixes.sort((a, b) => b.range[1] - a.range[1])) {
    if (range[1] > free) continue
    changed = changed.slice(0, range[0]) + inserted + changed.slice(range[1])
    free = range[0]
  }
  return changed
}
