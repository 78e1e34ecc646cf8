import type { TSESTree } from '@typescript-eslint/types'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { AsyncBoundary, TextPlace } from './async-facts.ts'
import { BOUNDARY_REASONS } from './boundary-reasons.ts'
import type { Obstacle } from './expansion.ts'
import type { Site } from '../queries/find-queries.ts'
import { keyOf, type Expansions } from './propagate-async.ts'

/** Places that are held back, and what was found to follow for them. */
export interface HeldBack {
  readonly expansions: Expansions
  readonly sites: readonly Site[]
}

/** For each obstacle that holds back a site: where it is, what it holds back, and the shortest way to it. */
export function explainBoundaries(context: AnalysisContext, rounds: readonly HeldBack[]): AsyncBoundary[] {
  const found = new Map<TSESTree.Node, Map<string, Found>>()
  for (const [expansions, site] of rounds.flatMap(({ expansions, sites }) =>
    sites.map((site) => [expansions, site] as const),
  ))
    for (const [cause, chain] of waysFrom(expansions, site))
      for (const obstacle of expansions.get(cause)?.obstacles ?? []) {
        const byReason = found.get(obstacle.at) ?? new Map<string, Found>()
        found.set(obstacle.at, byReason)
        const known = byReason.get(obstacle.reason)
        byReason.set(obstacle.reason, {
          obstacle,
          chain: known?.chain ?? chain,
          sites: [...(known?.sites ?? []), site],
        })
      }
  return [...found.values()]
    .flatMap((byReason) => [...byReason.values()])
    .map(({ obstacle, chain, sites }) => ({
      ...placeOf(context, obstacle.at),
      reason: obstacle.reason,
      chain: chain.map((node) => placeOf(context, node)),
      alternative: obstacle.instead ?? BOUNDARY_REASONS[obstacle.reason],
      sites: [...new Set(sites)],
    }))
    .sort((a, b) => (a.fileName === b.fileName ? a.at - b.at : a.fileName < b.fileName ? -1 : 1))
}

interface Found {
  readonly obstacle: Obstacle
  readonly chain: readonly TSESTree.Node[]
  readonly sites: readonly Site[]
}

/** Every cause that a site forces, with the places on the shortest way to it. */
function waysFrom(expansions: Expansions, site: Site): ReadonlyMap<object, readonly TSESTree.Node[]> {
  const ways = new Map<object, readonly TSESTree.Node[]>([[site.node, [site.node]]])
  for (const [cause, way] of ways)
    for (const { target, because } of expansions.get(cause)?.forces ?? []) {
      const key = keyOf(target)
      if (!ways.has(key)) ways.set(key, way.at(-1) === because ? way : [...way, because])
    }
  return ways
}

function placeOf({ sources }: AnalysisContext, node: TSESTree.Node): TextPlace {
  const { fileName, text } = sources.unitAt(node)
  const [at, end] = node.range
  const [firstLine = ''] = text.slice(at, end).split(/\r?\n/, 1)
  return { fileName, at, line: node.loc.start.line, column: node.loc.start.column + 1, text: firstLine }
}
