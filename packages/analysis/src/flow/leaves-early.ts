import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import { walk } from '../syntax/walk.ts'

/**
 * How a statement may keep what follows it from being run: it `throws`, it `exits` the function, the loop or the `case`,
 * or it `yields`, and nobody asks for more.
 */
export function leavesEarly(statement: TSESTree.Node): 'throws' | 'exits' | 'yields' | undefined {
  let found: 'throws' | 'exits' | 'yields' | undefined
  walk(statement, (node) => {
    if (isFunctionNode(node)) return 'skip'
    if (node.type === 'ThrowStatement') found ??= 'throws'
    const exits = node.type === 'ReturnStatement' || node.type === 'BreakStatement' || node.type === 'ContinueStatement'
    if (exits) found ??= 'exits'
    if (node.type === 'YieldExpression') found ??= 'yields'
    return undefined
  })
  return found
}
