import ts from 'typescript'

/** What the compiler reports at a place. */
export interface Diagnostic {
  readonly fileName: string
  /** Offsets in the file's text. */
  readonly start: number
  readonly end: number
  readonly code: number
  readonly message: string
}

/** Reasons why a file can't be read as code at all. */
export function findSyntaxErrors(program: ts.Program, fileName: string): Diagnostic[] {
  const file = program.getSourceFile(fileName)
  return file ? program.getSyntacticDiagnostics(file).map(located) : []
}

/** Everything that `tsc` would report in a file. */
export function findDiagnostics(program: ts.Program, fileName: string): Diagnostic[] {
  const file = program.getSourceFile(fileName)
  if (!file) return []
  const { declaration, composite } = program.getCompilerOptions()
  return [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...(declaration || composite ? program.getDeclarationDiagnostics(file) : []),
  ].map(located)
}

function located({ file, start = 0, length = 0, code, messageText }: ts.Diagnostic): Diagnostic {
  return {
    fileName: file?.fileName ?? '',
    start,
    end: start + length,
    code,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }
}
