import type { TSESTree } from '@typescript-eslint/types'

/** True where an error thrown at a node meets a `catch` before it leaves `root`. */
export function isCaught(node: TSESTree.Node, root: TSESTree.Node): boolean {
  for (let at = node; at !== root && at.parent; at = at.parent)
    if (at.parent.type === 'TryStatement' && at.parent.block === at && at.parent.handler) return true
  return false
}
