import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { isAwaited, waitAt } from './await-value.ts'
import { changing, forcing, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { firstRow } from './first-row.ts'
import type { Site, TransactionSite } from '../queries/find-queries.ts'
import { isTwinInReach } from './import-changes.ts'
import { reachedSites } from './reached-sites.ts'
import { sourceOf } from './source-of.ts'

/** What follows where a blocking place becomes asynchronous. */
export function expandSite(context: PropagationContext, site: Site): Expansion {
  const change = { kind: 'query', node: site.node, site, row: firstRow(context, site) } as const
  if (site.kind === 'iteration') return waitAt(context, site.form === 'for-of' ? site.by : site.node, change)
  if ((site.operation.twin ?? null) === null)
    return stoppedBy(site.kind === 'transaction' ? 'sync-transaction' : 'no-twin', site.node)
  // To call it in another way, or to import it from elsewhere, is left to people.
  if (site.operation.twinDiffers || site.operation.twinModule || !isTwinInReach(context, site))
    return stoppedBy('no-twin', site.node)
  const waits = isAwaited(site.node) ? changing(change) : waitAt(context, site.node, change)
  return site.kind === 'transaction' ? joined([waits, expandCallback(context, site)]) : waits
}

/**
 * A blocking query in an asynchronous transaction would wait for the connection that the transaction holds: whatever
 * blocks in the callback, or in a function that it calls, follows or keeps the transaction as it is.
 */
function expandCallback(context: PropagationContext, site: TransactionSite): Expansion {
  const callback = site.node.arguments.find((argument) => context.oracle.isCallable(argument))
  if (!callback) return NOTHING
  return joined([
    sourceOf(context, callback),
    ...bodiesOf(context, site, callback)
      .flatMap((body) => reachedSites(context, body))
      .filter((reached) => reached !== site)
      .map((reached) => forcing({ kind: 'site', site: reached }, callback)),
  ])
}

function bodiesOf(context: PropagationContext, { node }: TransactionSite, callback: TSESTree.Node): TSESTree.Node[] {
  const written = innermostExpression(callback)
  return isFunctionNode(written) ? [written] : knownCallees(context, { ...node, callee: callback })
}
