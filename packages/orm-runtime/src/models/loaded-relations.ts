import { definitionOf, property } from './key-of.ts'
import { Row } from './row.ts'

/**
 * The related instance, null where there is none, undefined where it would have to be loaded: also where the key has
 * changed since.
 */
export function loadedRelation(instance: object, name: string): object | null | undefined {
  const known = Row.peek(instance)?.loaded?.[name]
  // The other end of a one-to-one relation has no key of its own.
  if (definitionOf(instance).relations.get(name)?.kind === 'reverseOne') return known
  const key = property(instance, `${name}Id`)
  if (key === null || key === undefined) return null
  return known && isKeyOf(key, known) ? known : undefined
}

/** Keeps a loaded instance, or that there is none; a foreign key's counts for as long as the key is its own. */
export function rememberRelation(instance: object, name: string, related: object | null): void {
  ;(Row.state(instance).loaded ??= {})[name] = related
}

/** Forgets the rows that a relation to many was prefetched with: they have changed. */
export function forgetPrefetched(instance: object, name: string): void {
  const prefetched = Row.peek(instance)?.prefetched
  if (prefetched) prefetched[name] = undefined
}

function isKeyOf(key: unknown, related: object): boolean {
  const own = property(related, definitionOf(related).primaryKey)
  if (own === key) return true
  return key instanceof Uint8Array && own instanceof Uint8Array && Buffer.compare(key, own) === 0
}
