import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode, type FunctionNode } from './function-node.ts'
import { walk } from './walk.ts'

/** What runs when the function runs: the nodes of its body without those of functions and classes inside. */
export function ownNodes(fn: FunctionNode): TSESTree.Node[] {
  const nodes: TSESTree.Node[] = []
  walk(fn.body, (node) => {
    nodes.push(node)
    const isInner = isFunctionNode(node) || node.type === 'PropertyDefinition' || node.type === 'StaticBlock'
    return isInner ? 'skip' : undefined
  })
  return nodes
}

/** What the function returns: the arguments of its `return`s, or the expression that is its body. */
export function returnedExpressions(fn: FunctionNode): TSESTree.Expression[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body]
  return ownNodes(fn).flatMap((node) => (node.type === 'ReturnStatement' && node.argument ? [node.argument] : []))
}
