import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from '../../syntax/function-node.ts'
import type { ReferenceIndex } from '../../calls/reference-index.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import type { AsyncChange } from './async-facts.ts'
import type { BoundaryReason } from './boundary-reasons.ts'
import type { UnreadFile } from './is-named-by-unread.ts'
import type { Site } from '../queries/find-queries.ts'

/**
 * What follows at once if one thing becomes asynchronous: changes beside it, other things that it *forces*, and
 * *obstacles*, one of which is enough to keep it as it is. Expansions are values; a `Cause` is what has one.
 */
export interface Expansion {
  readonly changes: readonly AsyncChange[]
  readonly forces: readonly Force[]
  readonly obstacles: readonly Obstacle[]
}

export interface Force {
  readonly target: Cause
  /** The reference, call or member that hands it on. */
  readonly because: TSESTree.Node
}

export interface Obstacle {
  readonly reason: BoundaryReason
  readonly at: TSESTree.Node
  /** What to do by hand, where that is more than the reason tells. */
  readonly instead?: string
}

/**
 * `function`: a body that waits. `slot`: a name whose value is a function that returns a promise from now on: a
 * function's name, a variable, a parameter, a member; with a `depth`, a container that holds such functions as many
 * elements deep: 1 for a list, 2 for a list of pairs. `site`: a blocking place that waits.
 */
export type Cause =
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'slot'; readonly symbol: SymbolHandle; readonly depth: number }
  | { readonly kind: 'site'; readonly site: Site }

export type Slot = Extract<Cause, { kind: 'slot' }>

export interface PropagationContext extends AnalysisContext {
  readonly references: ReferenceIndex
  /** Every blocking place of the program, by its node. */
  readonly sites: ReadonlyMap<TSESTree.Node, Site>
  readonly unread: readonly UnreadFile[]
  /** True for a name whose signature a person wants to keep. */
  readonly isKept: (symbol: SymbolHandle) => boolean
}

export const NOTHING: Expansion = { changes: [], forces: [], obstacles: [] }

export function joined(expansions: readonly Expansion[]): Expansion {
  return {
    changes: expansions.flatMap(({ changes }) => changes),
    forces: expansions.flatMap(({ forces }) => forces),
    obstacles: expansions.flatMap(({ obstacles }) => obstacles),
  }
}

export function changing(...changes: AsyncChange[]): Expansion {
  return { ...NOTHING, changes }
}

export function forcing(target: Cause, because: TSESTree.Node): Expansion {
  return { ...NOTHING, forces: [{ target, because }] }
}

export function forcingSlots(symbols: readonly SymbolHandle[], because: TSESTree.Node, depth = 0): Expansion {
  return joined(symbols.map((symbol) => forcing({ kind: 'slot', symbol, depth }, because)))
}

export function stoppedBy(reason: BoundaryReason, at: TSESTree.Node, instead?: string): Expansion {
  return { ...NOTHING, obstacles: [{ reason, at, ...(instead !== undefined && { instead }) }] }
}
