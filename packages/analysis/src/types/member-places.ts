import type ts from 'typescript'
import type { ExpectedResult, KeyedBy } from './type-oracle.ts'

/** What the places of a program say, by their declared types, of the functions that are put there. */
export interface MemberPlaces {
  readonly resultOf: (type: ts.Type) => ExpectedResult
  readonly expectedAt: (value: ts.Node) => ExpectedResult
  readonly keyedBy: (object: ts.Node, name: string) => KeyedBy
}

export function memberPlaces(compiler: typeof ts, checker: ts.TypeChecker): MemberPlaces {
  const isAnyOrUnknown = (type: ts.Type) => (type.flags & (compiler.TypeFlags.Any | compiler.TypeFlags.Unknown)) !== 0
  const isThenable = (type: ts.Type) =>
    constituents(type).some((part) => !isAnyOrUnknown(part) && checker.getPropertyOfType(part, 'then') !== undefined)

  const resultOf = (type: ts.Type): ExpectedResult => {
    const results = constituents(type).flatMap((part) => part.getCallSignatures().map((one) => one.getReturnType()))
    if (results.length === 0) return isAnyOrUnknown(type) ? 'untyped' : 'none'
    if (results.some(isThenable)) return 'accepts-promise'
    if (results.some(isAnyOrUnknown)) return 'untyped'
    const parameters = results.filter((result) => result.flags & compiler.TypeFlags.TypeParameter)
    if (parameters.some((parameter) => isThenable(checker.getApparentType(parameter)))) return 'accepts-promise'
    if (parameters.length > 0) return 'generic'
    return results.every((result) => result.flags & compiler.TypeFlags.Void) ? 'void' : 'value'
  }

  /** A type that maps keys to one type makes members that nothing declares. */
  const keyOf = (type: ts.Type, name: string): KeyedBy => {
    if (isAnyOrUnknown(type)) return 'nothing'
    const member = checker.getPropertyOfType(type, name)
    if ((member?.declarations?.length ?? 0) > 0) return 'name'
    return member || checker.getIndexInfosOfType(type).length > 0 ? 'index' : 'name'
  }

  return {
    resultOf,
    expectedAt: (value) => {
      const type = compiler.isExpression(value) ? checker.getContextualType(value) : undefined
      return type ? resultOf(type) : 'none'
    },
    keyedBy: (object, name) => {
      const type = compiler.isExpression(object) ? checker.getContextualType(object) : undefined
      const kinds = type ? constituents(type).map((part) => keyOf(part, name)) : []
      return kinds.find((kind) => kind === 'nothing') ?? (kinds.includes('index') ? 'index' : 'name')
    },
  }
}

function constituents(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type]
}
