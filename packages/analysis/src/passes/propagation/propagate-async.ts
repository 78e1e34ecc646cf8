import type { TSESTree } from '@typescript-eslint/types'
import { nodesLeadingTo } from '../../syntax/chain.ts'
import { referenceIndex } from '../../calls/reference-index.ts'
import { outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import type { AsyncChange, AsyncPropagation, AsyncRequest } from './async-facts.ts'
import { blockingSites } from './blocking-sites.ts'
import { expandFunction } from './expand-function.ts'
import { expandSite } from './expand-site.ts'
import { expandSlot } from './expand-slot.ts'
import { joined, NOTHING, type Cause, type Expansion, type PropagationContext } from './expansion.ts'
import { explainBoundaries } from './explain-boundaries.ts'
import type { Site } from '../queries/find-queries.ts'
import type { LoopCallback } from './find-loop-callback.ts'
import { importChanges } from './import-changes.ts'
import type { Stopped } from './leave-references.ts'
import { migrationScope } from './migration-scope.ts'
import { isInside } from './plan-twins.ts'
import { usedByHalves } from './twin-changes.ts'
import { settleTwins, type SettledTwins } from './settle-twins.ts'
import { seamsAround } from './seams-around.ts'

/**
 * Async propagation: what must become asynchronous so that no blocking place is left, and what can't.
 *
 * Words. A *cause* is something that may become asynchronous: a blocking site, a function's body, a name that holds a
 * function. It *forces* others: the function around it, the name of the function, the callers by that name, the member
 * that it implements. An *obstacle* keeps a cause as it is, and with it every cause that forces it, directly or through
 * others: those are *blocked*. What is left of the sites, and all that they force, can be migrated; it falls into *units*
 * that force nothing of each other.
 */
export function propagateAsync(context: AnalysisContext, request: AsyncRequest): AsyncPropagation {
  const { mayHaveQueries = () => true, unread = [] } = request
  const files = context.sources.fileNames().filter(mayHaveQueries)
  const sites = blockingSites(context, files)
  const scope = migrationScope(context, request)
  const propagation: PropagationContext = {
    ...context,
    references: referenceIndex(context),
    sites: new Map(sites.map((site) => [site.node, site])),
    unread,
    isKept: (symbol) => scope.isKept(symbol) && !scope.mayBeShared(symbol),
  }
  const starts = sites.filter(
    (site) =>
      request.mayStartIn(context.sources.unitAt(site.node).fileName) &&
      scope.holds(site.node) &&
      !isAwaited(site) &&
      !isBehindAsync(context, site),
  )
  const { first, expansions, reported, twins, changes } = settleTwins({ ...propagation, files }, starts, scope, request)
  const [before, blocked] = [blockedCauses(first), blockedCauses(expansions)]
  const isBlocked = (site: Site) => blocked.has(site.node)
  const migratable = starts.filter((site) => !isBlocked(site))
  return {
    units: unitsOf(propagation, expansions, migratable, { twins, changes }),
    boundaries: explainBoundaries(context, [
      { expansions: first, sites: starts.filter(({ node }) => before.has(node)) },
      { expansions: reported, sites: starts.filter(isBlocked) },
    ]),
    sites: { migratable, blocked: starts.filter(isBlocked) },
  }
}

/** Everything that was reached, by the identity of its cause. */
export type Expansions = ReadonlyMap<object, Expansion>

export function keyOf(cause: Cause): object {
  if (cause.kind === 'function') return cause.fn
  return cause.kind === 'slot' ? keyOfSlot(cause.symbol, cause.depth) : cause.site.node
}

function keyOfSlot(symbol: SymbolHandle, depth: number): object {
  if (depth === 0) return symbol
  const keys = containers.get(symbol) ?? []
  containers.set(symbol, keys)
  return (keys[depth] ??= {})
}

const containers = new WeakMap<SymbolHandle, object[]>()

/** True for a call that is its own twin and that is awaited already: an earlier run was here. */
function isAwaited({ node, operation }: Site): boolean {
  return operation.twin === 'same' && outermostWrapper(node).parent?.type === 'AwaitExpression'
}

/** True for a call without an asynchronous form in functions that an earlier run has made asynchronous around it. */
function isBehindAsync(context: AnalysisContext, { node, operation }: Site): boolean {
  const seams = (operation.twin ?? null) === null ? seamsAround(context, node) : []
  return seams.length > 0 && seams.every((fn) => fn.async)
}

/** `starts`, and all that they force. */
export function expandAll(context: PropagationContext, starts: readonly Site[]): Expansions {
  const expansions = new Map<object, Expansion>()
  const worklist: Cause[] = starts.map((site) => ({ kind: 'site', site }))
  for (let cause = worklist.pop(); cause; cause = worklist.pop()) {
    if (expansions.has(keyOf(cause))) continue
    const expansion = expand(context, cause)
    expansions.set(keyOf(cause), expansion)
    worklist.push(...expansion.forces.map(({ target }) => target))
  }
  return expansions
}

function expand(context: PropagationContext, cause: Cause): Expansion {
  if (cause.kind === 'function') return expandFunction(context, cause.fn)
  return cause.kind === 'slot' ? expandSlot(context, cause) : expandSite(context, cause.site)
}

export function withObstacles(expansions: Expansions, obstacles: Stopped): Expansions {
  const stopped = new Map(expansions)
  for (const [cause, found] of obstacles)
    stopped.set(cause, joined([stopped.get(cause) ?? NOTHING, { ...NOTHING, obstacles: found }]))
  return stopped
}

/** Causes with an obstacle, and all that force one of them. */
export function blockedCauses(expansions: Expansions): ReadonlySet<object> {
  const forcedBy = new Map<object, object[]>()
  for (const [cause, { forces }] of expansions)
    for (const { target } of forces) forcedBy.set(keyOf(target), [...(forcedBy.get(keyOf(target)) ?? []), cause])
  const blocked = new Set([...expansions].flatMap(([cause, { obstacles }]) => (obstacles.length > 0 ? [cause] : [])))
  for (const cause of blocked) for (const one of forcedBy.get(cause) ?? []) blocked.add(one)
  return blocked
}

function unitsOf(
  context: PropagationContext,
  expansions: Expansions,
  sites: readonly Site[],
  { twins, changes: ofTwins }: Pick<SettledTwins, 'twins' | 'changes'>,
): AsyncPropagation['units'] {
  const live = closure(expansions, sites)
  const groups = new Groups()
  const changes = new Map<object, readonly AsyncChange[]>()
  for (const cause of live) {
    const expansion = expansions.get(cause)
    for (const { target } of expansion?.forces ?? []) groups.join(cause, keyOf(target))
    changes.set(cause, expansion?.changes ?? [])
  }
  for (const [symbol, own] of ofTwins) changes.set(symbol, [...(changes.get(symbol) ?? []), ...own])
  for (const [cause, own] of changes)
    for (const [symbol, { place }] of twins)
      if (own.some(({ node }) => isInside(node, place))) groups.join(symbol, cause)
  for (const { node } of sites) groups.join(node, node)
  for (const [loop, other] of writtenWithLoops(changes)) groups.join(loop, other)
  const imports = importChanges(context.sources.unitAt, sites)
  for (const { change, sites: using } of imports) for (const { node } of using) groups.join(change.node, node)
  for (const { change } of imports) changes.set(change.node, [usedByHalves(change, twins)])
  return groups.all().map((causes) => ({
    sites: sites.filter(({ node }) => causes.has(node)),
    changes: distinct([...causes].flatMap((cause) => changes.get(cause) ?? [])),
    twins: [...twins].flatMap(([symbol, twin]) => (causes.has(symbol) ? [twin] : [])),
  }))
}

/** What is written together with a loop shares its unit: waits for its array, loops that give it, waits around the call. */
function writtenWithLoops(changes: ReadonlyMap<object, readonly AsyncChange[]>): [loop: object, other: object][] {
  const causes = new Map<TSESTree.Node, object>()
  for (const [cause, own] of changes)
    for (const { kind, node } of own)
      if (kind === 'await' || kind === 'query' || kind === 'loop') causes.set(node, cause)
  return [...changes].flatMap(([cause, own]) =>
    own.flatMap((change) =>
      change.kind === 'loop'
        ? [...nodesLeadingTo(change.loop.elements.node), ...nodesAround(change.loop)].flatMap(
            (node): [object, object][] => {
              const other = causes.get(node)
              return other && other !== cause ? [[cause, other]] : []
            },
          )
        : [],
    ),
  )
}

/** The expressions around a call, up to the statement that its loop comes before. */
function nodesAround({ call, place }: LoopCallback): TSESTree.Node[] {
  const nodes: TSESTree.Node[] = []
  if (place.kind === 'before')
    for (let at: TSESTree.Node | undefined = call.parent; at && at !== place.statement; at = at.parent) nodes.push(at)
  return nodes
}

export function closure(expansions: Expansions, sites: readonly Site[]): ReadonlySet<object> {
  const reached = new Set<object>(sites.map(({ node }) => node))
  for (const cause of reached) for (const { target } of expansions.get(cause)?.forces ?? []) reached.add(keyOf(target))
  return reached
}

/** Two causes may ask for the same change: a call by a name that stands for two methods is awaited once. */
function distinct(changes: readonly AsyncChange[]): AsyncChange[] {
  const kinds = new Map<string, Set<TSESTree.Node>>()
  return changes.filter(({ kind, node }) => {
    const seen = kinds.get(kind) ?? new Set()
    kinds.set(kind, seen)
    return !seen.has(node) && seen.add(node)
  })
}

/** Disjoint sets. */
class Groups {
  readonly #sets = new Map<object, Set<object>>()

  join(one: object, other: object): void {
    const left = this.#sets.get(one) ?? new Set([one])
    const right = this.#sets.get(other) ?? new Set([other])
    const [into, from] = left.size < right.size ? [right, left] : [left, right]
    for (const member of [one, other, ...from]) this.#sets.set(member, into.add(member))
  }

  all(): ReadonlySet<object>[] {
    return [...new Set(this.#sets.values())]
  }
}
