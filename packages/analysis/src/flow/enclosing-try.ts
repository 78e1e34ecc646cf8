import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'

/** The `try` statements around a node, in its own function, the nearest first. */
export function enclosingTries(node: TSESTree.Node): readonly TSESTree.TryStatement[] {
  const tries: TSESTree.TryStatement[] = []
  for (let at = node; at.parent && !isFunctionNode(at); at = at.parent)
    if (at.parent.type === 'TryStatement') tries.push(at.parent)
  return tries
}
