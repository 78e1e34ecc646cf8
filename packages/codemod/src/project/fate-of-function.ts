import ts from 'typescript'
import type { Fate, PromiseProgram } from './find-lost-promises.ts'
import { isGenericPlace, outermost } from './place-of-value.ts'
import { isAnyOrUnknown, partsOf } from './promise-types.ts'

/**
 * What becomes of a function that gives a promise, or of an expression whose value is one, in the place where it stands.
 * Where the place has no type of its own, the function's goes on, and its calls are judged by it.
 */
export function fateOfFunction(program: PromiseProgram, node: ts.Node): Fate | undefined {
  const { checker } = program
  if (ts.isFunctionDeclaration(node)) return undefined
  const member = ts.isMethodDeclaration(node) ? node : node.parent
  if (ts.isClassElement(member) && member.name) return fateOfMember(program, member, member.name)
  if (ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent)) {
    const place = checker.getContextualType(node.parent)
    const declared = place && memberTypes(checker, place, nameOf(node.name))
    return declared?.map((type) => fateInPlace(program, type, node)).find((fate) => fate !== undefined)
  }
  if (!ts.isExpression(node)) return undefined
  const place = checker.getContextualType(node)
  return place && fateInPlace(program, place, node)
}

const SYNCHRONOUS = 'given to a synchronous callback'

function fateInPlace({ checker, types }: PromiseProgram, place: ts.Type, node: ts.Node): Fate | undefined {
  const parts = partsOf(checker.getNonNullableType(place))
  const results = parts.flatMap((part) => part.getCallSignatures().map((one) => one.getReturnType()))
  const taken = results.find((result) => types.isThenable(result) || types.isAsyncIterable(result))
  if (taken) return isLostInCall({ checker, types }, node) ? 'passed on' : undefined
  if (results.length > 0) return SYNCHRONOUS
  if (place.flags & ts.TypeFlags.TypeParameter || isFollowedParameter(checker, node)) return undefined
  if (isFollowedAssignment(node)) return undefined
  return parts.some(isAnyOrUnknown) || parts.some(({ flags }) => flags & ts.TypeFlags.Object) ? SYNCHRONOUS : undefined
}

/** A callback whose result a generic call takes for any value, and that what the call answers says nothing of. */
function isLostInCall({ checker, types }: PromiseProgram, node: ts.Node): boolean {
  const argument = outermost(node)
  const call = argument.parent
  if (!(ts.isCallExpression(call) || ts.isNewExpression(call)) || !isGenericPlace({ checker, types }, call, argument))
    return false
  const result = checker.getTypeAtLocation(call)
  return !types.carriesPromise(result) && !types.givesPromise(result) && !mentionsType(checker, result)
}

/** A class or interface that is made of its arguments' types keeps them: `Cache<() => Promise<User>>`. */
function mentionsType(checker: ts.TypeChecker, type: ts.Type): boolean {
  return partsOf(type).some(
    (part) =>
      (part as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference &&
      checker.getTypeArguments(part as ts.TypeReference).length > 0,
  )
}

/** A parameter without a type, in JavaScript: the migration has followed it to its calls. */
function isFollowedParameter(checker: ts.TypeChecker, node: ts.Node): boolean {
  const argument = outermost(node)
  const call = argument.parent
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return false
  const index = call.arguments?.indexOf(argument as ts.Expression) ?? -1
  const parameter = checker.getResolvedSignature(call)?.parameters[index]?.valueDeclaration
  return (
    parameter !== undefined &&
    ts.isParameter(parameter) &&
    !parameter.type &&
    !parameter.getSourceFile().isDeclarationFile
  )
}

/** A name that only assignments declare, in JavaScript: the migration has followed it to its references. */
function isFollowedAssignment(node: ts.Node): boolean {
  const { parent } = outermost(node)
  return ts.isBinaryExpression(parent) && /\.[cm]?jsx?$/.test(node.getSourceFile().fileName)
}

/** What a class member implements or overrides may be called by code that knows only that. */
function fateOfMember(
  { checker, types }: PromiseProgram,
  member: ts.ClassElement,
  name: ts.PropertyName,
): Fate | undefined {
  const owner = member.parent
  if (!ts.isClassLike(owner)) return undefined
  const bases = (owner.heritageClauses ?? []).flatMap((clause) => clause.types)
  const declared = bases.flatMap((base) => memberTypes(checker, checker.getTypeAtLocation(base), nameOf(name)))
  const isSilent = (type: ts.Type) =>
    type.getCallSignatures().length > 0
      ? type.getCallSignatures().every((one) => !types.isThenable(one.getReturnType()) && isIgnoring(one))
      : false
  return declared.some(isSilent) ? SYNCHRONOUS : undefined
}

/** Of other results the compiler says that a promise is not one. */
function isIgnoring(signature: ts.Signature): boolean {
  const result = signature.getReturnType()
  return isAnyOrUnknown(result) || (result.flags & ts.TypeFlags.Void) !== 0
}

function nameOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined
}

/** The types that a type declares for a member, by its name or for all names. */
function memberTypes(checker: ts.TypeChecker, owner: ts.Type, name: string | undefined): readonly ts.Type[] {
  return partsOf(owner).flatMap((part) => {
    if (isAnyOrUnknown(part)) return [part]
    const member = name === undefined ? undefined : checker.getPropertyOfType(part, name)
    const type = member ? checker.getTypeOfSymbol(member) : checker.getIndexInfoOfType(part, ts.IndexKind.String)?.type
    return type ? [type] : []
  })
}
