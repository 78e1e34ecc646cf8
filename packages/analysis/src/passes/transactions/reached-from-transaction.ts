import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { findQueries, operationAt } from '../queries/find-queries.ts'
import { inferEffects } from '../effects/infer-effects.ts'

/** True inside the callback of a transaction. */
export function isInsideTransaction(context: AnalysisContext, node: TSESTree.Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const call = outermostWrapper(fn).parent
    if (call?.type !== 'CallExpression' || call.callee === outermostWrapper(fn)) continue
    if (operationAt(context, innermostExpression(call.callee))?.operation.does === 'transact') return true
  }
  return false
}

/**
 * True in a function that a transaction's callback may run, by the call graph. Transactions that find their connection by
 * themselves wait for their queries in flight, and don't count.
 */
export function isReachedFromTransaction(context: AnalysisContext, node: TSESTree.Node): boolean {
  const reached = reachedFunctions(context)
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) if (reached.has(fn)) return true
  return false
}

const known = new WeakMap<AnalysisContext, ReadonlySet<TSESTree.Node>>()

function reachedFunctions(context: AnalysisContext): ReadonlySet<TSESTree.Node> {
  const found = known.get(context)
  if (found) return found
  const reached = new Set<TSESTree.Node>()
  const opensTransaction = mentionsTransaction(context)
  for (const fileName of opensTransaction ? context.sources.fileNames() : []) {
    if (!opensTransaction?.test(context.sources.textOf(fileName))) continue
    const unit = context.sources.unitOf(fileName)
    for (const site of unit ? findQueries(context, unit) : [])
      if (site.kind === 'transaction' && site.profile.client !== 'ambient')
        for (const fn of inferEffects(context).reachedFrom(site.node)) reached.add(fn)
  }
  known.set(context, reached)
  return reached
}

/** Only files that spell the name of a transaction's method are looked into. */
function mentionsTransaction({ profiles }: AnalysisContext): RegExp | undefined {
  const names = profiles.profiles
    .filter(({ client }) => client !== 'ambient')
    .flatMap(({ types, functions }) => [...Object.values(types), functions])
    .flatMap((rows) => Object.entries(rows).filter(([, { does }]) => does === 'transact'))
    .map(([name]) => name.replaceAll('$', '\\$'))
  return names.length > 0 ? new RegExp(`(?:${[...new Set(names)].join('|')})\\b`) : undefined
}
