import type { Effect, Operation } from './profile.ts'

/** The same row for several methods. */
export function methods(names: readonly string[], operation: Operation): Record<string, Operation> {
  return Object.fromEntries(names.map((name) => [name, operation]))
}

/** The same methods for several types. */
export function types(
  names: readonly string[],
  members: Readonly<Record<string, Operation>>,
): Record<string, Readonly<Record<string, Operation>>> {
  return Object.fromEntries(names.map((name) => [name, members]))
}

/** A change can break a constraint, and programs act on that; a read by builder finds nothing without throwing. */
export function throwsOf(effect: Effect): Operation['throws'] {
  return effect === 'read' || effect === 'none' ? 'infrastructure' : 'domain'
}
