import type ts from 'typescript'
import type { ProgramSources } from './program-sources.ts'
import type { TracedSources } from './traced-sources.ts'

/** A program's own files for the tracer: the trees are the checker's, and imports lead where the compiler says. */
export function programTracedSources(compiler: typeof ts, sources: ProgramSources): TracedSources {
  const { program } = sources
  const options = program.getCompilerOptions()
  const host: ts.ModuleResolutionHost = {
    fileExists: (name) => program.getSourceFile(name) !== undefined,
    readFile: () => undefined,
    getCurrentDirectory: () => program.getCurrentDirectory(),
  }
  const resolved = new Map<string, string | undefined>()
  return {
    ...sources,
    resolve: (specifier, importer) => {
      const key = `${importer} ${specifier}`
      if (!resolved.has(key)) {
        const found = compiler.resolveModuleName(specifier, importer, options, host).resolvedModule?.resolvedFileName
        resolved.set(key, found !== undefined && sources.unitOf(found) ? found : undefined)
      }
      return resolved.get(key)
    },
    isCurrent: () => true,
  }
}
