import type { TSESTree } from '@typescript-eslint/types'
import { classifyReference } from './classify-reference.ts'
import { expandSlot } from './expand-slot.ts'
import type { Expansion, Obstacle, PropagationContext, Slot } from './expansion.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { blockedCauses, keyOf, type Expansions } from './propagate-async.ts'

/** Obstacles that are found once it is known what else becomes asynchronous, by their cause. */
export type Stopped = ReadonlyMap<object, readonly Obstacle[]>

/**
 * The references that lead to an obstacle, where what they name may stay beside its twin: they keep the synchronous
 * function, and no other caller is held back by them.
 */
export function referencesToLeave(
  context: PropagationContext,
  expansions: Expansions,
  stopped: Stopped,
  mayBeShared: readonly Slot[],
): TSESTree.Node[] {
  const withoutReferences = new Map(expansions)
  for (const slot of mayBeShared) withoutReferences.set(keyOf(slot), withoutReferencesTo(context, slot, stopped))
  const blocked = blockedCauses(withoutReferences)
  const leads = ({ obstacles, forces }: Expansion) =>
    obstacles.length > 0 || forces.some(({ target }) => blocked.has(keyOf(target)))
  return mayBeShared.flatMap(({ symbol, depth }) =>
    [...context.references.referencesTo(symbol), ...context.references.possibleReferencesTo(symbol)].filter(
      (reference) => leads(classifyReference(context, reference, depth)),
    ),
  )
}

/** What follows for the declarations of a name alone, with the obstacles that were found since. */
function withoutReferencesTo(context: PropagationContext, slot: Slot, stopped: Stopped): Expansion {
  const { references } = context
  const others = {
    ...references,
    referencesTo: (other: SymbolHandle) => (other === slot.symbol ? [] : references.referencesTo(other)),
    possibleReferencesTo: (other: SymbolHandle) =>
      other === slot.symbol ? [] : references.possibleReferencesTo(other),
  }
  const declared = expandSlot({ ...context, references: others }, slot)
  return { ...declared, obstacles: [...declared.obstacles, ...(stopped.get(keyOf(slot)) ?? [])] }
}
