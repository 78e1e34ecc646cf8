import { UsageError } from '../errors/usage-error.ts'
import type { Steps } from '../execute/steps.ts'
import { hasColumn } from '../compile/lookup-path.ts'
import { definitionOf, keyOf, property } from '../models/key-of.ts'
import { loadedRelation, rememberRelation } from '../models/loaded-relations.ts'
import type { RelationDefinition } from '../models/model-definition.ts'
import { relationNamed } from '../models/relation-named.ts'
import { Row } from '../models/row.ts'
import { modelNamed } from '../models/schema.ts'
import { filter, slice } from '../query/builders.ts'
import { allOf } from '../query/query.ts'
import { fetched } from './fetched.ts'
import { loadNode } from './prefetch/prefetch-instances.ts'
import { get } from './read.ts'

/**
 * The instance that a relation to one row leads to, from memory if it is loaded; null where there is none. In the fetch
 * mode `peers`, it is loaded for all rows of the same result.
 */
export function* loadRelation<R>(instance: object, name: string): Steps<R> {
  const relation = relationNamed(instance, name)
  if (relation.many) {
    throw new UsageError(`\`${name}\` leads to many rows: query them, for example with \`await ….${name}.all()\`.`)
  }
  const known = loadedRelation(instance, name)
  // The type that the caller names is the relation's.
  if (known !== undefined) return known as R
  if (Row.peek(instance)?.fetchMode !== 'peers') return (yield* loadOne(instance, relation)) as R
  yield* loadForPeers(instance, relation)
  const loaded = loadedRelation(instance, name)
  // A key that leads nowhere: the query for the one row says so.
  return (loaded === undefined ? yield* loadOne(instance, relation) : loaded) as R
}

function* loadOne(instance: object, relation: RelationDefinition): Steps<object | null> {
  const { name, foreignKey } = relation
  const target = modelNamed(relation.target)
  const state = Row.peek(instance)
  const all = { ...allOf<object>(target), database: state?.database, fetchMode: state?.fetchMode ?? 'one' }
  if (hasColumn(relation)) {
    const related = yield* get(all, { [target.primaryKey]: property(instance, `${name}Id`) })
    if (relation.kind === 'oneToOne') rememberBack(instance, related, name)
    rememberRelation(instance, name, related)
    return related
  }
  const key = keyOf(instance, definitionOf(instance).name)
  const [related = null] = yield* fetched(slice(filter(all, { [foreignKey]: key }), 0, 1))
  if (related) rememberRelation(related, foreignKey, instance)
  rememberRelation(instance, name, related)
  return related
}

/** The other end of a one-to-one relation that was loaded from its own end leads back to the same instance. */
function rememberBack(instance: object, related: object, name: string): void {
  const { name: model } = definitionOf(instance)
  for (const back of definitionOf(related).relations.values()) {
    if (back.kind === 'reverseOne' && back.target === model && back.foreignKey === name) {
      rememberRelation(related, back.name, instance)
    }
  }
}

function* loadForPeers(instance: object, relation: RelationDefinition): Steps<void> {
  const peers = (Row.peek(instance)?.peers ?? []).map((one) => one.deref()).filter((one) => one !== undefined)
  const all = peers.includes(instance) ? peers : [...peers, instance]
  const target = modelNamed(relation.target)
  yield* loadNode(all, { relation, target, attribute: undefined, query: undefined, children: [] })
}
