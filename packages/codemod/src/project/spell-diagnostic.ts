import { relative } from 'node:path'
import ts from 'typescript'

/** A compiler's diagnostic in one line, with its place. */
export function spellDiagnostic({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n')
  if (!file) return message
  const { line, character } = ts.getLineAndCharacterOfPosition(file, start)
  return `${shownPath(file.fileName)}:${line + 1}:${character + 1}: ${message}`
}

/** A path as a person at the terminal would type it. */
export function shownPath(fileName: string): string {
  return relative(process.cwd(), fileName) || '.'
}
