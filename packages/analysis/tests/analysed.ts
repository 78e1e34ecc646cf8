import { fileURLToPath } from 'node:url'
import { Project, ts } from 'ts-morph'
import type { Profile } from '../src/profiles/profile.ts'
import { indexProfiles } from '../src/profiles/profile-index.ts'
import type { AnalysisContext } from '../src/types/analysis-context.ts'
import { programSources, type ProgramSources } from '../src/types/program-sources.ts'
import type { SourceUnit } from '../src/types/source-provider.ts'
import { typescriptOracle } from '../src/types/typescript-oracle.ts'

export interface Analysed extends AnalysisContext {
  readonly sources: ProgramSources
  readonly unit: (name: string) => SourceUnit
}

/** Analyses files that exist in memory only, in a folder from which the repository's dependencies resolve. */
export function analysed(files: Readonly<Record<string, string>>, profiles: readonly Profile[]): Analysed {
  const project = new Project({
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      allowJs: true,
      skipLibCheck: true,
      types: ['node'],
    },
  })
  for (const [name, text] of Object.entries(files)) project.createSourceFile(`${FOLDER}${name}`, text)
  const sources = programSources(project.getProgram().compilerObject)
  return {
    sources,
    oracle: typescriptOracle(ts as never, sources),
    profiles: indexProfiles(profiles),
    unit: (name) => {
      const unit = sources.unitOf(`${FOLDER}${name}`)
      if (!unit) throw new Error(`The test has no file ${name}.`)
      return unit
    },
  }
}

/** Where the files are said to lie. */
export const FOLDER = fileURLToPath(new URL('in-memory/', import.meta.url))
