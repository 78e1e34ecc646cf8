import type { TSESTree } from '@typescript-eslint/types'
import type { ReferenceIndex } from '../../calls/reference-index.ts'
import { variableOf } from '../../syntax/references-of.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { isDeclaredName } from './classify-reference.ts'
import type { Obstacle, PropagationContext, Slot } from './expansion.ts'
import { keyOf } from './propagate-async.ts'
import { isSpecifier, type MigrationScope } from './migration-scope.ts'
import { relatives } from './relatives.ts'
import { isListed } from './is-listed.ts'
import type { KnownPlace } from './known-places.ts'
import type { TwinPlace } from './twin-place.ts'

/**
 * What has to exist twice. A name is *shared* where somebody who stays synchronous refers to it: whoever is not meant to
 * follow, who can't, and the synchronous half of another name that is shared. The others refer to its *twin*, a copy that
 * is asynchronous. A twin that an earlier run made is used again.
 */
export interface TwinPlan {
  readonly twins: ReadonlyMap<SymbolHandle, PlannedTwin>
  readonly obstacles: ReadonlyMap<object, Obstacle>
  /** Shared names whose twin nobody would call. */
  readonly uncalled: ReadonlyMap<object, Obstacle>
  /** References that can't name the twin. */
  readonly left: readonly TSESTree.Node[]
}

export interface PlannedTwin {
  readonly place: TwinPlace
  readonly name: string
  /** The twin that stands there already. */
  readonly existing: TSESTree.Node | undefined
  /** The references that name the twin from now on. */
  readonly callers: readonly TSESTree.Node[]
  /** Nobody is left who calls the synchronous half. */
  readonly replaces: boolean
}

export interface TwinRequest {
  readonly scope: MigrationScope
  /** Every reference of the program. */
  readonly all: ReferenceIndex
  readonly places: (symbol: SymbolHandle) => KnownPlace
}

/** `context` has the references that follow alone. */
export function planTwins(
  context: PropagationContext,
  live: readonly Slot[],
  { scope, all, places }: TwinRequest,
): TwinPlan {
  const { oracle, sources } = context
  const slots = live.map(shareOf)
  const known = new Map(slots.map((slot) => [slot.symbol, slot]))
  const shared = new Set<Share>()
  for (let size = -1; size < shared.size;) {
    size = shared.size
    for (const slot of slots) if (!shared.has(slot) && isShared(slot)) shared.add(slot)
  }
  const called = new Set<Share>()
  for (let size = -1; size < called.size;) {
    size = called.size
    for (const slot of shared) if (!called.has(slot) && isCalled(slot)) called.add(slot)
  }
  const replaced = new Set([...shared].filter(({ existing, isKept }) => existing && !isKept))
  for (let size = Infinity; size > replaced.size;) {
    size = replaced.size
    for (const slot of replaced) if (!isReplaced(slot)) replaced.delete(slot)
  }
  return {
    twins: new Map(
      [...called].flatMap((slot) =>
        slot.place
          ? [[slot.symbol, { ...slot, place: slot.place, callers: slot.callers, replaces: replaced.has(slot) }]]
          : [],
      ),
    ),
    obstacles: obstaclesOf(shared, whyNone),
    uncalled: obstaclesOf(shared, (slot) => (called.has(slot) ? undefined : 'unclassified-reference')),
    left: [...shared].flatMap(({ callers }) => callers.filter((caller) => !canBeRenamed(caller))),
  }

  function shareOf(slot: Slot) {
    const { symbol, depth } = slot
    const known = places(symbol)
    const followed = context.references.referencesTo(symbol)
    const isFollowed = new Set(followed)
    const isUse = (reference: TSESTree.Node) =>
      !isSpecifier(reference) && !(reference.parent && isDeclaredName(reference, reference.parent))
    const others = [...all.referencesTo(symbol), ...all.possibleReferencesTo(symbol)]
    return {
      symbol,
      ...known,
      key: keyOf(slot),
      // A list or record of functions is one value.
      place: depth === 0 ? known.place : undefined,
      existing: depth === 0 ? known.existing : undefined,
      isKept: scope.isKept(symbol),
      callers: followed.filter((reference) => isUse(reference) && !isTypeOfResult(reference)),
      others: others.filter((reference) => !isFollowed.has(reference) && isUse(reference)),
      family: relatives(oracle, symbol),
    }
  }
  type Share = ReturnType<typeof shareOf>

  function isShared({ existing, isKept, others, family, callers, first }: Share): boolean {
    if (existing || isKept || others.length > 0) return true
    if (family.some((relative) => isIn(shared, relative))) return true
    return callers.some((caller) =>
      [...shared].some(({ place }) => isInside(caller, place) && !(first && isInside(first, place))),
    )
  }

  /** By what is asynchronous in place, or by a twin that is called. */
  function isCalled({ existing, family, callers }: Share): boolean {
    if (existing || family.some((relative) => isIn(called, relative))) return true
    return callers.some((caller) => [...shared].every((one) => called.has(one) || !isInside(caller, one.place)))
  }

  function isReplaced({ others, callers, family, place }: Share): boolean {
    const isGone = (node: TSESTree.Node) => [...replaced].some((one) => isInside(node, one.place))
    const stays = (node: TSESTree.Node) =>
      !isInside(node, place) && !isGone(node) && [...shared].some((one) => isInside(node, one.place))
    const isWhole = family.every((relative) => {
      const slot = known.get(relative)
      return slot !== undefined && replaced.has(slot)
    })
    return isWhole && others.every(isGone) && !callers.some(stays)
  }

  function whyNone(slot: Share): Obstacle['reason'] | undefined {
    if (!slot.place || slot.place.nodes.some((node) => isListed(context, all, slot.symbol, node)))
      return 'no-room-for-twin'
    if (slot.isTaken) return 'twin-name-taken'
    return undefined
  }

  function obstaclesOf(some: ReadonlySet<Share>, reasonOf: (slot: Share) => Obstacle['reason'] | undefined) {
    return new Map(
      [...some].flatMap((slot) => {
        const reason = reasonOf(slot)
        return reason && slot.first ? [[slot.key, { reason, at: slot.first }] as const] : []
      }),
    )
  }

  function isIn(set: ReadonlySet<Share>, symbol: SymbolHandle): boolean {
    const slot = known.get(symbol)
    return slot !== undefined && set.has(slot)
  }

  /** False for what is imported whole or as the default export: the twin is neither. */
  function canBeRenamed(reference: TSESTree.Node): boolean {
    const variable = reference.type === 'Identifier' && variableOf(sources.unitAt(reference).scopes, reference)
    const definition = variable ? variable.defs[0] : undefined
    const isOwnName = reference.parent?.type !== 'MemberExpression' || reference.parent.object === reference
    return !isOwnName || definition?.type !== 'ImportBinding' || definition.node.type === 'ImportSpecifier'
  }
}

export function isInside(node: TSESTree.Node, place: TwinPlace | undefined): boolean {
  if (!place) return false
  for (let at: TSESTree.Node | undefined = node; at; at = at.parent) if (place.nodes.includes(at)) return true
  return false
}

/** `ReturnType<typeof find>` and `Users['find']` go on meaning the synchronous half. */
function isTypeOfResult({ parent }: TSESTree.Node): boolean {
  if (parent?.type === 'TSLiteralType') return true
  const query = parent?.type === 'TSQualifiedName' ? parent.parent : parent
  return query?.type === 'TSTypeQuery' && query.parent.type === 'TSTypeParameterInstantiation'
}
