import { analyze } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { parseAndGenerateServices, type ParserServicesWithTypeInformation } from '@typescript-eslint/typescript-estree'
import type ts from 'typescript'
import { linkParents } from '../syntax/walk.ts'
import type { SourceProvider, SourceUnit } from './source-provider.ts'

/** A source provider over a compiler's program, with the maps between its nodes and ESTree's. */
export interface ProgramSources extends SourceProvider {
  readonly program: ts.Program
  readonly toCompilerNode: (node: TSESTree.Node) => ts.Node | undefined
  /** Undefined for nodes that ESTree has no counterpart of, and for files that are not the project's. */
  readonly toTreeNode: (node: ts.Node) => TSESTree.Node | undefined
  /** Takes over a file that the caller has parsed already, unless the file is known; its parents must be linked. */
  readonly adopt: (file: ParsedFile) => void
}

interface ParsedUnit
  extends SourceUnit, Pick<ParserServicesWithTypeInformation, 'esTreeNodeToTSNodeMap' | 'tsNodeToESTreeNodeMap'> {}

/** What a caller has parsed already: ESLint's file under lint. */
export type ParsedFile = Pick<
  ParsedUnit,
  'ast' | 'fileName' | 'text' | 'esTreeNodeToTSNodeMap' | 'tsNodeToESTreeNodeMap'
> &
  Partial<Pick<ParsedUnit, 'scopes'>>

/**
 * Which files count as the program's own: those of the project, or those of linked packages of its workspace too, which
 * the compiler takes for dependencies.
 */
export type SourceScope = 'project' | 'workspace'

/** Reads a program's own files as ESTree, each when it is first asked for. */
export function programSources(program: ts.Program, scope: SourceScope = 'project'): ProgramSources {
  const units = new Map<string, ParsedUnit | undefined>()
  const known = unitsByFile[scope]
  const unitsByTree = new WeakMap<TSESTree.Program, ParsedUnit>()
  const keep = (unit: ParsedUnit) => {
    units.set(unit.fileName, unit)
    unitsByTree.set(unit.ast, unit)
    return unit
  }
  const parsedUnitOf = (fileName: string): ParsedUnit | undefined => {
    if (units.has(fileName)) return units.get(fileName)
    const file = program.getSourceFile(fileName)
    if (!file || !isOwnFile(program, scope, file)) {
      units.set(fileName, undefined)
      return undefined
    }
    const unit = known.has(file) ? known.get(file) : parse(program, file, scope)
    known.set(file, unit)
    if (!unit) units.set(fileName, undefined)
    return unit && keep(unit)
  }
  const unitAt = (node: TSESTree.Node): ParsedUnit => {
    let root = node
    while (root.parent) root = root.parent
    const unit = unitsByTree.get(root)
    if (!unit) throw new Error('A node from outside the analysed program was asked for its file.')
    return unit
  }
  return {
    program,
    fileNames: () =>
      program
        .getSourceFiles()
        .filter((file) => isOwnFile(program, scope, file))
        .map((file) => file.fileName),
    unitOf: parsedUnitOf,
    textOf: (fileName) => program.getSourceFile(fileName)?.text ?? '',
    unitAt,
    fileImportedBy: (specifier) => {
      const node = unitAt(specifier).esTreeNodeToTSNodeMap.get(specifier)
      const file = program.getTypeChecker().getSymbolAtLocation(node)?.declarations?.[0]?.getSourceFile()
      return file && isOwnFile(program, scope, file) ? file.fileName : undefined
    },
    toCompilerNode: (node) => unitAt(node).esTreeNodeToTSNodeMap.get(node as never),
    adopt: (file) => {
      const compiled = program.getSourceFile(file.fileName)
      const before = units.get(file.fileName) ?? (compiled && known.get(compiled))
      const unit = before ?? withScopes(file)
      // What was parsed ahead, to look into it, was parsed without comments.
      if (file.ast.comments) unit.ast.comments ??= file.ast.comments
      if (compiled) known.set(compiled, unit)
      keep(unit)
    },
    toTreeNode: (node) => parsedUnitOf(node.getSourceFile().fileName)?.tsNodeToESTreeNodeMap.get(node),
  }
}

/** An unchanged file has the same syntax in the next program: an editor makes one at each keystroke. */
const unitsByFile: Readonly<Record<SourceScope, WeakMap<ts.SourceFile, ParsedUnit | undefined>>> = {
  project: new WeakMap(),
  workspace: new WeakMap(),
}

function isOwnFile(program: ts.Program, scope: SourceScope, file: ts.SourceFile): boolean {
  return (
    !file.isDeclarationFile &&
    !file.fileName.includes('/node_modules/') &&
    !file.fileName.endsWith('.json') &&
    (scope === 'workspace' || !program.isSourceFileFromExternalLibrary(file))
  )
}

/** Undefined for a file that does not parse: what depends on it is read as if it were a dependency's. */
function parse(program: ts.Program, file: ts.SourceFile, scope: SourceScope): ParsedUnit | undefined {
  const parsed = parsedOrFaulty(program, file, scope)
  if (!parsed) return undefined
  const { ast, services } = parsed
  linkParents(ast)
  return withScopes({
    fileName: file.fileName,
    text: file.text,
    ast,
    esTreeNodeToTSNodeMap: services.esTreeNodeToTSNodeMap,
    tsNodeToESTreeNodeMap: services.tsNodeToESTreeNodeMap,
  })
}

function parsedOrFaulty(program: ts.Program, file: ts.SourceFile, scope: SourceScope) {
  try {
    return parseAndGenerateServices(file.text, {
      programs: [program],
      filePath: file.fileName,
      jsx: /x$/.test(file.fileName),
      // To look for comments is dear, and the linter's caller brings those of the file that it rewrites.
      comment: scope === 'project',
      loc: true,
      range: true,
      // What the compiler reports as an error but reads as code (`1++`) does not hide the rest of its file.
      allowInvalidAST: true,
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'TSError') return undefined
    throw error
  }
}

function withScopes(file: ParsedFile): ParsedUnit {
  let scopes = file.scopes
  return {
    ...file,
    get scopes() {
      return (scopes ??= analyze(file.ast, { sourceType: file.ast.sourceType, lib: [] }))
    },
  }
}
