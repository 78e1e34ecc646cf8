import type { TSESTree } from '@typescript-eslint/types'
import { calleeSearch } from '../../calls/callee-search.ts'
import { knownCallees } from '../../calls/known-callees.ts'
import { builtInOf } from '../../profiles/javascript.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { operationAt } from './find-queries.ts'
import { sitesByNode } from './sites-by-node.ts'

/**
 * True where one of the project's functions runs a query, itself or through functions that it calls. What it only hands on
 * for later, to a listener, a timer or an object that it makes, it does not run. To read a file is no query.
 */
export function mayRunQuery(context: AnalysisContext, functions: readonly FunctionNode[]): boolean {
  return searchQuery(context, functions) !== undefined
}

const searchQuery = calleeSearch((context, fn) => {
  const sites = sitesByNode(context, context.sources.unitAt(fn))
  let found: TSESTree.Node | undefined
  const callees = new Set<FunctionNode>()
  walk(fn, (node) => {
    if (found || (node !== fn && isFunctionNode(node) && runsLater(context, node))) return 'skip'
    if (sites.has(node)) found = node
    else if (node.type === 'CallExpression') for (const callee of knownCallees(context, node)) callees.add(callee)
    return undefined
  })
  return { found, callees: found ? [] : [...callees] }
})

/** True for a function that a constructor takes, or a call of a library that returns nothing to wait for. */
function runsLater(context: AnalysisContext, fn: FunctionNode): boolean {
  let node = outermostWrapper(fn)
  while (/^(?:Property|ObjectExpression|ArrayExpression)$/.test(node.parent?.type ?? ''))
    node = outermostWrapper(node.parent as TSESTree.Node)
  const { parent } = node
  if (parent?.type === 'NewExpression')
    return !(parent.callee.type === 'Identifier' && parent.callee.name === 'Promise')
  if (parent?.type !== 'CallExpression' || parent.callee === node) return false
  const callee = innermostExpression(parent.callee)
  const identities = context.oracle.identitiesAt(callee)
  if (identities.length === 0 || context.oracle.isThenable(parent) || operationAt(context, callee)) return false
  if (identities.some((identity) => builtInOf(identity)?.runsCallbacks)) return false
  return knownCallees(context, parent).length === 0
}
