import ts from 'typescript'
import type { Fate, PromiseProgram } from './find-lost-promises.ts'
import { isGenericPlace } from './place-of-value.ts'

/**
 * What becomes of a promise, or of a list of promises, where it comes into being: undefined where it is awaited or
 * joined at once, returned by a function whose type says so, or taken by something that is declared to take promises.
 * Whatever else a program may rightly do with a promise, no migration leaves it behind.
 */
export function fateOfValue(program: PromiseProgram, value: ts.Node, type: ts.Type): Fate | undefined {
  const { checker, types } = program
  const { parent } = value
  const goesOn = () => fateOfValue(program, parent, type)
  switch (parent.kind) {
    case ts.SyntaxKind.ParenthesizedExpression:
    case ts.SyntaxKind.NonNullExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
    case ts.SyntaxKind.TypeAssertionExpression:
      return goesOn()
    case ts.SyntaxKind.AwaitExpression:
      return types.isThenable(type) ? undefined : 'stored'
    case ts.SyntaxKind.ForOfStatement:
      return (parent as ts.ForOfStatement).awaitModifier ? undefined : 'iterated'
    case ts.SyntaxKind.YieldExpression:
      return isAsync(functionAround(parent)) ? undefined : 'passed on'
    case ts.SyntaxKind.ReturnStatement:
      return leavesTry(parent) ?? fateOfReturned(program, functionAround(parent), type)
    case ts.SyntaxKind.ArrowFunction:
      return fateOfReturned(program, parent as ts.ArrowFunction, type)
    case ts.SyntaxKind.ConditionalExpression:
      return (parent as ts.ConditionalExpression).condition === value ? 'unresolved' : goesOn()
    case ts.SyntaxKind.BinaryExpression:
      return fateOfOperand(parent as ts.BinaryExpression, value, goesOn)
    case ts.SyntaxKind.CallExpression:
    case ts.SyntaxKind.NewExpression:
      return fateOfArgument(program, parent as ts.CallExpression, value as ts.Expression)
    case ts.SyntaxKind.ArrayLiteralExpression:
      return fateOfValue(program, parent, checker.getTypeAtLocation(parent))
    case ts.SyntaxKind.SpreadElement:
      return types.isThenable(type) || !ts.isArrayLiteralExpression(parent.parent) ? 'iterated' : goesOn()
    case ts.SyntaxKind.PropertyAccessExpression:
      return fateOfObject(program, parent as ts.PropertyAccessExpression, type)
    case ts.SyntaxKind.ExpressionStatement:
    case ts.SyntaxKind.VoidExpression:
      return isHandled(value) ? undefined : 'dropped'
    case ts.SyntaxKind.VariableDeclaration:
      // An async generator is iterated later: as anything else, the type checker does not let it pass.
      return types.isThenable(type) || !types.isAsyncIterable(type) ? 'stored' : undefined
    case ts.SyntaxKind.PropertyAssignment:
    case ts.SyntaxKind.PropertyDeclaration:
    case ts.SyntaxKind.Parameter:
    case ts.SyntaxKind.BindingElement:
    case ts.SyntaxKind.ExportAssignment:
      return 'stored'
    default:
      return 'unresolved'
  }
}

function functionAround(node: ts.Node): ts.SignatureDeclaration | undefined {
  return ts.findAncestor(node, ts.isFunctionLike)
}

function isAsync(fn: ts.SignatureDeclaration | undefined): boolean {
  return fn !== undefined && (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0
}

/** What rejects behind a `return` is caught by no `catch` of the function, and its `finally` runs before. */
function leavesTry(statement: ts.Node): Fate | undefined {
  for (let at = statement; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at
    if (ts.isTryStatement(parent) && parent.finallyBlock !== at) return PAST
    if (ts.isCatchClause(at) && parent.kind === ts.SyntaxKind.TryStatement && !(parent as ts.TryStatement).finallyBlock)
      at = parent
  }
  return undefined
}

const PAST = 'returned past a `catch` or `finally`'
const UNEXPECTED = 'returned where nobody expects a promise'

function fateOfReturned(
  { checker, types }: PromiseProgram,
  fn: ts.SignatureDeclaration | undefined,
  type: ts.Type,
): Fate | undefined {
  if (!types.isThenable(type) && !types.isAsyncIterable(type)) return 'stored'
  if (!fn) return 'stored'
  if (isAsync(fn)) return undefined
  const isGenerator = 'asteriskToken' in fn && fn.asteriskToken !== undefined
  if (isGenerator || ts.isAccessor(fn) || ts.isConstructorDeclaration(fn)) return UNEXPECTED
  const result = checker.getSignatureFromDeclaration(fn)?.getReturnType()
  return result && (types.isThenable(result) || types.isAsyncIterable(result)) ? undefined : UNEXPECTED
}

function fateOfOperand(operation: ts.BinaryExpression, value: ts.Node, goesOn: () => Fate | undefined) {
  const isRight = operation.right === value
  switch (operation.operatorToken.kind) {
    case ts.SyntaxKind.CommaToken:
      return isRight ? goesOn() : isHandled(value) ? undefined : 'dropped'
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return isRight ? goesOn() : 'unresolved'
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return 'stored'
    default:
      return 'unresolved'
  }
}

function fateOfArgument(
  { checker, types }: PromiseProgram,
  call: ts.CallExpression | ts.NewExpression,
  value: ts.Expression,
): Fate | undefined {
  if (call.expression === value) return undefined
  const place = checker.getContextualType(value)
  if (isGenericPlace({ checker, types }, call, value))
    return types.carriesPromise(checker.getTypeAtLocation(call)) ? undefined : 'passed on'
  return place && types.carriesPromise(place) ? undefined : 'passed on'
}

/** A step of a query's chain, or what waits for the promise; the call of it is a place of its own. */
function fateOfObject(
  { checker, types }: PromiseProgram,
  { name }: ts.PropertyAccessExpression,
  type: ts.Type,
): Fate | undefined {
  if (WAITING_MATCHERS.has(name.text)) return undefined
  const isWhole = types.isThenable(type) || types.isAsyncIterable(type)
  return isWhole && checker.getPropertyOfType(checker.getNonNullableType(type), name.text) ? undefined : 'unresolved'
}

/** `expect(promise).rejects.toThrow()` */
const WAITING_MATCHERS = new Set(['rejects', 'resolves', 'eventually'])

/** True for `p.catch(…)`: it takes care of `p`, and is not asked again for the promise that it returns itself. */
function isHandled(value: ts.Node): boolean {
  if (ts.isParenthesizedExpression(value)) return isHandled(value.expression)
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return false
  const name = value.expression.name.text
  return (name === 'catch' && value.arguments.length > 0) || (name === 'then' && value.arguments.length > 1)
}
