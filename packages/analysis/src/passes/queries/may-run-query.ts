import { calleeSearch } from '../../calls/callee-search.ts'
import { knownCallees } from '../../calls/known-callees.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { findQueries } from './find-queries.ts'

/** True where one of the project's functions runs a query, itself or through functions that it calls. */
export function mayRunQuery(context: AnalysisContext, functions: readonly FunctionNode[]): boolean {
  return searchQuery(context, functions) !== undefined
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
