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

/** Everything that `tsc` would report in a file; that a module is not found is no news where none is looked for. */
export function findDiagnostics(program: ts.Program, fileName: string): Diagnostic[] {
  const file = program.getSourceFile(fileName)
  if (!file) return []
  const { declaration, composite, noResolve } = program.getCompilerOptions()
  return [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...(declaration || composite ? program.getDeclarationDiagnostics(file) : []),
  ]
    .filter(({ code }) => !noResolve || !MODULE_NOT_FOUND.has(code))
    .map(located)
}

/** `Cannot find module`, and the advice to install types of Node, or to resolve as Node does, that stands in for it. */
const MODULE_NOT_FOUND = new Set([2307, 2580, 2591, 2792])

function located({ file, start = 0, length = 0, code, messageText }: ts.Diagnostic): Diagnostic {
  return {
    fileName: file?.fileName ?? '',
    start,
    end: start + length,
    code,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }
}
