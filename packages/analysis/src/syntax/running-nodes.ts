import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode, type FunctionNode } from './function-node.ts'
import { outermostWrapper } from './transparent-parent.ts'
import { walk } from './walk.ts'

const CALLED_AT_ONCE = new Set([
  ...['map', 'flatMap', 'forEach', 'filter', 'some', 'every', 'reduce', 'reduceRight'],
  ...['find', 'findIndex', 'findLast', 'findLastIndex', 'sort', 'toSorted'],
])

/**
 * Visits what runs before a call of the function returns: its parameters and body, callbacks of array methods and
 * functions that are called where they stand. Other functions inside it may run later, or never.
 */
export function walkRunning(fn: FunctionNode, visit: (node: TSESTree.Node) => void): void {
  for (const part of [...fn.params, fn.body])
    walk(part, (node) => {
      if (isFunctionNode(node) && (node.async || !isCalledAtOnce(node))) return 'skip'
      visit(node)
      return undefined
    })
}

function isCalledAtOnce(fn: FunctionNode): boolean {
  const node = outermostWrapper(fn)
  const call = node.parent
  if (call?.type !== 'CallExpression') return false
  if (call.callee === node) return true
  const { callee } = call
  return (
    call.arguments[0] === node &&
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    CALLED_AT_ONCE.has(callee.property.name)
  )
}
