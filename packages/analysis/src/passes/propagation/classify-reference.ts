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
import { followFunctionValue } from './follow-function-value.ts'
import { sourceOf } from './source-of.ts'

/** What follows for one reference to a name whose value is a function that returns a promise from now on. */
export function classifyReference(context: PropagationContext, reference: TSESTree.Node): Expansion {
  const { parent } = reference
  if (!parent || isDeclaredName(reference, parent)) return NOTHING
  switch (parent.type) {
    case 'TSTypeQuery':
      return inTypeQuery(context, parent)
    case 'TSTypeReference':
      return inAnnotation(context, parent)
    case 'TSQualifiedName':
      if (parent.parent.type === 'TSTypeReference') return inAnnotation(context, parent.parent)
      return parent.parent.type === 'TSTypeQuery' ? inTypeQuery(context, parent.parent) : NOTHING
    case 'TSLiteralType':
      return parent.parent.type === 'TSIndexedAccessType' ? inResultType(parent.parent) : NOTHING
    case 'JSXOpeningElement':
    case 'JSXMemberExpression':
      return stoppedBy('unclassified-reference', parent)
    case 'JSXClosingElement':
      return NOTHING
    case 'Property':
      if (parent.parent.type === 'ObjectPattern' && parent.key === reference) return intoLocal(context, parent)
      break
    case 'MemberExpression':
      return parent.property === reference ? asValue(context, parent) : followFunctionValue(context, reference)
  }
  return asValue(context, reference)
}

/** A reference as a value: read, or written with another function. */
function asValue(context: PropagationContext, value: TSESTree.Node): Expansion {
  const node = outermostWrapper(value)
  const { parent } = node
  if (parent?.type !== 'AssignmentExpression' || parent.left !== node) return followFunctionValue(context, value)
  return sourceOf(context, parent.right)
}

function intoLocal({ oracle }: PropagationContext, property: TSESTree.Property): Expansion {
  const local = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
  return local.type === 'Identifier'
    ? forcingSlots(oracle.symbolsAt(local), property)
    : stoppedBy('unclassified-reference', property)
}

function isDeclaredName(reference: TSESTree.Node, parent: TSESTree.Node): boolean {
  if ('id' in parent && parent.id === reference) return true
  if ('params' in parent && (parent.params as TSESTree.Node[]).includes(reference)) return true
  if (parent.type === 'TSParameterProperty') return true
  if (parent.type === 'AssignmentPattern') return parent.left === reference
  if (parent.type === 'Property' && parent.parent.type === 'ObjectPattern') return parent.value === reference
  return 'key' in parent && parent.key === reference && parent.type !== 'Property'
    ? true
    : parent.type === 'Property' && parent.key === reference && parent.parent.type === 'ObjectExpression'
}

/**
 * The name of a function type that returns a promise from now on: what is declared to be of that type does too. In a
 * container's type (`Record<string, Loader>`) nobody sees who calls it.
 */
function inAnnotation(context: PropagationContext, reference: TSESTree.TSTypeReference): Expansion {
  const declared = declaredBy(context, reference)
  if (declared) return declared
  const { parent } = wholeUnion(reference)
  if (parent.type === 'TSAsExpression' || parent.type === 'TSSatisfiesExpression') return NOTHING
  const fn = parent.type === 'TSTypeAnnotation' ? parent.parent : undefined
  return isFunctionNode(fn) && fn.returnType === parent
    ? joined(returnedExpressions(fn).map((returned) => sourceOf(context, returned)))
    : stoppedBy('unclassified-reference', reference)
}

/** `typeof f` is a type of the new function by itself: what is declared by it follows, what is computed from it changes. */
function inTypeQuery(context: PropagationContext, query: TSESTree.TSTypeQuery): Expansion {
  return declaredBy(context, query) ?? inResultType(query)
}

/** The variable, parameter, property or type alias that a type declares. */
function declaredBy({ oracle }: PropagationContext, part: TSESTree.TypeNode): Expansion | undefined {
  const { parent } = wholeUnion(part)
  if (parent.type === 'TSTypeAliasDeclaration') return forcingSlots(oracle.symbolsAt(parent.id), part)
  const name = parent.type === 'TSTypeAnnotation' ? declaredName(parent.parent) : undefined
  return name && forcingSlots(oracle.symbolsAt(name), part)
}

function wholeUnion(part: TSESTree.TypeNode): TSESTree.TypeNode {
  return part.parent.type === 'TSUnionType' ? wholeUnion(part.parent) : part
}

function declaredName(owner: TSESTree.Node): TSESTree.Node | undefined {
  if (owner.type === 'Identifier') return owner
  return 'key' in owner && owner.type !== 'MethodDefinition' && owner.type !== 'TSMethodSignature'
    ? owner.key
    : undefined
}

function inResultType(type: TSESTree.TypeNode): Expansion {
  const reference = type.parent.type === 'TSTypeParameterInstantiation' ? type.parent.parent : undefined
  const isResult =
    reference?.type === 'TSTypeReference' &&
    reference.typeName.type === 'Identifier' &&
    reference.typeName.name === 'ReturnType'
  return isResult && !isAwaitedType(reference) ? changing({ kind: 'awaited-type', node: reference }) : NOTHING
}

function isAwaitedType(type: TSESTree.TypeNode): boolean {
  const outer = type.parent.type === 'TSTypeParameterInstantiation' ? type.parent.parent : undefined
  return outer?.type === 'TSTypeReference' && outer.typeName.type === 'Identifier' && outer.typeName.name === 'Awaited'
}

/** Where a member is reached by a computed name, nobody sees that it is called. */
export function computedReferences(
  { oracle, references }: PropagationContext,
  symbol: SymbolHandle,
  name: string,
  declaration: TSESTree.Node,
): Expansion {
  const isReached = references
    .computedAccesses()
    .some(({ object }) => oracle.membersOf(innermostExpression(object), name).includes(symbol))
  return isReached ? joined([stoppedBy('unclassified-reference', declaration)]) : NOTHING
}
