import ts from 'typescript'
import type { PromiseProgram } from './find-lost-promises.ts'
import { partsOf } from './promise-types.ts'

/** The expression with what does not change its value: parentheses and assertions. */
export function outermost(node: ts.Node): ts.Node {
  let outer = node
  while (
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isAsExpression(outer.parent) ||
    ts.isSatisfiesExpression(outer.parent) ||
    ts.isNonNullExpression(outer.parent) ||
    ts.isTypeAssertionExpression(outer.parent)
  )
    outer = outer.parent
  return outer
}

/**
 * True where the type that a call takes an argument for is one that the call itself decides (`<T>(value: T) => …`,
 * `<T>(make: () => T) => …`): what becomes of it only the call's own type tells.
 */
export function isGenericPlace(
  { checker, types }: PromiseProgram,
  call: ts.CallExpression | ts.NewExpression,
  argument: ts.Node,
): boolean {
  const index = call.arguments?.indexOf(argument as ts.Expression) ?? -1
  // A signature in JSDoc, and one that the compiler makes, has no declaration with parameters.
  const declaration = checker.getResolvedSignature(call)?.getDeclaration()
  const parameters = declaration?.parameters.filter(ts.isParameter) ?? []
  const parameter = parameters[Math.min(index, parameters.length - 1)]
  if (!parameter) return false
  const declared = checker.getTypeAtLocation(parameter)
  const results = partsOf(declared)
    .flatMap((part) => part.getCallSignatures())
    .map((one) => one.getReturnType())
  const places = [...(results.length > 0 ? results : [declared]), ...elementsOf(checker, declared)].flatMap(partsOf)
  return places.some(isTypeParameter) && !places.some((place) => !isTypeParameter(place) && types.isThenable(place))
}

function isTypeParameter(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.TypeParameter) !== 0
}

function elementsOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  return checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : []
}
