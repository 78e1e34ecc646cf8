import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'

/**
 * True where a condition chooses between a blocking call and its own twin: `sync ? loadSync(id) : await load(id)`. The twin
 * stands in the other branch, or on the other side of an early return.
 */
export function isChosenBesideTwin(node: TSESTree.Node, twin: string): boolean {
  for (let at: TSESTree.Node = node; at.parent && !isFunctionNode(at); at = at.parent) {
    const { parent } = at
    if (parent.type === 'ConditionalExpression' || parent.type === 'IfStatement') {
      const other =
        at === parent.consequent ? parent.alternate : at === parent.alternate ? parent.consequent : undefined
      if (other && calls(other, twin)) return true
    }
    if (parent.type !== 'BlockStatement' && parent.type !== 'SwitchCase') continue
    const statements: readonly TSESTree.Node[] = parent.type === 'SwitchCase' ? parent.consequent : parent.body
    const index = statements.indexOf(at)
    const leftBefore = statements.slice(0, index).some((one) => isEarlyReturn(one) && calls(one, twin))
    if (leftBefore || (isEarlyReturn(at) && statements.slice(index + 1).some((one) => calls(one, twin)))) return true
  }
  return false
}

function isEarlyReturn(statement: TSESTree.Node): boolean {
  if (statement.type !== 'IfStatement' || statement.alternate) return false
  const { consequent } = statement
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent
  return last?.type === 'ReturnStatement'
}

function calls(within: TSESTree.Node, name: string): boolean {
  let found = false
  walk(within, (node) => {
    if (isFunctionNode(node)) return 'skip'
    found ||= node.type === 'CallExpression' && calledName(node) === name
    return undefined
  })
  return found
}

function calledName(call: TSESTree.CallExpression): string | undefined {
  const callee = innermostExpression(call.callee)
  if (callee.type === 'MemberExpression') return staticName(callee)
  return callee.type === 'Identifier' ? callee.name : undefined
}
