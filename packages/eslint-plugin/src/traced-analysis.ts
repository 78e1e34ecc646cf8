import type { SourceCode } from 'eslint'
import { indexProfiles, tracedProgram, type TracedProgram } from 'orm-analysis'
import type { FileAnalysis } from './analysis-of-file.ts'
import { profilesOf, type OrmSettings } from './settings.ts'

/**
 * The analysis of a file without types, whichever parser ESLint has read it with: it is parsed again, as the files that
 * it imports are. Shared by all rules and by all files of a run, until one of them changes. Undefined for a file that
 * reaches no library of a profile, and for one that does not parse.
 *
 * @throws InvalidUserProfile
 */
export function tracedAnalysisOfFile(
  sourceCode: SourceCode,
  fileName: string,
  settings: OrmSettings,
  folder: string,
): FileAnalysis | undefined {
  const { context, reaches } = programWith(sourceCode.text, fileName, settings, folder)
  if (!reaches(fileName)) return undefined
  const unit = context.sources.unitOf(fileName)
  return unit && { context, unit }
}

interface KeptProgram {
  readonly program: TracedProgram
  /** When its files were last found to be as they were. */
  checked: number
}

const programs = new Map<string, KeptProgram>()

function programWith(text: string, fileName: string, settings: OrmSettings, folder: string): TracedProgram {
  const key = JSON.stringify([settings, folder])
  const kept = programs.get(key)
  if (kept && kept.program.context.sources.textOf(fileName) === text && isCurrent(kept)) return kept.program
  const profiles = profilesOf(settings, folder).filter(({ blocks }) => blocks !== 'strict')
  const program = tracedProgram(folder, indexProfiles(profiles), new Map([[fileName, text]]))
  programs.set(key, { program, checked: Date.now() })
  return program
}

/** Looking at every file for every file would cost more than to lint them. */
function isCurrent(kept: KeptProgram): boolean {
  if (Date.now() - kept.checked < PAUSE) return true
  kept.checked = Date.now()
  return kept.program.isCurrent()
}

const PAUSE = 1_000
