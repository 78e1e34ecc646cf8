import type { TSESTree } from '@typescript-eslint/types'
import { projectCallees } from '../calls/project-callees.ts'
import type { FunctionNode } from '../syntax/function-node.ts'
import { walk } from '../syntax/walk.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { findQueries } from './find-queries.ts'

/** True for a call of a project function that runs a query, itself or through functions that it calls. */
export function mayRunQuery(context: AnalysisContext, call: TSESTree.CallExpression): boolean {
  return projectCallees(context, call).some((fn) => runsQuery(context, fn))
}

const summaries = new WeakMap<AnalysisContext, Map<FunctionNode, boolean>>()

function runsQuery(context: AnalysisContext, fn: FunctionNode): boolean {
  const known = summaries.get(context) ?? new Map<FunctionNode, boolean>()
  summaries.set(context, known)
  const summary = known.get(fn)
  if (summary !== undefined) return summary
  // A recursive call adds nothing to what the rest of the function does.
  known.set(fn, false)
  const sites = new Set<TSESTree.Node>(findQueries(context, context.sources.unitAt(fn)).map(({ node }) => node))
  let found = false
  walk(fn, (node) => {
    found ||= sites.has(node) || (node.type === 'CallExpression' && mayRunQuery(context, node))
    return found ? 'skip' : undefined
  })
  known.set(fn, found)
  return found
}
