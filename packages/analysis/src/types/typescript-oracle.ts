import type { TSESTree } from '@typescript-eslint/types'
import type ts from 'typescript'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { declaringTypeName } from './declaring-type-name.ts'
import { fieldInitializers } from './field-initializers.ts'
import { memberFamilies } from './member-families.ts'
import { memberPlaces } from './member-places.ts'
import { structuralMembers } from './structural-members.ts'
import { moduleOfDeclaration } from './module-of-declaration.ts'
import type { ProgramSources } from './program-sources.ts'
import { twins } from './twins.ts'
import { typeNames } from './type-names.ts'
import type { Declaration, DeclaredIdentity, SymbolHandle, TypeIdentity, TypeOracle } from './type-oracle.ts'

/**
 * The type oracle on TypeScript's checker. The compiler module is handed in, because a program's flags and syntax kinds
 * belong to the copy of the compiler that made it.
 */
export function typescriptOracle(compiler: typeof ts, sources: ProgramSources): TypeOracle {
  const checker = sources.program.getTypeChecker()
  const namesOf = typeNames(compiler, checker)
  const families = memberFamilies(compiler, sources.program)
  const lookalikes = structuralMembers(compiler, sources.program)
  const initializersOf = fieldInitializers(compiler, sources.program)
  const { exists } = twins(compiler, checker)

  const typeAt = (node: TSESTree.Node): ts.Type | undefined => {
    const found = sources.toCompilerNode(node)
    return found && checker.getTypeAtLocation(found)
  }

  const symbolOf = (node: TSESTree.Node): ts.Symbol | undefined => {
    const found = sources.toCompilerNode(node)
    if (!found) return undefined
    const symbol = rawSymbolOf(node, found)
    return symbol && families.canonical(withoutAlias(symbol))
  }
  const rawSymbolOf = (node: TSESTree.Node, found: ts.Node): ts.Symbol | undefined =>
    symbolOfShorthand(node, found) ??
    symbolOfPattern(node, found) ??
    symbolOfExported(found) ??
    checker.getSymbolAtLocation(found) ??
    symbolOfUnnamed(found)
  /** A member that a union type has from several parts is one symbol with their declarations. */
  const symbolsOf = (node: TSESTree.Node): ts.Symbol[] => {
    const symbol = symbolOf(node)
    const found = sources.toCompilerNode(node)
    const whole = found && rawSymbolOf(node, found)
    return symbol && whole ? [...new Set([symbol, ...partsOf(whole)])] : []
  }
  const partsOf = (symbol: ts.Symbol): ts.Symbol[] =>
    symbol.flags & compiler.SymbolFlags.Transient && (symbol.declarations?.length ?? 0) > 1
      ? (symbol.declarations ?? []).flatMap((declaration) => {
          const name = compiler.getNameOfDeclaration(declaration)
          return (name && checker.getSymbolAtLocation(name)) ?? []
        })
      : []
  const declarationOf = (declaration: ts.Declaration): Declaration => {
    const node = sources.toTreeNode(declaration)
    return node
      ? { kind: 'project', fileName: declaration.getSourceFile().fileName, node }
      : { kind: 'dependency', module: moduleOfDeclaration(compiler, declaration) }
  }
  const withoutAlias = (symbol: ts.Symbol) =>
    symbol.flags & compiler.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const symbolOfShorthand = (node: TSESTree.Node, found: ts.Node) =>
    node.parent?.type === 'Property' && node.parent.shorthand && node.parent.parent.type === 'ObjectExpression'
      ? node.parent.value === node
        ? checker.getShorthandAssignmentValueSymbol(found.parent)
        : undefined
      : undefined
  /** The key of `const { name } = value` stands for the member, its value for the variable; both are one node. */
  const symbolOfPattern = (node: TSESTree.Node, found: ts.Node) => {
    const property = node.parent
    if (property?.type !== 'Property' || property.parent.type !== 'ObjectPattern' || property.key !== node)
      return undefined
    if (property.computed || !compiler.isIdentifier(found)) return undefined
    const pattern = sources.toCompilerNode(property.parent)
    return pattern && checker.getPropertyOfType(checker.getTypeAtLocation(pattern), found.text)
  }
  /** `export default function () {}` has a symbol and no name to ask for it; the field is not in the declarations. */
  const symbolOfUnnamed = (found: ts.Node) =>
    compiler.isFunctionLike(found) || compiler.isExportAssignment(found)
      ? (found as { readonly symbol?: ts.Symbol }).symbol
      : undefined
  const symbolOfExported = (found: ts.Node) =>
    compiler.isExportSpecifier(found.parent) && !found.parent.parent.parent.moduleSpecifier
      ? checker.getExportSpecifierLocalTargetSymbol(found.parent)
      : undefined

  const identityOf = (declaration: ts.Declaration, symbol: ts.Symbol): DeclaredIdentity => ({
    module: moduleOfDeclaration(compiler, declaration),
    type: declaringTypeName(compiler, declaration),
    member: memberName(symbol),
  })
  const identitiesOf = (symbol: ts.Symbol | undefined): DeclaredIdentity[] =>
    symbol?.declarations?.map((declaration) => identityOf(declaration, symbol)) ?? []

  const protocolMembers = (type: ts.Type, member: string): ts.Symbol[] => {
    const parts = constituents(checker.getApparentType(type))
    if (!member.startsWith('[Symbol.')) return parts.flatMap((part) => checker.getPropertyOfType(part, member) ?? [])
    const key = `__@${member.slice('[Symbol.'.length, -1)}@`
    return parts.flatMap((part) =>
      checker.getPropertiesOfType(part).filter(({ escapedName }) => String(escapedName).startsWith(key)),
    )
  }
  const hasProtocol = (node: TSESTree.Node, member: string) => {
    const type = typeAt(node)
    return type !== undefined && !isAnyOrUnknown(type) && protocolMembers(type, member).length > 0
  }
  const isAnyOrUnknown = (type: ts.Type) => (type.flags & (compiler.TypeFlags.Any | compiler.TypeFlags.Unknown)) !== 0
  const isThenableType = (type: ts.Type) =>
    constituents(type).some((part) => !isAnyOrUnknown(part) && checker.getPropertyOfType(part, 'then') !== undefined)

  const fieldTypesByName = new Map<string, readonly TypeIdentity[]>()
  const fieldTypesOf = (initializer: ts.Expression): TypeIdentity[] =>
    namesOfField(checker.getTypeAtLocation(initializer))
  /** What a function is declared to return is known without the arguments, which may ask for the type of a whole model. */
  const declaredFieldTypesOf = (initializer: ts.Expression): TypeIdentity[] => {
    const callee = compiler.isCallExpression(initializer) ? initializer.expression : undefined
    if (!callee || !compiler.isIdentifier(callee)) return fieldTypesOf(initializer)
    const results = checker
      .getTypeAtLocation(callee)
      .getCallSignatures()
      .map((one) => one.getReturnType())
    const isObject = ({ flags }: ts.Type) => (flags & compiler.TypeFlags.Object) !== 0
    // Whatever the other parts of an intersection come to, it is itself or the object in it.
    const parts = results.map((type) => (type.isIntersection() ? type.types.filter(isObject) : [type].filter(isObject)))
    return parts.length > 0 && parts.every((one) => one.length > 0)
      ? [...results, ...parts.flat()].flatMap(namesOfField)
      : fieldTypesOf(initializer)
  }
  const namesOfField = (type: { symbol?: ts.Symbol; aliasSymbol?: ts.Symbol }): TypeIdentity[] => {
    const named = type.aliasSymbol ?? type.symbol
    const declared = named?.declarations?.[0]
    return declared ? [{ module: moduleOfDeclaration(compiler, declared), type: named.name }] : []
  }

  const places = memberPlaces(compiler, checker)

  return {
    identitiesAt: (node) => identitiesOf(symbolOf(node.type === 'MemberExpression' ? node.property : node)),
    protocolAt: (node, member) => {
      const type = typeAt(node)
      return type ? protocolMembers(type, member).flatMap(identitiesOf) : []
    },
    typesAt: (node) => {
      const type = typeAt(node)
      return type ? namesOf(type) : []
    },
    isEvery: (node, accepts) => {
      const type = typeAt(node)
      return (
        type !== undefined &&
        !isAnyOrUnknown(type) &&
        constituents(checker.getNonNullableType(type)).every((part) => namesOf(part).some(accepts))
      )
    },
    fieldTypesAt: (member) => {
      const declarations = symbolOf(member.property)?.declarations ?? []
      return declarations.flatMap((declaration) => {
        return compiler.isPropertyAssignment(declaration) ? fieldTypesOf(declaration.initializer) : []
      })
    },
    fieldTypesNamed: (name) => {
      const types = fieldTypesByName.get(name) ?? initializersOf(name).flatMap(declaredFieldTypesOf)
      fieldTypesByName.set(name, types)
      return types
    },
    isThenable: (node) => hasProtocol(node, 'then'),
    returnsThenable: (node) => {
      const signatures = constituents(typeAt(node) ?? checker.getNeverType()).flatMap((part) =>
        part.getCallSignatures(),
      )
      return signatures.some((signature) => isThenableType(signature.getReturnType()))
    },
    isAsyncIterable: (node) => hasProtocol(node, '[Symbol.asyncIterator]'),
    isUntyped: (node) => {
      const type = typeAt(node)
      return !type || isAnyOrUnknown(type)
    },
    isNonNullable: (node) => {
      const type = typeAt(node)
      return type !== undefined && !isAnyOrUnknown(type) && checker.getNonNullableType(type) === type
    },
    isObject: (node) => {
      const type = typeAt(node)
      const { Object, NonPrimitive, Intersection } = compiler.TypeFlags
      return (
        type !== undefined && constituents(type).every(({ flags }) => flags & (Object | NonPrimitive | Intersection))
      )
    },
    isCallable: (node) => {
      const type = typeAt(node)
      return !type || isAnyOrUnknown(type) || constituents(type).some((part) => part.getCallSignatures().length > 0)
    },
    isPrimitive: (node) => {
      const type = typeAt(node)
      const { StringLike, NumberLike, BigIntLike, BooleanLike, ESSymbolLike, VoidLike, Null } = compiler.TypeFlags
      const primitive = StringLike | NumberLike | BigIntLike | BooleanLike | ESSymbolLike | VoidLike | Null
      return type !== undefined && constituents(type).every(({ flags }) => (flags & primitive) !== 0)
    },
    isArray: (node) => {
      const type = typeAt(node)
      return (
        type !== undefined && constituents(type).every((part) => checker.isArrayType(part) || checker.isTupleType(part))
      )
    },
    typeTextAt: (node) => {
      const type = typeAt(node)
      const text =
        type && checker.typeToString(type, sources.toCompilerNode(node), compiler.TypeFormatFlags.NoTruncation)
      return text === undefined || /\bimport\(|\.\.\.|\bany\b/.test(text) ? undefined : text
    },
    symbolAt: (name) => symbolOf(name) as unknown as SymbolHandle | undefined,
    symbolsAt: (name) => symbolsOf(name) as unknown as SymbolHandle[],
    declarationsOf: (symbol) => ((symbol as unknown as ts.Symbol).declarations ?? []).map(declarationOf),
    structuralMembers: (member) =>
      lookalikes(member as unknown as ts.Symbol).map(families.canonical) as unknown as SymbolHandle[],
    memberFamily: (member) => families.of(member as unknown as ts.Symbol) as unknown as SymbolHandle[],
    hasTwin: (node, operation) => {
      const isCall = node.type === 'CallExpression'
      const callee = sources.toCompilerNode(isCall ? innermostExpression(node.callee) : node)
      const isCountable = isCall && !node.arguments.some(({ type }) => type === 'SpreadElement')
      return callee !== undefined && exists(callee, operation, isCountable ? node.arguments.length : undefined)
    },
    exportsOf: (file) => {
      const found = sources.toCompilerNode(file)
      const module = found && checker.getSymbolAtLocation(found)
      const exported = module ? checker.getExportsOfModule(module) : []
      return exported.map((one) => families.canonical(withoutAlias(one))) as unknown as SymbolHandle[]
    },
    get elements() {
      const { noUncheckedIndexedAccess = false } = sources.program.getCompilerOptions()
      const array = checker.resolveName('Array', undefined, compiler.SymbolFlags.Type, false)
      const haveAt = array?.members?.has(compiler.escapeLeadingUnderscores('at')) ?? false
      return { areChecked: noUncheckedIndexedAccess, haveAt }
    },
    awaitsAtTopLevel: (file) => {
      const found = sources.toCompilerNode(file)
      if (!found || !compiler.isSourceFile(found) || !compiler.isExternalModule(found)) return false
      if (found.impliedNodeFormat !== undefined) return found.impliedNodeFormat === compiler.ModuleKind.ESNext
      // Where all files count as modules, CommonJS is what neither imports nor exports.
      if (/\.c?jsx?$/.test(found.fileName) && !file.body.some(isModuleStatement)) return false
      const { module = compiler.ModuleKind.CommonJS } = sources.program.getCompilerOptions()
      return module >= compiler.ModuleKind.ES2022
    },
    expectedResult: (value) => {
      const found = sources.toCompilerNode(value)
      return found ? places.expectedAt(found) : 'none'
    },
    resultOf: (fn) => {
      const type = isTreeNode(fn) ? typeAt(fn) : checker.getTypeOfSymbol(fn as unknown as ts.Symbol)
      return type ? places.resultOf(type) : 'none'
    },
    keyedBy: (object, name) => {
      const found = sources.toCompilerNode(object)
      return found ? places.keyedBy(found, name) : 'name'
    },
    calledAt: (call) => {
      const found = sources.toCompilerNode(call)
      const declaration =
        found && (compiler.isCallExpression(found) || compiler.isNewExpression(found))
          ? checker.getResolvedSignature(found)?.getDeclaration()
          : undefined
      return declaration ? [declarationOf(declaration)] : []
    },
    membersOf: (expression, name) => {
      const type = typeAt(expression)
      return constituents(type && checker.getApparentType(type)).flatMap((part) => {
        const member = checker.getPropertyOfType(part, name)
        return member ? families.canonical(member) : []
      }) as unknown as SymbolHandle[]
    },
  }
}

function constituents(type: ts.Type | undefined): readonly ts.Type[] {
  return type === undefined ? [] : type.isUnion() ? type.types : [type]
}

const isModuleStatement = ({ type }: TSESTree.Node) => /^(?:Import|Export).*Declaration$/.test(type)

function isTreeNode(value: SymbolHandle | TSESTree.Node): value is TSESTree.Node {
  return 'range' in value && 'type' in value
}

function memberName(symbol: ts.Symbol): string {
  const wellKnown = /^__@(\w+)@/.exec(String(symbol.escapedName))?.[1]
  return wellKnown ? `[Symbol.${wellKnown}]` : symbol.name
}
