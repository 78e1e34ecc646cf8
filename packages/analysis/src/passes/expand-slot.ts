import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import { staticName } from '../syntax/static-name.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'
import { argumentSources } from './argument-sources.ts'
import { classifyReference, computedReferences } from './classify-reference.ts'
import {
  forcing,
  forcingSlots,
  joined,
  NOTHING,
  stoppedBy,
  type Expansion,
  type PropagationContext,
} from './expansion.ts'
import { functionTypeChange, resultChange } from './result-change.ts'
import { sourceOf } from './source-of.ts'

/**
 * What follows where the value of a name is a function that returns a promise from now on: its declarations say so, the
 * functions that it stands for are async, and every reference knows.
 */
export function expandSlot(context: PropagationContext, symbol: SymbolHandle): Expansion {
  const own = context.oracle.declarationsOf(symbol).flatMap((one) => (one.kind === 'project' ? [one.node] : []))
  const [first] = own
  if (!first) return NOTHING
  return joined([
    ...own.map((node) => expandDeclaration(context, node)),
    'key' in first ? family(context, symbol, first) : NOTHING,
    ...context.references.referencesTo(symbol).map((reference) => classifyReference(context, reference)),
  ])
}

function family(
  context: PropagationContext,
  symbol: SymbolHandle,
  member: Extract<TSESTree.Node, { key: unknown }>,
): Expansion {
  const { oracle } = context
  const others = oracle.memberFamily(symbol).filter((other) => other !== symbol)
  const pending = others.filter((other) => oracle.resultOf(other) !== 'accepts-promise')
  const isForeign = (other: SymbolHandle) => oracle.declarationsOf(other).some(({ kind }) => kind === 'dependency')
  const name = staticName(member as { key: TSESTree.Node; computed?: boolean })
  return joined([
    pending.some(isForeign) ? stoppedBy('dependency-signature', member) : forcingSlots(pending, member),
    name === undefined ? NOTHING : computedReferences(context, symbol, name, member),
  ])
}

function expandDeclaration(context: PropagationContext, node: TSESTree.Node): Expansion {
  const { oracle } = context
  if (isFunctionNode(node)) return sourceOf(context, node)
  switch (node.type) {
    case 'TSDeclareFunction':
    case 'TSMethodSignature':
      return 'kind' in node && node.kind !== 'method' ? stoppedBy('accessor', node) : resultChange(node.returnType)
    case 'VariableDeclarator':
      return joined([declaredType(context, node.id), node.init ? sourceOf(context, node.init) : NOTHING])
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      if (isFunctionNode(node.value)) return forcing({ kind: 'function', fn: node.value }, node)
      return resultChange(node.value.returnType)
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return joined([declaredType(context, node), node.value ? sourceOf(context, node.value) : NOTHING])
    case 'TSPropertySignature':
    case 'TSAbstractPropertyDefinition':
      return declaredType(context, node)
    case 'Property':
      if (node.parent.type === 'ObjectPattern') return forcingSlots(oracle.symbolsAt(node.key), node)
      return sourceOf(context, node.value)
    case 'Identifier':
      return joined([declaredType(context, node), argumentSources(context, node)])
    case 'AssignmentPattern':
      return joined([declaredType(context, node.left), sourceOf(context, node.right), argumentSources(context, node)])
    case 'ExportDefaultDeclaration':
      return sourceOf(context, node.declaration)
    case 'AssignmentExpression':
      return sourceOf(context, node.right)
    default:
      return stoppedBy('unclassified-reference', node)
  }
}

function declaredType(
  { oracle }: PropagationContext,
  node: { typeAnnotation?: TSESTree.TSTypeAnnotation | undefined } | TSESTree.Node,
): Expansion {
  const annotation =
    'typeAnnotation' in node ? (node.typeAnnotation as TSESTree.TSTypeAnnotation | undefined) : undefined
  const type = annotation?.typeAnnotation
  if (!type || oracle.resultOf(type) === 'accepts-promise') return NOTHING
  const change = functionTypeChange(annotation)
  return change === NOTHING && type.type !== 'TSFunctionType' ? stoppedBy('unclassified-reference', type) : change
}
