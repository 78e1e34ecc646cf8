import type { TSESTree } from '@typescript-eslint/types'
import { projectCallees } from '../calls/project-callees.ts'
import { searchCallees } from '../calls/search-callees.ts'
import type { FunctionNode } from '../syntax/function-node.ts'
import { walk } from '../syntax/walk.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { oncePerContext } from '../types/once-per-context.ts'
import { findQueries } from './find-queries.ts'

/** True for a call of a project function that runs a query, itself or through functions that it calls. */
export function mayRunQuery(context: AnalysisContext, call: TSESTree.CallExpression): boolean {
  const { summaryOf, barren } = searchOf(context)
  const found = searchCallees(
    projectCallees(context, call),
    (fn) => summaryOf(fn).hasQuery || undefined,
    (fn) => summaryOf(fn).callees,
    barren,
  )
  return found !== undefined
}

interface Summary {
  readonly hasQuery: boolean
  readonly callees: readonly FunctionNode[]
}

const searchOf = oncePerContext((context) => {
  const summaries = new Map<FunctionNode, Summary>()
  const summaryOf = (fn: FunctionNode) => {
    const summary = summaries.get(fn) ?? summarize(context, fn)
    summaries.set(fn, summary)
    return summary
  }
  return { summaryOf, barren: new Set<FunctionNode>() }
})

function summarize(context: AnalysisContext, fn: FunctionNode): Summary {
  const [start, end] = fn.range
  const sites = findQueries(context, context.sources.unitAt(fn))
  const hasQuery = sites.some(({ node }) => start <= node.range[0] && node.range[1] <= end)
  const callees = new Set<FunctionNode>()
  if (!hasQuery)
    walk(fn, (node) => {
      if (node.type === 'CallExpression') for (const callee of projectCallees(context, node)) callees.add(callee)
    })
  return { hasQuery, callees: [...callees] }
}
