import { UsageError } from '../errors/usage-error.ts'
import { definitionOf } from './key-of.ts'
import type { RelationDefinition } from './model-definition.ts'

/** @throws UsageError that lists the relations of the instance's model. */
export function relationNamed(instance: object, name: string): RelationDefinition {
  const definition = definitionOf(instance)
  const relation = definition.relations.get(name)
  if (relation) return relation
  const choices = [...definition.relations.keys()].join(', ') || 'none'
  throw new UsageError(`${definition.name} has no relation '${name}'. Its relations: ${choices}.`)
}
