import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import { childrenOf } from '../syntax/walk.ts'

/** True where code has a suspension point of its own function: an `await`, a `for await`, a `yield`. */
export function suspends(node: TSESTree.Node): boolean {
  if (isFunctionNode(node)) return false
  if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') return true
  return (node.type === 'ForOfStatement' && node.await) || childrenOf(node).some(suspends)
}
