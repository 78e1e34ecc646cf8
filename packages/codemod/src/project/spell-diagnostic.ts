import { relative } from 'node:path'
import ts from 'typescript'

/** A compiler's diagnostic in one line, with its place as it is written in a folder. */
export function spellDiagnostic({ file, start = 0, messageText }: ts.Diagnostic, folder: string): string {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n')
  if (!file) return message
  const { line, character } = ts.getLineAndCharacterOfPosition(file, start)
  return `${shownPath(file.fileName, folder)}:${line + 1}:${character + 1}: ${message}`
}

/** A path as a person would type it who is in the folder. */
export function shownPath(fileName: string, folder: string): string {
  return relative(folder, fileName) || '.'
}
