import {
  indexProfiles,
  programSources,
  taggedProfiles,
  typescriptOracle,
  untypedOracle,
  type AnalysisContext,
  type Profile,
} from 'orm-analysis'
import ts from 'typescript'
import type { ProjectProgram } from './create-program.ts'

/** A program as the passes see it. */
export function analysisContextOf({ program, project }: ProjectProgram, chosen: readonly Profile[]): AnalysisContext {
  const sources = programSources(program)
  const profiles = indexProfiles([...chosen, ...taggedProfiles(ts, program)])
  const oracle = project.isUntyped ? untypedOracle(ts, sources, profiles) : typescriptOracle(ts, sources)
  return { sources, oracle, profiles }
}
