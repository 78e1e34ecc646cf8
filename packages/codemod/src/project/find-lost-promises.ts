import ts from 'typescript'
import { fateOfFunction } from './fate-of-function.ts'
import { fateOfValue } from './fate-of-value.ts'
import { promiseTypes, type PromiseTypes } from './promise-types.ts'

/**
 * A *lost promise* is a place where a promise comes into being, or a function that gives one is handed on, and where
 * the types say no longer that somebody has to wait. The type checker lets most of them pass (`!p`, `p ?? d`,
 * `filter(isAdmin)`, templates, `JSON.stringify`), so the gates compare them before and after.
 */
export interface LostPromise {
  /** Offsets in the text that was read. */
  readonly start: number
  readonly end: number
  readonly fate: Fate
}

export type Fate =
  | 'stored'
  | 'passed on'
  | 'iterated'
  | 'unresolved'
  | 'dropped'
  | 'returned past a `catch` or `finally`'
  | 'returned where nobody expects a promise'
  | 'given to a synchronous callback'

/** What the questions about places need. */
export interface PromiseProgram {
  readonly checker: ts.TypeChecker
  readonly types: PromiseTypes
}

/** All lost promises of a file. The trees are the compiler's: every file that a change can reach is looked through. */
export function findLostPromises(program: ts.Program, fileName: string): LostPromise[] {
  const file = program.getSourceFile(fileName)
  if (!file) return []
  const found: LostPromise[] = []
  const asked = promiseProgramOf(program)
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || isWithoutCode(node)) return
    const fate = fateAt(asked, node)
    if (fate) found.push({ start: node.getStart(file), end: node.end, fate })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** What becomes of the promises that come into being at a place, those apart that are taken care of. */
export function fatesAt(program: ts.Program, { fileName, start, end }: Range): readonly Fate[] {
  const file = program.getSourceFile(fileName)
  if (!file) return []
  const fates: Fate[] = []
  const asked = promiseProgramOf(program)
  const visit = (node: ts.Node): void => {
    if (node.pos > start || node.end < end || ts.isTypeNode(node)) return
    const fate = node.end === end && node.getStart(file) === start ? fateAt(asked, node) : undefined
    if (fate) fates.push(fate)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return fates
}

interface Range {
  readonly fileName: string
  readonly start: number
  readonly end: number
}

const asked = new WeakMap<ts.Program, PromiseProgram>()

function promiseProgramOf(program: ts.Program): PromiseProgram {
  const checker = program.getTypeChecker()
  const known = asked.get(program) ?? { checker, types: promiseTypes(checker) }
  asked.set(program, known)
  return known
}

function fateAt(program: PromiseProgram, node: ts.Node): Fate | undefined {
  const { checker, types } = program
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) {
    const type = checker.getTypeAtLocation(node)
    if (types.carriesPromise(type)) return fateOfValue(program, node, type)
    return types.givesPromise(type) ? fateOfFunction(program, node) : undefined
  }
  if (ts.isFunctionLike(node)) return givesPromise(program, node) ? fateOfFunction(program, node) : undefined
  return isName(node) && isHandedOn(node) && types.givesPromise(typeOfName(checker, node))
    ? fateOfFunction(program, node)
    : undefined
}

function givesPromise({ checker, types }: PromiseProgram, fn: ts.SignatureDeclaration): boolean {
  const result = checker.getSignatureFromDeclaration(fn)?.getReturnType()
  return result !== undefined && (types.isThenable(result) || types.isAsyncIterable(result))
}

type Name = ts.Identifier | ts.PropertyAccessExpression | ts.ElementAccessExpression

const isName = (node: ts.Node): node is Name =>
  ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)

/** As declared: narrowing would have to be computed, and no test tells a function from a function. */
function typeOfName(checker: ts.TypeChecker, name: Name): ts.Type {
  const isShorthand = ts.isShorthandPropertyAssignment(name.parent)
  if (!ts.isIdentifier(name)) return checker.getTypeAtLocation(name)
  const symbol = isShorthand
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name)
  return symbol ? checker.getTypeOfSymbol(symbol) : checker.getTypeAtLocation(name)
}

/** True for a value that goes somewhere else: it is neither called here, nor asked for a member, nor declared. */
function isHandedOn(node: Name): boolean {
  const { parent } = node
  switch (parent.kind) {
    case ts.SyntaxKind.CallExpression:
    case ts.SyntaxKind.NewExpression:
      return (parent as ts.CallExpression | ts.NewExpression).expression !== node
    case ts.SyntaxKind.PropertyAssignment:
    case ts.SyntaxKind.PropertyDeclaration:
    case ts.SyntaxKind.VariableDeclaration:
    case ts.SyntaxKind.Parameter:
    case ts.SyntaxKind.BindingElement:
      return (parent as ts.VariableDeclaration).initializer === node
    case ts.SyntaxKind.BinaryExpression:
      return (parent as ts.BinaryExpression).right === node
    case ts.SyntaxKind.ConditionalExpression:
      return (parent as ts.ConditionalExpression).condition !== node
    case ts.SyntaxKind.ArrowFunction:
      return (parent as ts.ArrowFunction).body === node
    case ts.SyntaxKind.ShorthandPropertyAssignment:
    case ts.SyntaxKind.ArrayLiteralExpression:
    case ts.SyntaxKind.ReturnStatement:
    case ts.SyntaxKind.JsxExpression:
    case ts.SyntaxKind.ParenthesizedExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
    case ts.SyntaxKind.TypeAssertionExpression:
    case ts.SyntaxKind.NonNullExpression:
      return true
    default:
      return false
  }
}

function isWithoutCode(node: ts.Node): boolean {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node)
  )
}
