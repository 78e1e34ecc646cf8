import { readFileSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import ts from 'typescript'
import { createProgram, type ProjectProgram } from './create-program.ts'
import { configFileAbove, type LoadedProject } from './load-project.ts'

export interface WholeProject {
  readonly loaded: ProjectProgram
  /** Files of the program that code imports which the compiler can't read, and one that does. */
  readonly importedUnseen: ReadonlyMap<string, string>
}

/**
 * Makes a program of a project and of the files that use it though its tsconfig leaves them out: tests, most often.
 * Without them their calls would be missed. Components of other languages (`.svelte`, `.vue`) and JavaScript in a project
 * without `allowJs` can't be read; what they import directly is told instead.
 */
export function createWholeProgram(project: LoadedProject, ignoredOf: IgnoredOf): WholeProject {
  const loaded = createProgram(project)
  const { options } = project
  const cache = ts.createModuleResolutionCache(project.folder, (name) => name, options)
  const importedBy = (fileName: string, text: string): string[] => {
    const { importedFiles } = ts.preProcessFile(text, true, true)
    return importedFiles.flatMap((specifier) => {
      const { resolvedModule } = ts.resolveModuleName(specifier.fileName, fileName, options, ts.sys, cache)
      const target = resolvedModule && loaded.program.getSourceFile(resolvedModule.resolvedFileName)
      return target && !target.isDeclarationFile ? [target.fileName] : []
    })
  }
  const isReadable = ({ fileName, text }: LeftOut) =>
    (TYPESCRIPT.includes(extname(fileName)) || (JAVASCRIPT.includes(extname(fileName)) && options.allowJs === true)) &&
    ts.transpileModule(text, { fileName, reportDiagnostics: true }).diagnostics?.length === 0

  const inFolder = ts.sys
    .readDirectory(project.folder, [...TYPESCRIPT, ...JAVASCRIPT, ...FOREIGN], LEFT_ALONE)
    .filter((fileName) => !loaded.program.getSourceFile(fileName) && !/\.d\.[cm]?ts$/.test(fileName))
    .filter((fileName) => !project.configFile || configFileAbove(dirname(fileName)) === project.configFile)
  const ignored = ignoredOf(inFolder)
  const known = new Set(project.rootNames.map((fileName) => realPath(fileName)))
  const leftOut = inFolder
    .filter((fileName) => !ignored.has(fileName) && !known.has(realPath(fileName)))
    .map((fileName) => ({ fileName, text: readFileSync(fileName, 'utf8') }))
    .map(({ fileName, text }): LeftOut => ({ fileName, text, imports: importedBy(fileName, text) }))
    .filter(({ imports }) => imports.length > 0)
  const added = leftOut.filter(isReadable).map(({ fileName }) => fileName)
  const unseen = leftOut.filter((file) => !isReadable(file))
  return {
    loaded:
      added.length === 0 ? loaded : createProgram({ ...project, rootNames: [...project.rootNames, ...added] }, loaded),
    importedUnseen: new Map(
      unseen.flatMap(({ fileName, imports }) => imports.map((name) => [name, fileName] as const)),
    ),
  }
}

/** A name itself where it can't be followed: a tsconfig may list a file that is missing. */
const realPath = (fileName: string) => ts.sys.realpath?.(fileName) ?? fileName

interface LeftOut {
  readonly fileName: string
  readonly text: string
  /** The program's files that it imports. */
  readonly imports: readonly string[]
}

type IgnoredOf = (fileNames: readonly string[]) => ReadonlySet<string>

const TYPESCRIPT = ['.ts', '.tsx', '.mts', '.cts']
const JAVASCRIPT = ['.js', '.jsx', '.mjs', '.cjs']
const FOREIGN = ['.svelte', '.vue', '.astro', '.mdx']
const LEFT_ALONE = ['**/node_modules', '**/.*']
