import { relative } from 'node:path'
import type { ESLint } from 'eslint'

/**
 * What ESLint found as annotations of a pull request: one workflow command a line, which GitHub shows beside the code.
 *
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export default function github(results: readonly ESLint.LintResult[], { cwd }: { readonly cwd: string }): string {
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ severity, ruleId, message, line, column, endLine, endColumn }) => {
        const properties = {
          file: relative(cwd, filePath).replaceAll('\\', '/'),
          line,
          col: column,
          endLine,
          // An end on another line has no column of its own in an annotation.
          endColumn: endLine === line ? endColumn : undefined,
          title: ruleId ?? 'ESLint',
        }
        return `::${severity === 2 ? 'error' : 'warning'} ${spell(properties)}::${escapeText(message)}`
      }),
    )
    .join('\n')
}

function spell(properties: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(properties)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`]))
    .join(',')
}

function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
