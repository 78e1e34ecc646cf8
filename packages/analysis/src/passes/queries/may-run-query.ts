import type { TSESTree } from '@typescript-eslint/types'
import { calleeSearch } from '../../calls/callee-search.ts'
import { knownCallees } from '../../calls/known-callees.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { findQueries } from './find-queries.ts'

/** True for a call of a project function that runs a query, itself or through functions that it calls. */
export function mayRunQuery(context: AnalysisContext, call: TSESTree.CallExpression): boolean {
  return searchQuery(context, knownCallees(context, call)) !== undefined
}

const searchQuery = calleeSearch((context, fn) => {
  const [start, end] = fn.range
  const sites = findQueries(context, context.sources.unitAt(fn))
  const found = sites.find(({ node }) => start <= node.range[0] && node.range[1] <= end)
  const callees = new Set<FunctionNode>()
  if (!found)
    walk(fn, (node) => {
      if (node.type === 'CallExpression') for (const callee of knownCallees(context, node)) callees.add(callee)
    })
  return { found, callees: [...callees] }
})
