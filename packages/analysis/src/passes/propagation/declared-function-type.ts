import type { TSESTree } from '@typescript-eslint/types'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { resultChange } from './result-change.ts'

/**
 * What follows where a declared type has to be that of a function that returns a promise, or of a container that holds
 * such functions `depth` elements deep: its parts say so.
 */
export function declaredFunctionType(
  context: PropagationContext,
  annotation: TSESTree.TSTypeAnnotation | undefined,
  depth = 0,
): Expansion {
  const type = annotation?.typeAnnotation
  return type ? inType(context, type, depth) : NOTHING
}

export function inType(context: PropagationContext, type: TSESTree.TypeNode, depth: number): Expansion {
  if (depth === 0 && context.oracle.resultOf(type) === 'accepts-promise') return NOTHING
  const inEach = (parts: readonly TSESTree.TypeNode[], at: number) =>
    joined(parts.map((part) => inType(context, part, at)))
  switch (type.type) {
    case 'TSFunctionType':
      return depth === 0 ? resultChange(type.returnType) : stoppedBy('unclassified-reference', type)
    case 'TSUnionType':
      return inEach(type.types, depth)
    case 'TSUndefinedKeyword':
    case 'TSNullKeyword':
    case 'TSTypeQuery':
      return NOTHING
    case 'TSArrayType':
      return inType(context, type.elementType, depth - 1)
    case 'TSTupleType':
      return inEach(type.elementTypes, depth - 1)
    case 'TSNamedTupleMember':
      return inType(context, type.elementType, depth)
    case 'TSRestType':
      return inType(context, type.typeAnnotation, depth + 1)
    case 'TSOptionalType':
      return inType(context, type.typeAnnotation, depth)
    case 'TSTypeOperator':
      return type.operator === 'readonly' && type.typeAnnotation ? inType(context, type.typeAnnotation, depth) : NOTHING
    case 'TSMappedType':
      return type.typeAnnotation ? inType(context, type.typeAnnotation, depth - 1) : NOTHING
    case 'TSTypeLiteral':
      return joined(type.members.map((member) => inMember(context, member, depth)))
    case 'TSIndexedAccessType':
      return inIndexedType(context, type, depth)
    case 'TSTypeReference':
      return inReference(context, type, depth)
    default:
      return isWithoutFunctions(type) ? NOTHING : stoppedBy('unclassified-reference', type)
  }
}

/** The types that an expression is said to have where it stands: `satisfies Loader`, and not `as const` or `as any`. */
export function wrapperTypes(context: PropagationContext, value: TSESTree.Node, depth: number): Expansion {
  const outermost = outermostWrapper(value)
  const said: TSESTree.TypeNode[] = []
  for (let at = innermostExpression(value); at !== outermost && at.parent; at = at.parent)
    if ('typeAnnotation' in at.parent && !tellsNothing(at.parent.typeAnnotation as TSESTree.TypeNode))
      said.push(at.parent.typeAnnotation as TSESTree.TypeNode)
  return joined(said.map((type) => inType(context, type, depth)))
}

function tellsNothing(type: TSESTree.TypeNode): boolean {
  const isConst =
    type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const'
  return isConst || type.type === 'TSAnyKeyword' || type.type === 'TSUnknownKeyword'
}

/** A literal or a primitive beside the functions: the title in a list of pairs. */
function isWithoutFunctions({ type }: TSESTree.TypeNode): boolean {
  return (
    type === 'TSLiteralType' ||
    type === 'TSTemplateLiteralType' ||
    /^TS(?:String|Number|Boolean|BigInt|Symbol)Keyword$/.test(type)
  )
}

/** A member of a type literal or interface that is the type of a function, or of a container. */
export function inMember(context: PropagationContext, member: TSESTree.TypeElement, depth: number): Expansion {
  if (depth === 0 && member.type === 'TSCallSignatureDeclaration') return resultChange(member.returnType)
  if (depth > 0 && member.type === 'TSIndexSignature')
    return declaredFunctionType(context, member.typeAnnotation, depth - 1)
  return stoppedBy('unclassified-reference', member)
}

/** `Users['find']` is what the member is. */
function inIndexedType(
  { oracle }: PropagationContext,
  { indexType }: TSESTree.TSIndexedAccessType,
  depth: number,
): Expansion {
  const members = indexType.type === 'TSLiteralType' ? oracle.symbolsAt(indexType.literal) : []
  return members.length > 0 ? forcingSlots(members, indexType, depth) : stoppedBy('unclassified-reference', indexType)
}

function inReference(context: PropagationContext, type: TSESTree.TSTypeReference, depth: number): Expansion {
  const { oracle } = context
  const name = type.typeName.type === 'TSQualifiedName' ? type.typeName.right : type.typeName
  const elements = name.type === 'Identifier' ? depthOfArgument(name.name) : undefined
  if (elements !== undefined && depth >= elements) return inArgument(context, type, elements, depth)
  const symbols = oracle.symbolsAt(name)
  const isOwn = symbols.some((symbol) => oracle.declarationsOf(symbol).every(({ kind }) => kind === 'project'))
  return isOwn ? forcingSlots(symbols, type, depth) : stoppedBy('dependency-signature', type)
}

/** The values of a `Map` are what its last type argument says; its keys hold no functions that are called. */
function inArgument(
  context: PropagationContext,
  { typeArguments }: TSESTree.TSTypeReference,
  elements: number,
  depth: number,
): Expansion {
  const values = typeArguments?.params.at(-1)
  return values ? inType(context, values, depth - elements) : NOTHING
}

/** How many elements deep the last argument of a generic type lies in its values: 1 in `Record<string, Loader>`. */
export function depthOfArgument(name: string): number | undefined {
  return ARGUMENT_DEPTHS.get(name)
}

const ARGUMENT_DEPTHS: ReadonlyMap<string, number> = new Map([
  ...['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Record', 'Map', 'ReadonlyMap', 'WeakMap', 'Iterable'].map(
    (name) => [name, 1] as const,
  ),
  ...['Partial', 'Required', 'Readonly', 'NonNullable', 'Promise'].map((name) => [name, 0] as const),
])
