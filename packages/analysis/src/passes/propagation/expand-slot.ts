import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { argumentSources } from './argument-sources.ts'
import { classifyReference, computedReferences } from './classify-reference.ts'
import { initialSources } from './contained-sources.ts'
import {
  forcing,
  forcingSlots,
  joined,
  NOTHING,
  stoppedBy,
  type Cause,
  type Expansion,
  type PropagationContext,
} from './expansion.ts'
import { declaredFunctionType, inMember, inType } from './declared-function-type.ts'
import { followHolder } from './follow-holder.ts'
import { isNamedByUnread } from './is-named-by-unread.ts'
import { resultChange } from './result-change.ts'
import { parameterName } from './parameter-slots.ts'
import { sourceOf } from './source-of.ts'

/**
 * What follows where the value of a name is a function that returns a promise from now on, or holds such functions: its
 * declarations say so, the functions that it stands for are async, and every reference knows.
 */
export function expandSlot(context: PropagationContext, { symbol, depth }: Slot): Expansion {
  const own = context.oracle.declarationsOf(symbol).flatMap((one) => (one.kind === 'project' ? [one.node] : []))
  const [first] = own
  if (!first) return NOTHING
  if (context.isKept(symbol)) return stoppedBy('kept', first)
  const isMember = ('key' in first && first.parent.type !== 'ObjectPattern') || first.type === 'MemberExpression'
  const possible = isMember ? context.references.possibleReferencesTo(symbol) : []
  return joined([
    isNamedByUnread(context, symbol) ? stoppedBy('unread-file', first) : NOTHING,
    ...own.map((node) => expandDeclaration(context, node, depth)),
    'key' in first && isMember ? family(context, { symbol, depth }, first) : NOTHING,
    ...context.references.referencesTo(symbol).map((reference) => classifyReference(context, reference, depth)),
    ...possible.map((reference) => stoppedBy('unclassified-reference', reference)),
  ])
}

type Slot = Extract<Cause, { kind: 'slot' }>

function family(
  context: PropagationContext,
  { symbol, depth }: Omit<Slot, 'kind'>,
  member: Extract<TSESTree.Node, { key: unknown }>,
): Expansion {
  const { oracle } = context
  const others = oracle.memberFamily(symbol).filter((other) => other !== symbol)
  const pending = others.filter((other) => depth > 0 || oracle.resultOf(other) !== 'accepts-promise')
  const isForeign = (other: SymbolHandle) => oracle.declarationsOf(other).some(({ kind }) => kind === 'dependency')
  const name = staticName(member)
  return joined([
    pending.some(isForeign) ? stoppedBy('dependency-signature', member) : forcingSlots(pending, member, depth),
    name === undefined ? NOTHING : computedReferences(context, { symbol, depth }, name),
  ])
}

function expandDeclaration(context: PropagationContext, node: TSESTree.Node, depth: number): Expansion {
  const { oracle } = context
  if (isFunctionNode(node)) return sourceOf(context, node)
  const declaredBy = (owner: TSESTree.Node, value: TSESTree.Node | null = null) => {
    const declared = annotationOf(owner)
    return joined([declaredFunctionType(context, declared, depth), initialSources(context, { declared, value, depth })])
  }
  switch (node.type) {
    case 'TSDeclareFunction':
    case 'TSMethodSignature':
      return 'kind' in node && node.kind !== 'method' ? stoppedBy('accessor', node) : resultChange(node.returnType)
    case 'VariableDeclarator':
      return declaredBy(node.id, node.init)
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      if (isFunctionNode(node.value)) return forcing({ kind: 'function', fn: node.value }, node)
      return resultChange(node.value.returnType)
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return declaredBy(node, node.value)
    case 'TSPropertySignature':
    case 'TSAbstractPropertyDefinition':
      return declaredBy(node)
    case 'Property':
      if (node.parent.type === 'ObjectPattern') return forcingSlots(oracle.symbolsAt(node.key), node, depth)
      return joined([
        initialSources(context, { declared: undefined, value: node.value, depth }),
        followHolder(context, node, depth),
      ])
    case 'Identifier':
      if (node.parent.type === 'TSParameterProperty') return expandDeclaration(context, node.parent, depth)
      return joined([declaredBy(node), argumentSources(context, node, depth)])
    case 'AssignmentPattern':
      return joined([declaredBy(node.left, node.right), argumentSources(context, node, depth)])
    case 'TSParameterProperty':
      return joined([
        declaredBy(parameterName(node) ?? node),
        forcingSlots(oracle.symbolsAt(parameterName(node) ?? node), node, depth),
        argumentSources(context, node, depth),
      ])
    case 'TSTypeAliasDeclaration':
      return inType(context, node.typeAnnotation, depth)
    case 'TSInterfaceDeclaration':
      return joined(node.body.body.map((member) => inMember(context, member, depth)))
    case 'TSIndexSignature':
      return declaredBy(node)
    case 'ExportDefaultDeclaration':
      return initialSources(context, { declared: undefined, value: node.declaration, depth })
    case 'AssignmentExpression':
      return initialSources(context, { declared: undefined, value: node.right, depth })
    // In JavaScript, `exports.find = …` and `this.find = …` declare; the assignment is a reference like any other.
    case 'MemberExpression':
      return NOTHING
    default:
      return stoppedBy('unclassified-reference', node)
  }
}

function annotationOf(node: TSESTree.Node): TSESTree.TSTypeAnnotation | undefined {
  return 'typeAnnotation' in node ? (node.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined
}
