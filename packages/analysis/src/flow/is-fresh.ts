import type { TSESTree } from '@typescript-eslint/types'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { TypeOracle } from '../types/type-oracle.ts'

/** True for an expression that makes an object or container which nothing else refers to yet. */
export function isFresh(oracle: TypeOracle, expression: TSESTree.Node): boolean {
  const node = innermostExpression(expression)
  switch (node.type) {
    case 'ArrayExpression':
    case 'ObjectExpression':
      return true
    case 'NewExpression':
      return node.callee.type === 'Identifier' && CONTAINERS.has(node.callee.name)
    case 'CallExpression':
      return isCopy(oracle, innermostExpression(node.callee))
    default:
      return false
  }
}

const CONTAINERS = new Set(['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Date', 'URLSearchParams', 'Headers'])
const COPIES = new Set(['fromEntries', 'from', 'of', 'keys', 'values', 'entries'])
const COPIES_OF_ARRAYS = new Set(['map', 'filter', 'slice', 'concat', 'flat', 'flatMap', 'toSorted', 'toReversed'])

function isCopy(oracle: TypeOracle, callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const { object, property } = callee
  if (COPIES_OF_ARRAYS.has(property.name) && oracle.isArray(object)) return true
  const isGlobal = object.type === 'Identifier' && (object.name === 'Object' || object.name === 'Array')
  return isGlobal && COPIES.has(property.name)
}
