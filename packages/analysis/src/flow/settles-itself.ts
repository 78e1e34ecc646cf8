import type { FunctionNode } from '../syntax/function-node.ts'
import { ownNodes } from '../syntax/own-nodes.ts'
import { isCaught } from './is-caught.ts'

/** Expressions whose value may be a promise that is returned as it is: no `catch` around them meets its rejection. */
const MAYBE_PROMISES = new Set(['CallExpression', 'ConditionalExpression', 'Identifier', 'LogicalExpression'])

/**
 * True for an async function whose promise is not rejected by what it waits for: each `await` and `throw` meets a `catch`
 * of its own, and it returns no other promise. Nobody has to wait for it to learn that it failed.
 */
export function settlesItself(fn: FunctionNode): boolean {
  if (!fn.async || fn.body.type !== 'BlockStatement') return false
  return ownNodes(fn).every((node) => {
    switch (node.type) {
      case 'AwaitExpression':
      case 'ThrowStatement':
        return isCaught(node, fn)
      case 'ForOfStatement':
        return !node.await || isCaught(node, fn)
      case 'ReturnStatement':
        return node.argument === null || !MAYBE_PROMISES.has(node.argument.type)
      default:
        return true
    }
  })
}
