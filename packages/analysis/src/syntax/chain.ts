import type { TSESTree } from '@typescript-eslint/types'
import { innermostExpression, outermostWrapper } from './transparent-parent.ts'

/** The call of a member of this expression (`q` → `q.filter(…)`), if that is what its parent does with it. */
export function nextCallInChain(node: TSESTree.Node): TSESTree.CallExpression | undefined {
  const member = outermostWrapper(node).parent
  if (member?.type !== 'MemberExpression' || innermostExpression(member.object) !== node) return undefined
  const call = outermostWrapper(member).parent
  return call?.type === 'CallExpression' && innermostExpression(call.callee) === member ? call : undefined
}

/** The expression a chain of calls and members starts with: `Order` of `Order.objects.filter(…).get()`. */
export function chainRoot(node: TSESTree.Node): TSESTree.Node {
  let at = innermostExpression(node)
  for (;;) {
    if (at.type === 'CallExpression') at = innermostExpression(at.callee)
    else if (at.type === 'MemberExpression') at = innermostExpression(at.object)
    else return at
  }
}

/** The calls of a chain, the innermost first: `filter(…)`, then `get()`. */
export function chainCalls(node: TSESTree.Node): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = []
  let at = innermostExpression(node)
  while (at.type === 'CallExpression' || at.type === 'MemberExpression') {
    if (at.type === 'CallExpression') calls.unshift(at)
    at = innermostExpression(at.type === 'CallExpression' ? at.callee : at.object)
  }
  return calls
}

/** An expression and what it is called on, and so on to the root: nothing else is evaluated before its root. */
export function nodesLeadingTo(node: TSESTree.Node): TSESTree.Node[] {
  const nodes: TSESTree.Node[] = []
  let at = innermostExpression(node)
  for (;;) {
    nodes.push(at)
    if (at.type === 'CallExpression') at = innermostExpression(at.callee)
    else if (at.type === 'MemberExpression') at = innermostExpression(at.object)
    else return nodes
  }
}
