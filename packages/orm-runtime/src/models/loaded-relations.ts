import { definitionOf, property } from './key-of.ts'
import { Row } from './row.ts'

/**
 * The related instance, null where there is none, undefined where it would have to be loaded: also where the key has
 * changed since.
 */
export function loadedRelation(instance: object, name: string): object | null | undefined {
  const key = property(instance, `${name}Id`)
  if (key === null || key === undefined) return null
  const related = Row.peek(instance)?.loaded?.[name]
  return related && property(related, definitionOf(related).primaryKey) === key ? related : undefined
}

/** Keeps a loaded instance; it counts for as long as the key is its own. */
export function rememberRelation(instance: object, name: string, related: object | null): void {
  if (related) (Row.state(instance).loaded ??= {})[name] = related
}
