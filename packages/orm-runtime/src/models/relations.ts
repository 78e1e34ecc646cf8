import { UsageError } from '../errors/usage-error.ts'
import { runSync } from '../execute/run-sync.ts'
import { Manager } from '../query/manager.generated.ts'
import { allOf, narrowed } from '../query/query.ts'
import { loadRelation } from '../query/terminals/load-relation.ts'
import { definitionOf, keyOf, property } from './key-of.ts'
import type { RelationDefinition } from './model-definition.ts'
import { modelNamed } from './schema.ts'

/** Related instances that are loaded, by relation, beside the key that they were loaded for. */
const loaded = new WeakMap<object, Map<string, { readonly key: unknown; readonly related: object | null }>>()

/**
 * What reading `order.user` answers: the instance if it is loaded, else the result of a blocking query. Of a reverse
 * relation, its manager.
 */
export function readRelation(instance: object, name: string): unknown {
  const relation = relationNamed(instance, name)
  if (relation.kind === 'reverse') {
    const key = keyOf(instance, definitionOf(instance).name)
    const all = allOf(modelNamed(relation.target).model)
    return new Manager(narrowed(all, { [relation.foreignKey]: key }, 'filter'))
  }
  const known = loadedRelation(instance, name)
  if (known !== undefined) return known
  return runSync({ subject: instance, operation: name, twin: `aload('${name}')` }, loadRelation(instance, name))
}

/** What assigning to `order.user` does: changes the key as well. */
export function writeRelation(instance: object, name: string, related: unknown): void {
  const relation = relationNamed(instance, name)
  if (relation.kind === 'reverse' || (related !== null && typeof related !== 'object')) {
    throw new UsageError(`\`${name}\` takes ${relation.kind === 'reverse' ? 'no value' : `a ${relation.target}`}.`)
  }
  Object.assign(instance, { [`${name}Id`]: keyOf(related, relation.target) })
  rememberRelation(instance, name, related)
}

/** The related instance, null where there is none, undefined where it would have to be loaded. */
export function loadedRelation(instance: object, name: string): object | null | undefined {
  const key = property(instance, `${name}Id`)
  if (key === null || key === undefined) return null
  const entry = loaded.get(instance)?.get(name)
  return entry?.key === key ? entry?.related : undefined
}

/** Keeps a loaded instance for as long as the key stays what it is. */
export function rememberRelation(instance: object, name: string, related: object | null): void {
  const key = related === null ? null : property(related, definitionOf(related).primaryKey)
  const entries = loaded.get(instance) ?? new Map()
  loaded.set(instance, entries.set(name, { key, related }))
}

/** @throws UsageError that lists the relations of the instance's model. */
export function relationNamed(instance: object, name: string): RelationDefinition {
  const definition = definitionOf(instance)
  const relation = definition.relations.get(name)
  if (relation) return relation
  const choices = [...definition.relations.keys()].join(', ') || 'none'
  throw new UsageError(`${definition.name} has no relation '${name}'. Its relations: ${choices}.`)
}
