import type { ESLint } from 'eslint'
import { relative } from 'node:path'
import { run } from './run.ts'

/** Runs the shop's own lint and prints each finding. */
export function lintShop(folder: string) {
  const output = run(folder, 'npm', ['run', 'lint', '--silent', '--', '--format', 'json'], [0, 1])
  const findings = (JSON.parse(output) as ESLint.LintResult[]).flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, ruleId, message }) => {
      return `${relative(folder, filePath)}:${line}:${column}  ${ruleId ?? 'parse error'}\n    ${message}`
    }),
  )
  for (const finding of findings) console.log(finding)
  console.log(`${findings.length} findings`)
}
