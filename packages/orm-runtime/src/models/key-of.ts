import { UsageError } from '../errors/usage-error.ts'
import { modelDefinition, type ModelDefinition, type RuntimeModel } from './model-definition.ts'
import { Row } from './row.ts'

/**
 * The key that a relation's value stands for: an instance's primary key, or the value itself.
 * @throws UsageError for an instance that was never saved, or one of another model than `target`.
 */
export function keyOf(value: unknown, target: string): unknown {
  if (!(value instanceof Row)) return value
  const definition = definitionOf(value)
  if (definition.name !== target) throw new UsageError(`A ${target} is wanted here, not a ${definition.name}.`)
  const key = property(value, definition.primaryKey)
  if (key === undefined) throw new UsageError(`This ${target} has no ${definition.primaryKey} yet: save it first.`)
  return key
}

/** The definition of an instance's model. */
export function definitionOf(instance: object): ModelDefinition {
  return modelDefinition(instance.constructor as RuntimeModel)
}

/** A property by a name known at run time only. */
export function property(instance: object, name: string): unknown {
  return (instance as Record<string, unknown>)[name]
}
