import type { TSESTree } from '@typescript-eslint/types'
import { chainCalls } from '../../syntax/chain.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { FirstRow } from './async-facts.ts'
import { isMutableQuery, operationAt, type Site } from '../queries/find-queries.ts'

/** How one row is taken of the many that the twin of a site answers; undefined where it answers one, or nobody wants it. */
export function firstRow(context: AnalysisContext, { node, operation }: Site): FirstRow | undefined {
  if (operation.takes !== 'first' || node.type !== 'CallExpression' || isKept(node, operation.twin)) return undefined
  const { limitedBy } = operation
  const isLimited = limitedBy !== undefined && mayBeLimited(context, node, limitedBy)
  return { limitedBy: isLimited ? limitedBy : undefined, by: accessOf(context, node) }
}

/** What a terminal is given for placeholders keeps it as it is. */
function isKept({ arguments: given }: TSESTree.CallExpression, twin: string | null | undefined): boolean {
  return twin === '[query]' && given.length > 0
}

/** Not where another may run the same query later: a mutable builder would stay limited. */
function mayBeLimited(context: AnalysisContext, call: TSESTree.CallExpression, limit: string): boolean {
  const callee = innermostExpression(call.callee)
  const calls = chainCalls(call)
  const first = calls[0] && innermostExpression(calls[0].callee)
  if (callee.type !== 'MemberExpression' || first?.type !== 'MemberExpression') return false
  if (calls.some((one) => isCallOf(one, limit))) return false
  const isFresh = operationAt(context, first)?.operation.does === 'build' && !isMutableQuery(context, first.object)
  const { oracle } = context
  return isFresh && (oracle.isUntyped(callee.object) || oracle.membersOf(callee.object, limit).length > 0)
}

function isCallOf(call: TSESTree.CallExpression, method: string): boolean {
  const callee = innermostExpression(call.callee)
  return callee.type === 'MemberExpression' && staticName(callee) === method
}

function accessOf({ oracle, sources }: AnalysisContext, call: TSESTree.CallExpression): FirstRow['by'] {
  const isTyped = /tsx?$/.test(sources.unitAt(call).fileName) && !oracle.isUntyped(call)
  if (!isTyped) return 'index'
  const { areChecked, haveAt } = oracle.elements
  if (oracle.isNonNullable(call)) return areChecked ? 'asserted-index' : 'index'
  return areChecked || !haveAt ? 'index' : 'at'
}
