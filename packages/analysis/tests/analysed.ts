import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
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
  const sources = programSources(programOf(files))
  return {
    sources,
    oracle: typescriptOracle(ts, sources),
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

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  allowJs: true,
  skipLibCheck: true,
  types: ['node'],
  paths: { 'meteor/*': [fileURLToPath(new URL('../../../node_modules/@types/meteor/*.d.ts', import.meta.url))] },
}

function programOf(files: Readonly<Record<string, string>>): ts.Program {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${FOLDER}${name}`, text]))
  const folders = new Set([...texts.keys()].map((file) => dirname(file)))
  const disk = ts.createCompilerHost(OPTIONS)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => texts.has(file) || disk.fileExists(file),
    directoryExists: (folder) => folders.has(folder) || ts.sys.directoryExists(folder),
    readFile: (file) => texts.get(file) ?? disk.readFile(file),
    getSourceFile: (file, options) => {
      const text = texts.get(file)
      return text === undefined ? fileOnDisk(disk, file, options) : ts.createSourceFile(file, text, options)
    },
  }
  return ts.createProgram([...texts.keys()], OPTIONS, host)
}

const filesOnDisk = new Map<string, ts.SourceFile | undefined>()

/** Parsed once: most of a small program is the standard library. */
function fileOnDisk(disk: ts.CompilerHost, file: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions) {
  if (!filesOnDisk.has(file)) filesOnDisk.set(file, disk.getSourceFile(file, options))
  return filesOnDisk.get(file)
}
