import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import type { LoadedProject } from './load-project.ts'
import { shownPath } from './spell-diagnostic.ts'
import { untypedOptions } from './untyped-options.ts'

type IgnoredOf = (folder: string) => (fileNames: readonly string[]) => ReadonlySet<string>

/**
 * Makes a project of the JavaScript files of a package that has no tsconfig: the nearest folder with a package.json, at or
 * above a path. What git ignores, what is installed and what is built are left out. The compiler reads the files without
 * reporting what it thinks of their types, so its diagnostics prove little; who refers to what it knows all the same.
 *
 * @throws CodemodError where there are none
 */
export function loadUntypedProject(start: string, ignoredOf: IgnoredOf, cwd: string): LoadedProject {
  if (!existsSync(start)) throw new CodemodError(EXIT_CODES.usage, `${shownPath(start, cwd)} does not exist.`)
  const folder = packageFolder(statSync(start).isDirectory() ? start : dirname(start))
  const inFolder = ts.sys.readDirectory(folder, JAVASCRIPT, LEFT_OUT)
  const ignored = ignoredOf(folder)(inFolder)
  const rootNames = inFolder.filter((fileName) => !ignored.has(fileName))
  if (rootNames.length === 0)
    throw new CodemodError(EXIT_CODES.refused, `${shownPath(folder, cwd)} holds no JavaScript for --untyped to read.`)
  return {
    folder,
    configFile: undefined,
    rootNames,
    options: untypedOptions(folder),
    texts: new Map(),
    isUntyped: true,
  }
}

/** The nearest folder that is a package, or the folder itself. */
function packageFolder(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at))
    if (PACKAGE_FILES.some((name) => existsSync(join(at, name)))) return at
  return folder
}

/** Meteor's packages have a package.js. */
const PACKAGE_FILES = ['package.json', '.meteor', 'package.js']
const JAVASCRIPT = ['.js', '.jsx', '.mjs', '.cjs']
const LEFT_OUT = [
  ...['**/node_modules', '**/bower_components', '**/jspm_packages', '**/.*', '**/*.min.js'],
  ...['dist', 'build', 'out', 'coverage'].map((name) => `**/${name}`),
]
