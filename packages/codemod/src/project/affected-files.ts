import { importsOf, reachingFiles } from 'orm-analysis'
import ts from 'typescript'
import { declarationsOf } from './declarations-of.ts'

/**
 * The files whose types an edit can change: those that are edited, and those that import what their declarations say
 * otherwise now. A function that already was asynchronous and now waits for more declares what it did, so nobody who
 * imports it need be checked again; to check all that reach it costs more than the rest of a run.
 */
export function affectedFiles(before: ts.Program, after: ts.Program, edited: Iterable<string>): ReadonlySet<string> {
  const affected = new Set(edited)
  const { importers, targets } = importsOf(ts, after)
  if ([...affected].some((fileName) => changesGlobals(before, fileName) || changesGlobals(after, fileName)))
    return new Set(after.getSourceFiles().map(({ fileName }) => fileName))

  const known = new Map<string, boolean>()
  const isDeclaredAnew = (fileName: string): boolean => {
    const answer = known.get(fileName)
    if (answer !== undefined) return answer
    // Of files that import each other the first is asked for while its answer is on its way.
    known.set(fileName, true)
    const [old, now] = [declarationsOf(before, fileName), declarationsOf(after, fileName)]
    const isAnew = now === undefined || old !== now || mentionsAnew(fileName, now)
    known.set(fileName, isAnew)
    return isAnew
  }
  // The compiler writes an import into a declaration where the file has none.
  const mayBeOwn = (specifier: string) => specifier.startsWith('.') || after.getCompilerOptions().paths !== undefined
  /** Declarations that read as before may be made of others that do not: `ReturnType<typeof find>`. */
  const mentionsAnew = (fileName: string, declarations: string): boolean =>
    ts.preProcessFile(declarations, true, true).importedFiles.some((specifier) => {
      const target = targets.get(fileName)?.get(specifier.fileName)
      return target === undefined ? mayBeOwn(specifier.fileName) : affected.has(target) && isDeclaredAnew(target)
    })

  // Files are added while the set is gone through.
  for (const fileName of affected) {
    const untouched = (importers.get(fileName) ?? []).filter((importer) => !affected.has(importer))
    if (untouched.length > 0 && isDeclaredAnew(fileName)) for (const importer of untouched) affected.add(importer)
  }
  return affected
}

/** Scripts declare everything globally, and modules may add to what is global, or to another module. */
function changesGlobals(program: ts.Program, fileName: string): boolean {
  const file = program.getSourceFile(fileName)
  return file !== undefined && (!ts.isExternalModule(file) || /\bdeclare\s+(?:global|module)\b/.test(file.text))
}

/** The files that may have queries of these modules in them. */
export function filesReaching(program: ts.Program, modules: readonly string[]): ReadonlySet<string> {
  return reachingFiles(ts, program, new Set(modules)).files
}
