import { waitAt } from './await-value.ts'
import { changing, joined, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import type { Site } from './find-queries.ts'
import { sourceOf } from './source-of.ts'

/** What follows where a blocking place becomes asynchronous. */
export function expandSite(context: PropagationContext, site: Site): Expansion {
  const twin = site.operation.twin ?? null
  const change = { kind: 'query', node: site.node, site } as const
  if (site.kind === 'iteration') return waitAt(context, site.form === 'for-of' ? site.by : site.node, change)
  if (site.kind === 'transaction') {
    if (twin === null) return stoppedBy('sync-transaction', site.node)
    const callbacks = site.node.arguments.filter(({ type }) => type !== 'SpreadElement')
    const isFunction = (node: (typeof callbacks)[number]) => context.oracle.resultOf(node as never) !== 'none'
    return joined([
      waitAt(context, site.node, change),
      ...callbacks.filter(isFunction).map((callback) => sourceOf(context, callback)),
    ])
  }
  if (twin === null) return stoppedBy('no-twin', site.node)
  return site.node.parent.type === 'AwaitExpression' ? changing(change) : waitAt(context, site.node, change)
}
