import { createRequire } from 'node:module'
import type { SourceCode } from 'eslint'
import {
  indexProfiles,
  programSources,
  reachingFiles,
  taggedProfiles,
  typescriptOracle,
  type AnalysisContext,
  type Profile,
  type ParsedFile,
  type ProgramSources,
  type SourceUnit,
} from 'orm-analysis'
import type ts from 'typescript'
import type { RuleMode } from './fact-rule.ts'
import { profilesOf, type OrmSettings } from './settings.ts'

/** What a rule reads: one file, and the program that it is part of. */
export interface FileAnalysis {
  readonly context: AnalysisContext
  readonly unit: SourceUnit
}

/**
 * The analysis of a file that ESLint has parsed with types and traversed, so that its nodes know their parents. It is
 * shared by all rules and by all files of the same program. Undefined for a file that reaches no library of a profile.
 *
 * @throws InvalidUserProfile
 */
export function analysisOfFile(
  sourceCode: SourceCode,
  settings: OrmSettings,
  folder: string,
  mode: RuleMode,
): FileAnalysis | undefined {
  const services = sourceCode.parserServices as TypedServices
  const { fileName } = services.esTreeNodeToTSNodeMap.get(sourceCode.ast as never) as ts.SourceFile
  const program = analysisOfProgram(services.program, settings, folder)
  if (!program.filesIn(mode).has(fileName)) return undefined
  program.sources.adopt({
    fileName,
    text: sourceCode.text,
    ast: sourceCode.ast as never,
    scopes: sourceCode.scopeManager as never,
    esTreeNodeToTSNodeMap: services.esTreeNodeToTSNodeMap,
    tsNodeToESTreeNodeMap: services.tsNodeToESTreeNodeMap,
  })
  const unit = program.sources.unitOf(fileName)
  return unit && { context: program.context, unit }
}

/** True for a file that was parsed by a parser that gives its types. */
export function hasTypes(sourceCode: SourceCode): boolean {
  return Boolean((sourceCode.parserServices as Partial<TypedServices>).program)
}

interface TypedServices extends Pick<ParsedFile, 'esTreeNodeToTSNodeMap' | 'tsNodeToESTreeNodeMap'> {
  readonly program: ts.Program
}

interface ProgramAnalysis {
  readonly sources: ProgramSources
  readonly context: AnalysisContext
  /** The files that may have something to report in them. */
  readonly filesIn: (mode: RuleMode) => ReadonlySet<string>
}

const analyses = new WeakMap<ts.Program, Map<string, ProgramAnalysis>>()

function analysisOfProgram(program: ts.Program, settings: OrmSettings, folder: string): ProgramAnalysis {
  const bySettings = analyses.get(program) ?? new Map<string, ProgramAnalysis>()
  analyses.set(program, bySettings)
  const key = JSON.stringify([settings, folder])
  const analysis = bySettings.get(key) ?? analyse(program, settings, folder)
  bySettings.set(key, analysis)
  return analysis
}

function analyse(program: ts.Program, settings: OrmSettings, folder: string): ProgramAnalysis {
  // Loaded here, because typescript-version.ts has to refuse a copy that can't be loaded.
  const compiler = createRequire(import.meta.url)('typescript') as typeof ts
  const profiles = [...profilesOf(settings, folder), ...taggedProfiles(compiler, program)]
  const sources = programSources(program, 'workspace')
  const reached = reachingFiles(compiler, program, modulesOf(profiles))
  const queried = reachingFiles(compiler, program, modulesOf(profiles.filter(({ blocks }) => blocks !== 'strict')))
  const imported = profiles.filter((profile) => profile.modules.some((module) => reached.modules.has(module)))
  const inUse = profiles.filter(
    (profile) => imported.includes(profile) || imported.some(({ builtOn }) => builtOn === profile.name),
  )
  return {
    sources,
    context: { sources, oracle: typescriptOracle(compiler, sources), profiles: indexProfiles(inUse) },
    filesIn: (mode) => (mode === 'strict' ? reached : queried).files,
  }
}

const modulesOf = (profiles: readonly Profile[]) => new Set(profiles.flatMap(({ modules }) => modules))
