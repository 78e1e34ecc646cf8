import { FieldFetchBlocked } from '../errors/field-fetch-blocked.ts'
import { UsageError } from '../errors/usage-error.ts'
import { runSync } from '../execute/run-sync.ts'
import { definitionOf, keyOf } from '../models/key-of.ts'
import { loadedRelation, rememberRelation } from '../models/loaded-relations.ts'
import type { RelationDefinition } from '../models/model-definition.ts'
import { relationNamed } from '../models/relation-named.ts'
import { Row } from '../models/row.ts'
import { loadRelation } from '../operations/load-relation.ts'
import { RelatedManager } from './related-manager.generated.ts'
import { RelatedSetManager } from './related-set-manager.generated.ts'

/**
 * What reading `order.user` answers: the instance if it is loaded, else the result of a blocking query. Of a relation to
 * many rows, its manager.
 * @throws FieldFetchBlocked in the fetch mode `raise`.
 */
export function readRelation(instance: object, name: string): unknown {
  const relation = relationNamed(instance, name)
  if (relation.kind === 'reverse') return new RelatedManager({ instance, relation })
  if (relation.kind === 'manyToMany') return new RelatedSetManager({ instance, relation })
  const known = loadedRelation(instance, name)
  if (known !== undefined) return known
  if (Row.peek(instance)?.fetchMode === 'raise') throw blocked(instance, relation)
  return runSync({ subject: instance, operation: name, twin: 'aload', property: true }, loadRelation(instance, name))
}

/** What assigning to `order.user` does: changes the key as well. From the other end, the key of the one assigned. */
export function writeRelation(instance: object, name: string, related: unknown): void {
  const relation = relationNamed(instance, name)
  if (relation.many) {
    throw new UsageError(`\`${name}\` takes no value: change its rows with \`${name}.set([…])\`.`)
  }
  if (related !== null && !(related instanceof Row)) throw new UsageError(`\`${name}\` takes a ${relation.target}.`)
  if (relation.kind === 'reverseOne') return writeBack(instance, relation, related)
  Object.assign(instance, { [`${name}Id`]: keyOf(related, relation.target) })
  rememberRelation(instance, name, related)
}

function writeBack(instance: object, { name, foreignKey, target }: RelationDefinition, related: Row | null): void {
  const before = loadedRelation(instance, name)
  if (before) Object.assign(before, { [foreignKey]: null })
  if (related && definitionOf(related).name !== target) keyOf(related, target)
  if (related) Object.assign(related, { [foreignKey]: instance })
  rememberRelation(instance, name, related)
}

function blocked(instance: object, { name, kind }: RelationDefinition): FieldFetchBlocked {
  const model = definitionOf(instance).name
  const loads = kind === 'reverseOne' ? 'The other end' : 'The relation'
  return new FieldFetchBlocked(
    `${loads} ${model}.${name} is not loaded, and its fetch mode is 'raise'. Load it with the rows, by selectRelated('${name}') or prefetchRelated('${name}'), or by itself, by \`await ….aload('${name}')\`.`,
  )
}
