import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import type { Project } from './project.ts'
import { shownPath, spellDiagnostic } from './spell-diagnostic.ts'

export interface LoadedProject extends Project {
  /** The folder of its tsconfig: files outside it are never edited. */
  readonly folder: string
  /** Undefined for JavaScript that has none. */
  readonly configFile: string | undefined
}

/**
 * Finds a project from a tsconfig, or from the nearest one above a folder. A tsconfig that only refers to others
 * (`files: []` and `references`) stands for all of them: one program, with the options of the first.
 *
 * @param cwd where the command runs: messages name paths as they are written there
 * @throws CodemodError where there is none, or it can't be read
 */
export function loadProject(start: string, cwd: string): LoadedProject {
  const configFile = findConfig(start, cwd)
  const parsed = withReferences(readConfig(configFile, cwd), cwd)
  const [first] = parsed
  const fileNames = [...new Set(parsed.flatMap((one) => one.fileNames))]
  if (!first || fileNames.length === 0)
    throw refused(`${shownPath(configFile, cwd)} includes no files; say which under "include" or "files".`)
  return {
    folder: dirname(configFile),
    configFile,
    rootNames: fileNames,
    options: parsed.length === 1 ? first.options : { ...withoutOutput(first.options), paths: mergedPaths(parsed) },
    texts: new Map(),
  }
}

function findConfig(start: string, cwd: string): string {
  if (!existsSync(start)) throw new CodemodError(EXIT_CODES.usage, `${shownPath(start, cwd)} does not exist.`)
  if (statSync(start).isFile() && start.endsWith('.json')) return resolve(start)
  const found = configFileAbove(start)
  if (found !== undefined) return found
  throw refused(
    `No tsconfig.json in ${shownPath(start, cwd)} or above it. The migration is proved by the type checker, so it needs one: ` +
      `create it with \`npx tsc --init\`, or name another with --project. For JavaScript that has no types, add --untyped.`,
  )
}

interface ParsedConfig extends ts.ParsedCommandLine {
  readonly configFile: string
}

/** The tsconfig that speaks for the files of a folder. */
export function configFileAbove(folder: string): string | undefined {
  const found = ts.findConfigFile(folder, existsSync) ?? ts.findConfigFile(folder, existsSync, 'jsconfig.json')
  return found === undefined ? undefined : resolve(found)
}

function readConfig(configFile: string, cwd: string): ParsedConfig {
  const unreadable = ts.readConfigFile(configFile, ts.sys.readFile.bind(ts.sys)).error
  if (unreadable) throw refused(spellDiagnostic(unreadable, cwd))
  const unrecoverable: ts.Diagnostic[] = []
  const parsed = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => unrecoverable.push(diagnostic) },
  )
  const errors = [...unrecoverable, ...(parsed?.errors ?? [])].filter(({ code }) => code !== NO_INPUTS)
  const [error] = errors
  if (parsed && !error) return { ...parsed, configFile }
  throw refused(error ? spellDiagnostic(error, cwd) : `${shownPath(configFile, cwd)} can't be read.`)
}

/** "No inputs were found": true of every tsconfig that only refers to others. */
const NO_INPUTS = 18003

function withReferences(root: ParsedConfig, cwd: string): ParsedConfig[] {
  const found = new Map<string, ParsedConfig>()
  const add = (parsed: ParsedConfig): void => {
    for (const reference of parsed.projectReferences ?? []) {
      const configFile = ts.resolveProjectReferencePath(reference)
      if (found.has(configFile)) continue
      const referred = readConfig(configFile, cwd)
      found.set(configFile, referred)
      add(referred)
    }
  }
  if (root.fileNames.length > 0) return [root]
  add(root)
  return [...found.values()].filter(({ fileNames }) => fileNames.length > 0)
}

/** Options without those that confine a program's files to one folder. */
function withoutOutput(options: ts.CompilerOptions): ts.CompilerOptions {
  const kept = { ...options }
  delete kept.rootDir
  delete kept.composite
  delete kept.incremental
  return kept
}

/** Path aliases of all, made absolute, so that each means what it meant in its own tsconfig. */
function mergedPaths(parsed: readonly ParsedConfig[]): ts.MapLike<string[]> {
  const merged: ts.MapLike<string[]> = {}
  for (const { configFile, options } of parsed) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- projects still have it, and paths are relative to it
    const folder = options.baseUrl ?? dirname(configFile)
    for (const [alias, targets] of Object.entries(options.paths ?? {}))
      merged[alias] = [...(merged[alias] ?? []), ...targets.map((target) => resolve(folder, target))]
  }
  return merged
}

function refused(message: string): CodemodError {
  return new CodemodError(EXIT_CODES.refused, message)
}
