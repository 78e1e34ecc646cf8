import { leadToTarget, wrappedProfiles, type AnalysisContext, type Profile } from 'orm-analysis'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import type { Options } from '../options.ts'
import { analysisContextOf } from '../project/analysis-context-of.ts'
import type { ProjectProgram } from '../project/create-program.ts'

interface Requested {
  readonly profiles: readonly Profile[]
  readonly options: Options
  readonly filesAt: (path: string) => readonly string[]
}

/**
 * The program with the profiles as the options change them.
 *
 * @throws CodemodError for a target that no profile has, and a module that the program lacks
 */
export function requestedContext(
  program: ProjectProgram,
  { profiles, options: { target, wrap }, filesAt }: Requested,
): AnalysisContext {
  const led = target === undefined ? profiles : ledTo(target, profiles)
  const context = analysisContextOf(program, led)
  if (wrap.length === 0) return context
  const wrapped = wrappedFiles(wrap, filesAt).flatMap((fileName) => wrappedProfiles(context, fileName))
  return analysisContextOf(program, [...wrapped, ...led])
}

function ledTo(target: string, profiles: readonly Profile[]): readonly Profile[] {
  if (profiles.some(({ targets = {} }) => Object.hasOwn(targets, target)))
    return profiles.map((profile) => leadToTarget(profile, target))
  const known = profiles.flatMap(({ targets = {} }) => Object.keys(targets))
  throw new CodemodError(EXIT_CODES.usage, `No driver '${target}' is known. Drivers: ${known.join(', ')}.`)
}

function wrappedFiles(paths: readonly string[], filesAt: Requested['filesAt']): readonly string[] {
  return paths.flatMap((path) => {
    const files = filesAt(path)
    if (files.length > 0) return files
    throw new CodemodError(EXIT_CODES.usage, `--wrap ${path} names no file of the project.`)
  })
}
