import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'

/** True where a failure at a node is followed by clean-up in the same function: a `finally`, or a resource of `using`. */
export function meetsCleanup(node: TSESTree.Node): boolean {
  for (let at = node; at.parent && !isFunctionNode(at); at = at.parent) {
    const parent: TSESTree.Node = at.parent
    if (parent.type === 'TryStatement' && parent.finalizer && at !== parent.finalizer) return true
    const block = parent.type === 'BlockStatement' || parent.type === 'Program' ? parent.body : []
    const disposes = block.some(
      (statement) =>
        statement.type === 'VariableDeclaration' &&
        statement.kind.endsWith('using') &&
        statement.range[0] < node.range[0],
    )
    if (disposes) return true
  }
  return false
}
