import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ts from 'typescript'

/** A module of the repository, as the invariants see it. */
export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
  /** Names of the functions that it declares and exports. */
  readonly functions: readonly string[]
  /** Names of the module's variables that are reassigned, or made by `new`: what one call can leave for the next. */
  readonly state: readonly string[]
  /** Names of the members that its expressions read or call. */
  readonly members: ReadonlySet<string>
  /** Names of the properties that its object literals write. */
  readonly properties: ReadonlySet<string>
}

export interface Import {
  /** As written, or the target's path from the repository's root where it is relative. */
  readonly target: string
  readonly names: readonly string[]
  /** True where nothing of it is left when the program runs. */
  readonly typeOnly: boolean
}

export const root = resolve(import.meta.dirname, '..')

/** Every TypeScript file of the repository's own under one of its folders, parsed. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return pathsIn(join(root, folder)).map((path) => read(relative(root, path).split(sep).join('/')))
}

/** A package has installed packages of its own where another has a different version of them. */
function pathsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : pathsIn(path)
    return entry.name.endsWith('.ts') ? [path] : []
  })
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const imports: Import[] = []
  const members = new Set<string>()
  const properties = new Set<string>()
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  const visit = (node: ts.Node): void => {
    const found = importOf(node)
    if (ts.isPropertyAccessExpression(node)) members.add(node.name.text)
    if (ts.isObjectLiteralElement(node) && node.name && ts.isIdentifier(node.name)) properties.add(node.name.text)
    if (found) imports.push({ ...found, target: resolved(path, found.target) })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  const { statements } = tree
  return {
    path,
    text,
    imports,
    members,
    properties,
    functions: statements.flatMap(exportedFunction),
    state: statements.flatMap(moduleState),
  }
}

function resolved(from: string, specifier: string): string {
  return specifier.startsWith('.') ? join(dirname(from), specifier).split(sep).join('/') : specifier
}

/** Import and export declarations, `import()` as an expression and as a type, `import x = require()` and `require()`. */
function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) return { target: textOf(node.moduleSpecifier), ...clauseOf(node.importClause) }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return { target: textOf(node.moduleSpecifier), names: [], typeOnly: node.isTypeOnly }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { target: textOf(node.argument.literal), names: [], typeOnly: true }
  }
  if (ts.isExternalModuleReference(node)) return { target: textOf(node.expression), names: [], typeOnly: false }
  if (ts.isCallExpression(node) && isLoading(node.expression) && node.arguments[0]) {
    return { target: textOf(node.arguments[0]), names: [], typeOnly: false }
  }
  return undefined
}

function clauseOf(clause: ts.ImportClause | undefined): Pick<Import, 'names' | 'typeOnly'> {
  const bindings = clause?.namedBindings
  const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : []
  const names = elements.map((element) => (element.propertyName ?? element.name).text)
  return { names, typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword }
}

function isLoading(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
}

function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : '<computed>'
}

function exportedFunction(statement: ts.Statement): readonly string[] {
  if (!ts.isFunctionDeclaration(statement) || !statement.name) return []
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ? [statement.name.text] : []
}

function moduleState(statement: ts.Statement): readonly string[] {
  if (!ts.isVariableStatement(statement)) return []
  const { declarations, flags } = statement.declarationList
  return declarations
    .filter(({ initializer }) => !(flags & ts.NodeFlags.Const) || (initializer && ts.isNewExpression(initializer)))
    .map(({ name }) => (ts.isIdentifier(name) ? name.text : '<pattern>'))
}
