import { reachingFiles } from 'orm-analysis'
import ts from 'typescript'

/** These files and all that import them, directly or through others. */
export function affectedFiles(program: ts.Program, fileNames: Iterable<string>): ReadonlySet<string> {
  const edited = new Set(fileNames)
  const declaresGlobals = (fileName: string) => {
    const file = program.getSourceFile(fileName)
    return file !== undefined && !ts.isExternalModule(file)
  }
  return [...edited].some(declaresGlobals)
    ? new Set(program.getSourceFiles().map(({ fileName }) => fileName))
    : reachingFiles(ts, program, edited).files
}

/** The files that may have queries of these modules in them. */
export function filesReaching(program: ts.Program, modules: readonly string[]): ReadonlySet<string> {
  return reachingFiles(ts, program, new Set(modules)).files
}
