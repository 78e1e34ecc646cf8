import { UsageError } from '../errors/usage-error.ts'
import { runSync } from '../execute/run-sync.ts'
import { definitionOf, keyOf } from '../models/key-of.ts'
import { loadedRelation, rememberRelation } from '../models/loaded-relations.ts'
import { relationNamed } from '../models/relation-named.ts'
import { modelNamed } from '../models/schema.ts'
import { loadRelation } from '../operations/load-relation.ts'
import { filter } from '../query/builders.ts'
import { allOf } from '../query/query.ts'
import { Manager } from './manager.generated.ts'

/**
 * What reading `order.user` answers: the instance if it is loaded, else the result of a blocking query. Of a reverse
 * relation, its manager.
 */
export function readRelation(instance: object, name: string): unknown {
  const relation = relationNamed(instance, name)
  if (relation.kind === 'reverse') {
    const key = keyOf(instance, definitionOf(instance).name)
    const all = allOf(modelNamed(relation.target))
    return new Manager(filter(all, { [relation.foreignKey]: key }))
  }
  const known = loadedRelation(instance, name)
  if (known !== undefined) return known
  return runSync({ subject: instance, operation: name, twin: 'aload', property: true }, loadRelation(instance, name))
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
