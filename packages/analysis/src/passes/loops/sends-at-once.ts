import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { ownNodes } from '../../syntax/own-nodes.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { sitesByNode } from '../queries/sites-by-node.ts'

/**
 * True for a call of project functions that each begin with a query: the first that they wait for is one. Where an answer
 * of something else comes first, its own limits decide how many queries are under way.
 */
export function sendsAtOnce(context: AnalysisContext, call: TSESTree.CallExpression): boolean {
  return beginsWithQuery(context, call, new Set())
}

function beginsWithQuery(context: AnalysisContext, call: TSESTree.CallExpression, seen: Set<FunctionNode>): boolean {
  const callees = knownCallees(context, call)
  return callees.length > 0 && callees.every((fn) => waitsForQuery(context, fn, seen))
}

function waitsForQuery(context: AnalysisContext, fn: FunctionNode, seen: Set<FunctionNode>): boolean {
  if (seen.has(fn)) return false
  seen.add(fn)
  const sites = sitesByNode(context, context.sources.unitAt(fn))
  const first = firstWait(fn)
  let found = false
  if (first)
    walk(first, (node) => {
      found ||= sites.has(node) || (node.type === 'CallExpression' && beginsWithQuery(context, node, seen))
      return found ? 'skip' : undefined
    })
  return found
}

/** What a function waits for before anything else, or returns for others to wait for. */
function firstWait(fn: FunctionNode): TSESTree.Node | undefined {
  if (fn.body.type !== 'BlockStatement') return fn.body
  const waits = ownNodes(fn).flatMap((node) =>
    node.type === 'AwaitExpression' || (node.type === 'ReturnStatement' && mayBePromise(node.argument))
      ? [node.argument as TSESTree.Node]
      : [],
  )
  return waits.sort((a, b) => a.range[1] - b.range[1])[0]
}

/** A call that is returned; an answer before any wait is none. */
function mayBePromise(value: TSESTree.Node | null): boolean {
  return value?.type === 'CallExpression' || value?.type === 'AwaitExpression'
}
