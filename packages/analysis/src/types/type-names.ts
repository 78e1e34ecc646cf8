import type ts from 'typescript'
import { moduleOfDeclaration } from './module-of-declaration.ts'
import type { TypeIdentity } from './type-oracle.ts'

/**
 * The names under which a type is declared: its own, its alias's, those of the parts of a union or intersection, and those
 * of the classes and interfaces that any of them extends. Remembered by type, because every call asks.
 */
export function typeNames(compiler: typeof ts, checker: ts.TypeChecker): (type: ts.Type) => readonly TypeIdentity[] {
  const known = new Map<ts.Type, readonly TypeIdentity[]>()

  const identityOf = (symbol: ts.Symbol | undefined): TypeIdentity[] => {
    const declaration = symbol?.declarations?.[0]
    return symbol && declaration ? [{ module: moduleOfDeclaration(compiler, declaration), type: symbol.name }] : []
  }

  const basesOf = (type: ts.Type): readonly ts.Type[] => {
    const declared = (type as Partial<ts.TypeReference>).target ?? type
    return declared.isClassOrInterface() ? checker.getBaseTypes(declared) : []
  }

  const namesOf = (type: ts.Type): readonly TypeIdentity[] => {
    const found = known.get(type)
    if (found) return found
    // A type may extend one that it is a part of.
    known.set(type, [])
    const related = type.isUnionOrIntersection() ? type.types : basesOf(type)
    const { symbol }: { symbol?: ts.Symbol } = type
    const names = [...identityOf(type.aliasSymbol), ...identityOf(symbol), ...related.flatMap(namesOf)]
    known.set(type, names)
    return names
  }
  return namesOf
}
