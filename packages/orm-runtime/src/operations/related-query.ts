import { QUERY } from '../expressions/query-source.ts'
import { UsageError } from '../errors/usage-error.ts'
import { definitionOf, keyOf } from '../models/key-of.ts'
import type { ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { Row } from '../models/row.ts'
import { modelNamed } from '../models/schema.ts'
import { filter } from '../query/builders.ts'
import { allOf, derived, type Query } from '../query/query.ts'
import { mapKey } from './prefetch/linked-rows.ts'

/** An instance, and a relation of its model that leads to many rows. */
export interface RelatedRows {
  readonly instance: object
  readonly relation: RelationDefinition
}

/**
 * The rows that a relation of an instance leads to. They know the instance; without a further condition they are
 * those that were prefetched.
 * @throws UsageError for an instance without a key.
 */
export function relatedQuery<M>({ instance, relation }: RelatedRows): Query<M> {
  const { database, fetchMode = 'one', prefetched } = Row.peek(instance) ?? {}
  const all = { ...allOf<M>(modelNamed(relation.target)), database, fetchMode }
  const key = ownKey(instance)
  // The type that the caller names is the relation's.
  const known = prefetched?.[relation.name] as readonly M[] | undefined
  if (!relation.through) {
    const parent = { name: relation.foreignKey, instance }
    return { ...filter(all, { [relation.foreignKey]: key }), parent, known }
  }
  const { targetKey } = relation.through
  const pairs = filter(betweenQuery({ instance, relation }), { [relation.foreignKey]: key })
  const names = [columnName(pairs.definition, targetKey)]
  const far = derived(pairs, `list\0${names[0]}`, [], (state) => ({
    ...state,
    rows: { kind: 'list', names, flat: true },
  }))
  return { ...filter(all, { pk__in: { [QUERY]: far } }), known }
}

/** All rows between the two models of a many-to-many relation. */
export function betweenQuery({ instance, relation }: RelatedRows): Query<object> {
  return { ...allOf<object>(modelNamed(relation.through?.model ?? '')), database: Row.peek(instance)?.database }
}

/** All rows of the model that a relation leads to. */
export function targetQuery<M>({ instance, relation }: RelatedRows): Query<M> {
  return { ...allOf<M>(modelNamed(relation.target)), database: Row.peek(instance)?.database }
}

/** @throws UsageError where the instance has none. */
export function ownKey(instance: object): unknown {
  return keyOf(instance, definitionOf(instance).name)
}

/** What `add`, `remove` and `set` take: instances or keys, one or several. */
export function listOf(rows: unknown): readonly unknown[] {
  return Array.isArray(rows) ? rows : [rows]
}

/**
 * The keys of rows, each once, by what maps compare.
 * @throws UsageError for an instance of another model, one that was never saved, and for what is no key.
 */
export function keysOf(rows: readonly unknown[], target: string): Map<unknown, unknown> {
  const keys = new Map<unknown, unknown>()
  for (const row of rows) {
    const key = keyOf(row, target)
    if (key === null || key === undefined) throw new UsageError(`A ${target} or its key is wanted here, not ${key}.`)
    keys.set(mapKey(key), key)
  }
  return keys
}

/** What a foreign key's column is called: `userId`. */
export function columnName(definition: ModelDefinition, relation: string): string {
  return definition.columnByName.get(relation)?.name ?? relation
}
