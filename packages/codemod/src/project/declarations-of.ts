import type ts from 'typescript'

/**
 * What a module tells others of itself, as the text of its declaration file: two programs in which it is the same, and
 * in which that of the modules that it mentions is the same, check alike whatever imports it. Undefined where no such
 * text can be made: for JavaScript, and for types that can't be named.
 */
export function declarationsOf(program: ts.Program, fileName: string): string | undefined {
  const file = program.getSourceFile(fileName)
  if (!file || /\.[cm]?jsx?$/.test(fileName)) return undefined
  let text: string | undefined
  const write = (_name: string, written: string) => (text = written)
  const emitting: EmittingProgram = program
  const { diagnostics } = emitting.emit(file, write, undefined, true, undefined, true)
  return diagnostics.length > 0 ? undefined : text
}

/**
 * The last parameter, with which the compiler's own incremental builds ask for a file's declarations whatever the
 * options say of output, is in no published type. Without it there would be no text, and every importer be checked.
 */
interface EmittingProgram extends ts.Program {
  emit(
    file?: ts.SourceFile,
    write?: ts.WriteFileCallback,
    cancellation?: ts.CancellationToken,
    onlyDeclarations?: boolean,
    transformers?: ts.CustomTransformers,
    forceDeclarations?: boolean,
  ): ts.EmitResult
}
