import { definitionOf, property } from './key-of.ts'

/** The related instance, null where there is none, undefined where it would have to be loaded. */
export function loadedRelation(instance: object, name: string): object | null | undefined {
  const key = property(instance, `${name}Id`)
  if (key === null || key === undefined) return null
  const entry = loaded.get(instance)?.get(name)
  return entry?.key === key ? entry.related : undefined
}

/** Keeps a loaded instance for as long as the key stays what it is. */
export function rememberRelation(instance: object, name: string, related: object | null): void {
  const key = related === null ? null : property(related, definitionOf(related).primaryKey)
  const entries = loaded.get(instance) ?? new Map<string, LoadedRelation>()
  loaded.set(instance, entries.set(name, { key, related }))
}

/** Related instances that are loaded, by relation, beside the key that they were loaded for. */
const loaded = new WeakMap<object, Map<string, LoadedRelation>>()

interface LoadedRelation {
  readonly key: unknown
  readonly related: object | null
}
