import {
  indexProfiles,
  programSources,
  taggedProfiles,
  typescriptOracle,
  type AnalysisContext,
  type Profile,
} from 'orm-analysis'
import ts from 'typescript'

/** A program as the passes see it. */
export function analysisContextOf(program: ts.Program, profiles: readonly Profile[]): AnalysisContext {
  const sources = programSources(program)
  return {
    sources,
    oracle: typescriptOracle(ts, sources),
    profiles: indexProfiles([...profiles, ...taggedProfiles(ts, program)]),
  }
}
