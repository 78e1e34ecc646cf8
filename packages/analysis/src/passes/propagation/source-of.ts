import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { returnedExpressions } from '../../syntax/own-nodes.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { containedSources, literalOf, takenFrom } from './contained-sources.ts'
import {
  forcing,
  forcingSlots,
  joined,
  NOTHING,
  stoppedBy,
  type Expansion,
  type PropagationContext,
} from './expansion.ts'

/** What follows for a value that is given to a place from which only promises may come back. */
export function sourceOf(context: PropagationContext, value: TSESTree.Node): Expansion {
  const { oracle } = context
  const node = innermostExpression(value)
  if (isFunctionNode(node)) return node.async ? NOTHING : forcing({ kind: 'function', fn: node }, node)
  switch (node.type) {
    case 'ConditionalExpression':
      return joined([sourceOf(context, node.consequent), sourceOf(context, node.alternate)])
    case 'LogicalExpression':
      return joined([sourceOf(context, node.left), sourceOf(context, node.right)])
    case 'Literal':
      return NOTHING
    case 'Identifier':
    case 'MemberExpression': {
      if (node.type === 'Identifier' && node.name === 'undefined') return NOTHING
      if (node.type === 'MemberExpression' && staticName(node) === undefined) return elementOf(context, node.object)
      const symbols = oracle.symbolsAt(node.type === 'Identifier' ? node : node.property)
      const pending = symbols.filter((symbol) => oracle.resultOf(symbol) !== 'accepts-promise')
      if (symbols.length > 0 && pending.length === 0) return NOTHING
      const isOwn = pending.length > 0 && pending.every((symbol) => isOfProject(context, symbol))
      return isOwn ? forcingSlots(pending, node) : stoppedBy('unclassified-reference', node)
    }
    case 'AwaitExpression':
      return sourceOf(context, node.argument)
    case 'CallExpression': {
      const bound = boundFunction(node)
      if (bound) return sourceOf(context, bound)
      const container = takenFrom(node)
      if (container) return elementOf(context, container)
      const makers = knownCallees(context, node)
      const returned = makers.flatMap(returnedExpressions)
      return returned.length > 0
        ? joined(returned.map((value) => sourceOf(context, value)))
        : stoppedBy('unclassified-reference', node)
    }
    default:
      return stoppedBy('unclassified-reference', node)
  }
}

/** An element of a container; the functions of an object that gives its own type need not be of one kind. */
function elementOf(context: PropagationContext, container: TSESTree.Node): Expansion {
  const name = innermostExpression(container)
  const symbols = name.type === 'Identifier' ? context.oracle.symbolsAt(name) : []
  const isOwnType = symbols.some((symbol) => literalOf(context, symbol) !== undefined)
  return isOwnType ? NOTHING : containedSources(context, container, 1)
}

/** The function of `find.bind(this)`. */
function boundFunction({ callee }: TSESTree.CallExpression): TSESTree.Expression | undefined {
  return callee.type === 'MemberExpression' && staticName(callee) === 'bind' ? callee.object : undefined
}

function isOfProject({ oracle }: PropagationContext, symbol: Parameters<typeof oracle.declarationsOf>[0]): boolean {
  const declarations = oracle.declarationsOf(symbol)
  return declarations.length > 0 && declarations.every(({ kind }) => kind === 'project')
}
