import type { ProfileIndex } from '../profiles/profile-index.ts'
import type { AnalysisContext } from './analysis-context.ts'
import { filesOnDisk, type SourceFiles } from './source-files.ts'
import { tracedSources } from './traced-sources.ts'
import { tracingOracle } from './tracing-oracle.ts'

/** The analysis of a folder's files without types. */
export interface TracedProgram {
  readonly context: AnalysisContext
  /** True for a file that imports a module of a profile, directly or through files of the project. */
  readonly reaches: (fileName: string) => boolean
  /** True as long as every file that was read says what it said then. */
  readonly isCurrent: () => boolean
}

/** @param texts what is open in an editor and differs from the disk */
export function tracedProgram(
  folder: string,
  profiles: ProfileIndex,
  texts?: ReadonlyMap<string, string>,
  files: SourceFiles = filesOnDisk(folder),
): TracedProgram {
  const sources = tracedSources(files, folder, texts)
  const modules = new Set(profiles.profiles.flatMap((profile) => profile.modules))
  const reaching = new Set<string>()

  const reaches = (fileName: string): boolean => {
    const visited = new Set([fileName])
    for (const file of visited)
      for (const specifier of reaching.has(file) ? [''] : specifiersIn(sources.textOf(file))) {
        const target = sources.resolve(specifier, file)
        if (target !== undefined) visited.add(target)
        else if (specifier === '' || isOneOf(modules, specifier) || modules.has(file)) {
          reaching.add(fileName)
          return true
        }
      }
    return false
  }
  return {
    context: { sources, oracle: tracingOracle(sources, profiles), profiles },
    reaches,
    isCurrent: sources.isCurrent,
  }
}

/** What may be an import, by the text alone: a word too many makes a file be looked at for nothing. */
function specifiersIn(text: string): readonly string[] {
  const known = specifiersByText.get(text)
  if (known) return known
  const found = Array.from(
    text.matchAll(/\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g),
    ([, , name = '']) => name,
  )
  specifiersByText.set(text, found)
  return found
}

const specifiersByText = new Map<string, readonly string[]>()

function isOneOf(modules: ReadonlySet<string>, specifier: string): boolean {
  const name = specifier.replace(/^node:/, '')
  return modules.has(name) || modules.has(/^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
}
