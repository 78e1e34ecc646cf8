import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { returnedExpressions } from '../../syntax/own-nodes.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import {
  changing,
  forcingSlots,
  joined,
  NOTHING,
  stoppedBy,
  type Expansion,
  type PropagationContext,
} from './expansion.ts'
import { bindPattern } from './bind-pattern.ts'
import { containedSources } from './contained-sources.ts'
import { depthOfArgument } from './declared-function-type.ts'
import { followContained } from './follow-contained.ts'

/**
 * What follows for one reference to a name whose value is a function that returns a promise from now on, or a container
 * that holds such functions `depth` elements deep.
 */
export function classifyReference(context: PropagationContext, reference: TSESTree.Node, depth: number): Expansion {
  const { parent } = reference
  if (!parent || isDeclaredName(reference, parent)) return NOTHING
  switch (parent.type) {
    case 'TSTypeQuery':
      return inTypePlace(context, parent, depth)
    case 'TSTypeReference':
      return inTypePlace(context, parent, depth)
    case 'TSQualifiedName': {
      const whole = parent.parent
      return whole.type === 'TSTypeReference' || whole.type === 'TSTypeQuery'
        ? inTypePlace(context, whole, depth)
        : NOTHING
    }
    case 'TSLiteralType':
      return parent.parent.type === 'TSIndexedAccessType' ? inTypePlace(context, parent.parent, depth) : NOTHING
    case 'JSXOpeningElement':
    case 'JSXMemberExpression':
      return stoppedBy('unclassified-reference', parent)
    case 'JSXClosingElement':
      return NOTHING
    case 'Property':
      if (parent.parent.type === 'ObjectPattern' && parent.key === reference)
        return bindPattern(context, parent.value, depth)
      break
    case 'MemberExpression':
      return asValue(context, parent.property === reference ? parent : reference, depth)
  }
  return asValue(context, reference, depth)
}

/** A reference as a value: read, or written with another function. */
function asValue(context: PropagationContext, value: TSESTree.Node, depth: number): Expansion {
  const node = outermostWrapper(value)
  const { parent } = node
  if (parent?.type !== 'AssignmentExpression' || parent.left !== node) return followContained(context, value, depth)
  return containedSources(context, parent.right, depth)
}

export function isDeclaredName(reference: TSESTree.Node, parent: TSESTree.Node): boolean {
  if ('id' in parent && parent.id === reference) return true
  if ('params' in parent && (parent.params as TSESTree.Node[]).includes(reference)) return true
  if (parent.type === 'TSParameterProperty' || parent.type === 'ArrayPattern' || parent.type === 'RestElement')
    return true
  if (parent.type === 'AssignmentPattern') return parent.left === reference
  if (parent.type === 'Property' && parent.parent.type === 'ObjectPattern') return parent.value === reference
  return 'key' in parent && parent.key === reference && parent.type !== 'Property'
    ? true
    : parent.type === 'Property' && parent.key === reference && parent.parent.type === 'ObjectExpression'
}

/** A type of the new function, or of what holds it: what is declared by it follows, what is computed from it changes. */
function inTypePlace(context: PropagationContext, type: TSESTree.TypeNode, depth: number): Expansion {
  const { parent } = type
  switch (parent.type) {
    case 'TSUnionType':
    case 'TSTypeOperator':
      return parent.type === 'TSTypeOperator' && parent.operator !== 'readonly'
        ? NOTHING
        : inTypePlace(context, parent, depth)
    case 'TSArrayType':
    case 'TSTupleType':
    case 'TSMappedType':
      return inTypePlace(context, parent, depth + 1)
    case 'TSIndexedAccessType':
      return parent.objectType === type && depth > 0 ? inTypePlace(context, parent, depth - 1) : NOTHING
    case 'TSTypeAliasDeclaration':
      return forcingSlots(context.oracle.symbolsAt(parent.id), type, depth)
    case 'TSTypeAnnotation':
      return inAnnotation(context, parent, depth)
    case 'TSTypeParameterInstantiation':
      return asArgument(context, parent, type, depth)
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return NOTHING
    default:
      return isInferred(type) ? NOTHING : stoppedBy('unclassified-reference', type)
  }
}

/** The variable, parameter, property, function or index signature that a type declares. */
function inAnnotation(context: PropagationContext, annotation: TSESTree.TSTypeAnnotation, depth: number): Expansion {
  const owner = annotation.parent
  if (isFunctionNode(owner) && owner.returnType === annotation)
    return joined(returnedExpressions(owner).map((returned) => containedSources(context, returned, depth)))
  if (owner.type === 'TSIndexSignature')
    return owner.parent.type === 'TSTypeLiteral'
      ? inTypePlace(context, owner.parent, depth + 1)
      : stoppedBy('unclassified-reference', owner)
  const name = declaredName(owner)
  return name
    ? forcingSlots(context.oracle.symbolsAt(name), annotation.typeAnnotation, depth)
    : stoppedBy('unclassified-reference', annotation.typeAnnotation)
}

/** An argument of a generic type: of a container (`Record<string, Loader>`), or of one that computes another type. */
function asArgument(
  context: PropagationContext,
  list: TSESTree.TSTypeParameterInstantiation,
  type: TSESTree.TypeNode,
  depth: number,
): Expansion {
  const owner = list.parent
  if (owner.type === 'NewExpression') return NOTHING
  const name =
    owner.type === 'TSTypeReference' && owner.typeName.type === 'Identifier' ? owner.typeName.name : undefined
  if (owner.type !== 'TSTypeReference' || name === undefined)
    return isInferred(type) ? NOTHING : stoppedBy('unclassified-reference', type)
  const elements = depthOfArgument(name)
  if (elements !== undefined && list.params.at(-1) === type) return inTypePlace(context, owner, depth + elements)
  if (name === 'ReturnType' && depth === 0)
    return isAwaitedType(owner) ? NOTHING : changing({ kind: 'awaited-type', node: owner })
  return isInferred(type) || name === 'Parameters' ? NOTHING : stoppedBy('unclassified-reference', type)
}

/** True for a type that is the function's own by itself: it is what the function is. */
function isInferred({ type }: TSESTree.TypeNode): boolean {
  return type === 'TSTypeQuery' || type === 'TSIndexedAccessType'
}

function declaredName(owner: TSESTree.Node): TSESTree.Node | undefined {
  if (owner.type === 'Identifier') return owner
  return 'key' in owner && owner.type !== 'MethodDefinition' && owner.type !== 'TSMethodSignature'
    ? owner.key
    : undefined
}

function isAwaitedType(type: TSESTree.TypeNode): boolean {
  const outer = type.parent.type === 'TSTypeParameterInstantiation' ? type.parent.parent : undefined
  return outer?.type === 'TSTypeReference' && outer.typeName.type === 'Identifier' && outer.typeName.name === 'Awaited'
}

/** What a member is that is reached by a computed name: one of those that the name may stand for. */
export function computedReferences(
  context: PropagationContext,
  { symbol, depth }: { readonly symbol: SymbolHandle; readonly depth: number },
  name: string,
): Expansion {
  const { oracle, references } = context
  return joined(
    references
      .computedAccesses()
      .filter(({ object }) => oracle.membersOf(innermostExpression(object), name).includes(symbol))
      .map((access) => asValue(context, access, depth)),
  )
}
