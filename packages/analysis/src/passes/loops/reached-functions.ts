import { knownCallees } from '../../calls/known-callees.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { ownNodes } from '../../syntax/own-nodes.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import { operationAt } from '../queries/find-queries.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'

/** True where a function, or one that it calls, writes or opens a transaction. */
export function changes(context: AnalysisContext, fn: FunctionNode): boolean {
  const memory = changing(context)
  const known = memory.get(fn)
  if (known !== undefined) return known
  const found = reachedFunctions(context, fn).some((callee) => {
    const unit = context.sources.unitAt(callee)
    const sites = sitesByNode(context, unit)
    return ownNodes(callee).some((node) =>
      sites.get(node)?.some(({ kind, operation }) => kind === 'transaction' || operation.effect === 'write'),
    )
  })
  memory.set(fn, found)
  return found
}

const changing = oncePerContext(() => new Map<FunctionNode, boolean>())

/** A function and all that it may call, callbacks written inside included. */
export function reachedFunctions(context: AnalysisContext, root: FunctionNode): readonly FunctionNode[] {
  const memory = direct(context)
  const reached = new Set([root])
  for (const fn of reached) {
    if (reached.size > MANY) break
    const callees = memory.get(fn) ?? directCallees(context, fn)
    memory.set(fn, callees)
    for (const callee of callees) reached.add(callee)
  }
  return [...reached]
}

/** Beyond so many functions a call does more than to ask for a row. */
const MANY = 200

const direct = oncePerContext(() => new Map<FunctionNode, readonly FunctionNode[]>())

function directCallees(context: AnalysisContext, fn: FunctionNode): readonly FunctionNode[] {
  const callees = new Set<FunctionNode>()
  walk(fn.body, (node) => {
    if (node !== fn && /Function/.test(node.type) && 'body' in node) callees.add(node as FunctionNode)
    if (node.type === 'CallExpression' && !operationAt(context, innermostExpression(node.callee)))
      for (const callee of knownCallees(context, node)) callees.add(callee)
  })
  return [...callees]
}
