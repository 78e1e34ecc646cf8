import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { functionName } from '../../syntax/function-name.ts'
import { enclosingFunction, isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'

/**
 * True inside the asynchronous half of what blocks, and inside a function of the same file that this half is made of: it is
 * not helped by calling itself.
 */
export function isPartOfTwin(context: AnalysisContext, node: TSESTree.Node, twin: string): boolean {
  const around: FunctionNode[] = []
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) around.push(fn)
  if (around.some((fn) => functionName(fn) === twin)) return true
  const unit = context.sources.unitAt(node)
  if (!unit.text.includes(twin)) return false
  const parts = new Set<FunctionNode>()
  walk(unit.ast, (one) => {
    if (isFunctionNode(one) && functionName(one) === twin) parts.add(one)
  })
  for (const part of parts)
    walk(part.body, (one) => {
      if (one.type !== 'CallExpression') return
      for (const callee of knownCallees(context, one)) if (context.sources.unitAt(callee) === unit) parts.add(callee)
    })
  return around.some((fn) => parts.has(fn))
}
