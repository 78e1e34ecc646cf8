import { UsageError } from '../errors/usage-error.ts'
import type { ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import { pathName } from './scope.ts'

/** The relations of `selectRelated`, each with those before it on its path. */
export function relatedPaths(model: ModelDefinition, related: readonly string[]): RelationDefinition[][] {
  const paths = new Map<string, RelationDefinition[]>()
  for (const written of related) {
    const relations = relatedPath(model, written)
    relations.forEach((_, index) => {
      const path = relations.slice(0, index + 1)
      paths.set(pathName(path), path)
    })
  }
  return [...paths.values()]
}

/**
 * The relations of a path, each of which leads to one row.
 * @throws UsageError that lists those of the model.
 */
export function relatedPath(model: ModelDefinition, written: string): RelationDefinition[] {
  let definition = model
  return written.split('__').map((name) => {
    const relation = definition.relations.get(name)
    if (!relation || relation.many) throw unknownRelation(definition, name)
    definition = modelNamed(relation.target)
    return relation
  })
}

function unknownRelation(definition: ModelDefinition, name: string): UsageError {
  const choices = [...definition.relations.values()].filter(({ many }) => !many).map((one) => one.name)
  return new UsageError(
    `${definition.name} has no relation to one row '${name}' to select. It has: ${choices.join(', ') || 'none'}.`,
  )
}
