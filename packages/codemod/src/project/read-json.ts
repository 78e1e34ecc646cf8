import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import { spellDiagnostic } from './spell-diagnostic.ts'

/**
 * Reads JSON that may have comments.
 *
 * @throws CodemodError that names the place, if it does not parse
 */
export function readJson(fileName: string, cwd: string): unknown {
  const read = ts.readConfigFile(fileName, (name) => readFileSync(name, 'utf8'))
  if (read.error) throw new CodemodError(EXIT_CODES.refused, spellDiagnostic(read.error, cwd))
  const value: unknown = read.config
  return value
}
