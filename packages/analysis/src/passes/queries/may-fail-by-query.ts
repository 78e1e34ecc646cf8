import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { isCaught } from '../../flow/is-caught.ts'
import { settlesItself } from '../../flow/settles-itself.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { mayRunQuery } from './may-run-query.ts'
import { sitesByNode } from './sites-by-node.ts'

/** True for an async function whose promise is rejected where a query of its own, or of what it calls, fails. */
export function mayFailByQuery(context: AnalysisContext, fn: FunctionNode): boolean {
  if (settlesItself(fn)) return false
  const sites = sitesByNode(context, context.sources.unitAt(fn))
  let mayFail = false
  walk(fn.body, (node) => {
    if (mayFail) return 'skip'
    mayFail = (sites.has(node) || callsQuery(context, node)) && !isCaught(node, fn) && !hasCatch(node, fn)
    return undefined
  })
  return mayFail
}

function callsQuery(context: AnalysisContext, node: TSESTree.Node): boolean {
  if (node.type !== 'CallExpression') return false
  const failing = knownCallees(context, node).filter((callee) => !settlesItself(callee))
  return failing.length > 0 && mayRunQuery(context, failing)
}

/** True where a chain ends with `catch(…)`: `await user.asave().catch(report)`. */
function hasCatch(node: TSESTree.Node, root: TSESTree.Node): boolean {
  for (let at = node; at !== root && at.parent; at = at.parent) {
    const { parent } = at as { parent: TSESTree.Node }
    if (parent.type === 'MemberExpression' && parent.object === at && staticName(parent) === 'catch') return true
  }
  return false
}
