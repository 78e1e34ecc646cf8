import type { TSESTree } from '@typescript-eslint/types'
import type { AsyncChange } from '../passes/propagation/async-facts.ts'
import { nodesLeadingTo } from '../syntax/chain.ts'

type LoopChange = Extract<AsyncChange, { kind: 'loop' }>

/** Loops of one statement of which each runs over what the one before it gives, such as `ids.map(load).filter(isOpen)`. */
export function loopChains(loops: readonly LoopChange[]): [first: LoopChange, ...LoopChange[]][] {
  const byCall = new Map<TSESTree.Node, LoopChange>(loops.map((change) => [change.node, change]))
  const before = new Map<LoopChange, LoopChange>()
  for (const change of loops) {
    if (change.loop.place.kind === 'inline') continue
    const inner = nodesLeadingTo(change.loop.elements.node).find((node) => node !== change.node && byCall.has(node))
    const found = inner && byCall.get(inner)
    if (found) before.set(change, found)
  }
  const followed = new Set(before.values())
  return loops
    .filter((change) => !followed.has(change))
    .map((last) => {
      const chain: [LoopChange, ...LoopChange[]] = [last]
      for (let at = before.get(last); at; at = before.get(at)) chain.unshift(at)
      return chain
    })
}
