import type { TSESTree } from '@typescript-eslint/types'
import { awaitPlace } from '../../syntax/await-place.ts'
import { outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AsyncChange } from './async-facts.ts'
import { lateSubscriptions } from './late-subscriptions.ts'
import { whyModuleStays } from './why-module-stays.ts'
import { changing, forcing, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'

/** What follows where an expression's value becomes a promise: its place waits, and so the function around it does. */
export function awaitValue(context: PropagationContext, node: TSESTree.Expression): Expansion {
  return isAwaited(node) ? NOTHING : waitAt(context, node, { kind: 'await', node })
}

export function isAwaited(node: TSESTree.Node): boolean {
  return outermostWrapper(node).parent?.type === 'AwaitExpression'
}

/** A change that makes the code at a place wait. */
export function waitAt(context: PropagationContext, node: TSESTree.Node, change: AsyncChange): Expansion {
  const place = awaitPlace(node)
  if (place.kind === 'nowhere') return stoppedBy(place.because, place.at)
  if (place.kind === 'module') {
    const because = whyModuleStays(context, place.program)
    if (because !== undefined) return stoppedBy(because, node)
    return joined([changing(change), lateSubscriptions(context, node, place.program)])
  }
  const { fn } = place
  const waits = joined([changing(change), lateSubscriptions(context, node, fn.body)])
  return fn.async ? waits : joined([waits, forcing({ kind: 'function', fn }, node)])
}
