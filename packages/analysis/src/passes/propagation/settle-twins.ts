import type { TSESTree } from '@typescript-eslint/types'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import type { AsyncChange, AsyncRequest } from './async-facts.ts'
import type { Obstacle, PropagationContext, Slot } from './expansion.ts'
import { referencesToLeave } from './leave-references.ts'
import { referencesInScope, type MigrationScope } from './migration-scope.ts'
import { isInside, planTwins, type PlannedTwin, type TwinPlan } from './plan-twins.ts'
import { knownPlaces } from './known-places.ts'
import { blockedCauses, closure, expandAll, keyOf, withObstacles, type Expansions } from './propagate-async.ts'
import { twinChanges } from './twin-changes.ts'
import { unseenCalls } from './unseen-calls.ts'
import type { Site } from '../queries/find-queries.ts'

export interface SettledTwins {
  /** What would follow if nothing existed twice. */
  readonly first: Expansions
  readonly expansions: Expansions
  /** Those whose obstacles are worth telling. */
  readonly reported: Expansions
  readonly twins: ReadonlyMap<SymbolHandle, PlannedTwin>
  /** How the callers of twins name them. */
  readonly changes: ReadonlyMap<SymbolHandle, readonly AsyncChange[]>
}

/**
 * Expands what a migration starts from until nothing is in the way that a twin would get out of it: references that lead
 * to an obstacle are left as they are, where what they name may be shared, and what is shared has a twin.
 */
export function settleTwins(
  { files, ...context }: PropagationContext & { readonly files: readonly string[] },
  starts: readonly Site[],
  scope: MigrationScope,
  { twinName = (name) => `${name}Async`, strangers = new Set<TSESTree.Node>() }: AsyncRequest,
): SettledTwins {
  const left = new Set<TSESTree.Node>()
  const stopped = new Map<object, readonly Obstacle[]>()
  const uncalled = new Set<object>()
  const places = knownPlaces(context, twinName, strangers)
  const mayBeShared = ({ symbol, depth }: Slot) => {
    const { place, existing } = places(symbol)
    return depth === 0 && place !== undefined && (existing !== undefined || scope.mayBeShared(symbol))
  }
  const first = expandAll(inScope(left), starts)
  for (let expanded = expandIn(left); ;) {
    const expansions = withObstacles(expanded, stopped)
    const view = inScope(left)
    const slots = slotsOf(expansions)
    const blocked = blockedCauses(expansions)
    const live = closure(
      expansions,
      starts.filter(({ node }) => !blocked.has(node)),
    )
    const isConcerned = slots.some((slot) => mayBeShared(slot) || scope.mayBeShared(slot.symbol))
    const leaving = isConcerned ? referencesToLeave(view, expansions, stopped, slots.filter(mayBeShared)) : []
    const plan = planTwins(view, isConcerned ? slots.filter((slot) => live.has(keyOf(slot))) : [], {
      ...{ scope, all: context.references, places },
    })
    const aside = [...leaving, ...(leaving.length === 0 ? plan.left : [])]
    if (aside.length > 0) {
      for (const reference of aside) left.add(reference)
      expanded = expandIn(left)
      continue
    }
    for (const symbol of plan.uncalled.keys()) uncalled.add(symbol)
    const unseen = unseenCalls(view, outsideTwins(expansions, plan), files).filter(({ cause }) => !blocked.has(cause))
    const found: (readonly [object, Obstacle])[] = [...plan.obstacles, ...plan.uncalled]
    if (found.length === 0)
      for (const { cause, call } of unseen) found.push([cause, { reason: 'unclassified-reference', at: call }])
    for (const [cause, obstacle] of found) stopped.set(cause, [...(stopped.get(cause) ?? []), obstacle])
    if (found.length > 0) continue

    const wasBlocked = blockedCauses(first)
    const isTold = (cause: object) => !uncalled.has(cause) || !wasBlocked.has(cause)
    return {
      first,
      expansions: withoutNewResultTypes(expansions, plan),
      reported: withObstacles(expanded, new Map([...stopped].filter(([cause]) => isTold(cause)))),
      twins: plan.twins,
      changes: twinChanges(context.sources, context.references, plan.twins, twinName),
    }
  }

  function inScope(without: ReadonlySet<TSESTree.Node>): PropagationContext {
    return { ...context, references: referencesInScope(context.references, scope, without) }
  }

  function expandIn(without: ReadonlySet<TSESTree.Node>): Expansions {
    return without.size === 0 ? first : expandAll(inScope(without), starts)
  }
}

/** The names among what is reached. */
function slotsOf(expansions: Expansions): Slot[] {
  const slots = [...expansions.values()].flatMap(({ forces }) =>
    forces.flatMap(({ target }) => (target.kind === 'slot' ? [target] : [])),
  )
  return [...new Map(slots.map((slot) => [keyOf(slot), slot])).values()]
}

/** `ReturnType<typeof find>` goes on meaning the half that stays. */
function withoutNewResultTypes(expansions: Expansions, { twins }: TwinPlan): Expansions {
  if (twins.size === 0) return expansions
  const isLeft = (cause: object, { kind }: AsyncChange) =>
    kind !== 'awaited-type' || ![...twins.keys()].some((symbol) => symbol === cause)
  return new Map(
    [...expansions].map(([cause, expansion]) => [
      cause,
      { ...expansion, changes: expansion.changes.filter((change) => isLeft(cause, change)) },
    ]),
  )
}

/** What becomes asynchronous where it stands. */
function outsideTwins(expansions: Expansions, { twins }: TwinPlan): Expansions {
  const places = [...twins.values()].map(({ place }) => place)
  if (places.length === 0) return expansions
  const isOutside = ({ kind, node }: AsyncChange) =>
    (kind !== 'async' && kind !== 'result') || !places.some((place) => isInside(node, place))
  return new Map(
    [...expansions].map(([cause, expansion]) => [
      cause,
      { ...expansion, changes: expansion.changes.filter(isOutside) },
    ]),
  )
}
