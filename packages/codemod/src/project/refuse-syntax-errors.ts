import type ts from 'typescript'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import { spellDiagnostic } from './spell-diagnostic.ts'

const SHOWN = 5

/** @throws CodemodError that names the places, if one of the files does not parse */
export function refuseSyntaxErrors(program: ts.Program, fileNames: readonly string[], cwd: string): void {
  const errors = fileNames.flatMap((fileName) => {
    const file = program.getSourceFile(fileName)
    return file ? program.getSyntacticDiagnostics(file) : []
  })
  if (errors.length === 0) return
  const more = errors.length > SHOWN ? [`… and ${errors.length - SHOWN} more`] : []
  throw new CodemodError(
    EXIT_CODES.refused,
    [
      'The project has code that does not parse. Repair it, or leave the file out of the tsconfig:',
      ...errors.slice(0, SHOWN).map((error) => `  ${spellDiagnostic(error, cwd)}`),
      ...more,
    ].join('\n'),
  )
}
