import { readFileSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import type { UnreadFile } from 'orm-analysis'
import ts from 'typescript'
import { createProgram, type ProjectProgram } from './create-program.ts'
import { configFileAbove, type LoadedProject } from './load-project.ts'

export interface WholeProject {
  readonly loaded: ProjectProgram
  readonly unread: readonly UnreadFile[]
}

/**
 * Makes a program of a project and of the files that use it though its tsconfig leaves them out: tests, most often.
 * Without them their calls would be missed. Components of other languages (`.svelte`, `.vue`) and JavaScript in a project
 * without `allowJs` can't be read, and are handed on as they are.
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
  const isReadable = ({ fileName, text }: UnreadFile) =>
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
    .map(({ fileName, text }): UnreadFile => ({ fileName, text, imports: importedBy(fileName, text) }))
    .filter(({ imports }) => imports.length > 0)
  const added = leftOut.filter(isReadable).map(({ fileName }) => fileName)
  return {
    loaded:
      added.length === 0 ? loaded : createProgram({ ...project, rootNames: [...project.rootNames, ...added] }, loaded),
    unread: leftOut.filter((file) => !isReadable(file)),
  }
}

/** A name itself where it can't be followed: a tsconfig may list a file that is missing. */
const realPath = (fileName: string) => ts.sys.realpath?.(fileName) ?? fileName

type IgnoredOf = (fileNames: readonly string[]) => ReadonlySet<string>

const TYPESCRIPT = ['.ts', '.tsx', '.mts', '.cts']
const JAVASCRIPT = ['.js', '.jsx', '.mjs', '.cjs']
const FOREIGN = ['.svelte', '.vue', '.astro', '.mdx']
const LEFT_ALONE = ['**/node_modules', '**/.*']
