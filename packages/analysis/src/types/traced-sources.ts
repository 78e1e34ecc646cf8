import { analyze } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { parse } from '@typescript-eslint/typescript-estree'
import { linkParents } from '../syntax/walk.ts'
import { candidatesOf, type SourceFiles } from './source-files.ts'
import type { SourceProvider, SourceUnit } from './source-provider.ts'

/** A source provider without a compiler's program: files are read and parsed when they are first asked for. */
export interface TracedSources extends SourceProvider {
  /** The project's file that a module specifier names; undefined for packages, which are never opened. */
  readonly resolve: (specifier: string, importer: string) => string | undefined
  /** True as long as every file that was read says what it said then. */
  readonly isCurrent: () => boolean
}

/**
 * Reads a project's own files. A file that does not parse has no unit, as if a dependency declared what is in it. Trees
 * are those of typescript-estree, also for a file that ESLint has parsed: all files then speak one dialect.
 *
 * @param texts what is open in an editor and differs from the disk
 */
export function tracedSources(
  files: SourceFiles,
  root: string,
  texts: ReadonlyMap<string, string> = new Map(),
): TracedSources {
  const read = new Map<string, string | undefined>()
  const units = new Map<string, SourceUnit | undefined>()
  const unitsByTree = new WeakMap<TSESTree.Program, SourceUnit>()
  const resolved = new Map<string, string | undefined>()
  let listed: readonly string[] | undefined

  const textOf = (fileName: string): string | undefined => {
    if (!read.has(fileName)) read.set(fileName, texts.get(fileName) ?? files.read(fileName))
    return read.get(fileName)
  }
  const unitOf = (fileName: string): SourceUnit | undefined => {
    if (units.has(fileName)) return units.get(fileName)
    const text = isOwn(fileName) ? textOf(fileName) : undefined
    const unit = text === undefined ? undefined : parsedUnit(fileName, text)
    units.set(fileName, unit)
    if (unit) unitsByTree.set(unit.ast, unit)
    return unit
  }
  const unitAt = (node: TSESTree.Node): SourceUnit => {
    let at = node
    while (at.parent) at = at.parent
    const unit = unitsByTree.get(at)
    if (!unit) throw new Error('A node from outside the analysed program was asked for its file.')
    return unit
  }
  const resolve = (specifier: string, importer: string): string | undefined => {
    if (!/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) return undefined
    const key = `${importer} ${specifier}`
    if (!resolved.has(key))
      resolved.set(
        key,
        candidatesOf(specifier, importer, root).find((name) => textOf(name) !== undefined),
      )
    return resolved.get(key)
  }
  return {
    fileNames: () => (listed ??= files.list()),
    unitOf,
    textOf: (fileName) => textOf(fileName) ?? '',
    unitAt,
    fileImportedBy: (specifier) => resolve(specifier.value, unitAt(specifier).fileName),
    resolve,
    isCurrent: () => [...read].every(([fileName, text]) => (texts.get(fileName) ?? files.read(fileName)) === text),
  }
}

const isOwn = (fileName: string) => !fileName.includes('/node_modules/')

/** The units of texts that were parsed before: ESLint shows the files of a project one by one. */
const known = new Map<string, SourceUnit>()

function parsedUnit(fileName: string, text: string): SourceUnit | undefined {
  const before = known.get(fileName)
  if (before?.text === text) return before
  const ast = parsed(fileName, text)
  if (!ast) return undefined
  linkParents(ast)
  const unit = { fileName, text, ast, scopes: scopesOf(ast) }
  known.set(fileName, unit)
  return unit
}

function parsed(fileName: string, text: string): TSESTree.Program | undefined {
  const isTyped = /\.[cm]?tsx?$/.test(fileName)
  try {
    return parse(text, {
      filePath: fileName,
      // Plain JavaScript may have JSX whatever its file is called.
      jsx: !isTyped || fileName.endsWith('x'),
      comment: true,
      loc: true,
      range: true,
      allowInvalidAST: true,
      suppressDeprecatedPropertyWarnings: true,
    })
  } catch {
    return undefined
  }
}

/** What stands at the top of a CommonJS module is its own, as if it stood in a function. */
const scopesOf = (ast: TSESTree.Program) =>
  ast.sourceType === 'module' ? analyze(ast, { sourceType: 'module' }) : analyze(ast, { globalReturn: true })
