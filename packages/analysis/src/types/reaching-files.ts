import type ts from 'typescript'
import { moduleOfDeclaration } from './module-of-declaration.ts'

export interface ReachingFiles {
  readonly files: ReadonlySet<string>
  /** Those of the modules that some file imports. */
  readonly modules: ReadonlySet<string>
}

/**
 * The files that import one of the modules, directly or through files of the project. Whatever else a file does, it has
 * no query in it, and no rule needs to look at it. Values that reach a file through global variables are missed.
 */
export function reachingFiles(compiler: typeof ts, program: ts.Program, modules: ReadonlySet<string>): ReachingFiles {
  const { named, importers } = importsOf(compiler, program)
  const reached = [...named].filter(([, names]) => names.some((name) => modules.has(name))).map(([file]) => file)
  const imported = new Set([...named.values()].flatMap((names) => names.filter((name) => modules.has(name))))
  const reaching = new Set(reached)
  for (const file of reaching) for (const importer of importers.get(file) ?? []) reaching.add(importer)
  return { files: reaching, modules: imported }
}

/** Which files of a program import which. */
export interface Imports {
  /** The modules that each file imports, by all names that they may have, and its own name. */
  readonly named: ReadonlyMap<string, readonly string[]>
  readonly importers: ReadonlyMap<string, readonly string[]>
  /** The files that the specifiers of each file stand for, where they stand for one. */
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** To resolve all specifiers is most of the work, and each configuration asks. */
const importsByProgram = new WeakMap<ts.Program, Imports>()

export function importsOf(compiler: typeof ts, program: ts.Program): Imports {
  const known = importsByProgram.get(program)
  if (known) return known
  const checker = program.getTypeChecker()
  const named = new Map<string, readonly string[]>()
  const importers = new Map<string, string[]>()
  const targets = new Map<string, ReadonlyMap<string, string>>()
  for (const file of program.getSourceFiles()) {
    // The compiler takes linked packages of a workspace for external libraries.
    if (file.fileName.includes('/node_modules/')) continue
    const names = [file.fileName]
    const files = new Map<string, string>()
    targets.set(file.fileName, files)
    for (const specifier of importSpecifiers(compiler, file)) {
      const module = checker.getSymbolAtLocation(specifier)?.declarations?.[0]
      names.push(module ? moduleOfDeclaration(compiler, module) : packageOf(specifier.text), specifier.text)
      const name = module?.getSourceFile().fileName
      if (name === undefined) continue
      files.set(specifier.text, name)
      const others = importers.get(name)
      if (others) others.push(file.fileName)
      else importers.set(name, [file.fileName])
    }
    named.set(file.fileName, names)
  }
  const imports = { named, importers, targets }
  importsByProgram.set(program, imports)
  return imports
}

const specifiersByFile = new WeakMap<ts.SourceFile, readonly ts.StringLiteralLike[]>()

function importSpecifiers(compiler: typeof ts, file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const known = specifiersByFile.get(file)
  if (known) return known
  const found: ts.StringLiteralLike[] = []
  const collect = (node: ts.Node | undefined) => {
    if (node && compiler.isStringLiteralLike(node)) found.push(node)
  }
  const hasCalls = /\b(?:import|require)\s*\(/.test(file.text)
  const visit = (node: ts.Node): void => {
    if (compiler.isImportDeclaration(node) || compiler.isExportDeclaration(node)) collect(node.moduleSpecifier)
    else if (compiler.isExternalModuleReference(node)) collect(node.expression)
    else if (compiler.isCallExpression(node) && isImporting(compiler, node.expression)) collect(node.arguments[0])
    else if (compiler.isImportTypeNode(node) && compiler.isLiteralTypeNode(node.argument))
      collect(node.argument.literal)
    compiler.forEachChild(node, visit)
  }
  if (hasCalls) visit(file)
  else for (const statement of file.statements) if (isModuleStatement(compiler, statement)) visit(statement)
  specifiersByFile.set(file, found)
  return found
}

function isModuleStatement(compiler: typeof ts, node: ts.Node): boolean {
  return (
    compiler.isImportDeclaration(node) || compiler.isExportDeclaration(node) || compiler.isImportEqualsDeclaration(node)
  )
}

function isImporting(compiler: typeof ts, callee: ts.Expression): boolean {
  return (
    callee.kind === compiler.SyntaxKind.ImportKeyword || (compiler.isIdentifier(callee) && callee.text === 'require')
  )
}

function packageOf(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
}
