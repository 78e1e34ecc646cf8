import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { findQueries, type TransactionSite } from '../queries/find-queries.ts'
import { oncePerUnit } from '../queries/once-per-unit.ts'

/** A callback that answers a promise to a transaction that waits for none. */
export interface AsyncTransactionCallback {
  readonly site: TransactionSite
  readonly callback: TSESTree.Node
}

export const findAsyncCallbacks = oncePerUnit((context, unit): AsyncTransactionCallback[] =>
  findQueries(context, unit).flatMap((site) => {
    if (site.kind !== 'transaction' || site.mode !== 'blocking') return []
    const callback = site.node.arguments.map(innermostExpression).find((argument) => isAsync(context, argument))
    return callback ? [{ site, callback }] : []
  }),
)

function isAsync({ oracle }: AnalysisContext, argument: TSESTree.Node): boolean {
  if (isFunctionNode(argument) && argument.async) return true
  return argument.type !== 'SpreadElement' && oracle.returnsThenable(argument)
}
