import { UsageError } from '../errors/usage-error.ts'
import { modelDefinition, type ModelDefinition, type AnyModel, type RuntimeModel } from './model-definition.ts'

/** The models of the connection, by name. */
export type Schema = ReadonlyMap<string, ModelDefinition>

let connected: Schema = new Map()

/** The definition of a model by name, as foreign keys give it. */
export function modelNamed(name: string): ModelDefinition {
  const found = connected.get(name)
  if (found) return found
  throw new UsageError(`No model '${name}' is connected. Name it in connect({ models: [${name}, …] }).`)
}

/** Makes the names of a schema known to {@link modelNamed}. */
export function useSchema(schema: Schema): void {
  connected = schema
}

/**
 * Reads models and checks that their names and tables are unique and that every relation leads somewhere.
 * @throws UsageError that names the model, the field and the choices.
 */
export function readSchema(models: readonly AnyModel[]): Schema {
  const schema = new Map<string, ModelDefinition>()
  const tables = new Map<string, string>()
  for (const model of models) {
    const definition = modelDefinition(model as RuntimeModel)
    if (schema.has(definition.name))
      throw new UsageError(`Two models are named ${definition.name}; names are how relations find them.`)
    const other = tables.get(definition.table)
    if (other)
      throw new UsageError(`The models ${other} and ${definition.name} both use the table '${definition.table}'.`)
    schema.set(definition.name, definition)
    tables.set(definition.table, definition.name)
  }
  for (const definition of schema.values()) checkRelations(definition, schema)
  return schema
}

function checkRelations(definition: ModelDefinition, schema: Schema): void {
  for (const relation of definition.relations.values()) {
    const place = `${definition.name}.${relation.name}`
    const target = schema.get(relation.target)
    if (!target) {
      const choices = [...schema.keys()].join(', ')
      throw new UsageError(
        `${place} leads to a model '${relation.target}', which is not connected. Connected: ${choices}.`,
      )
    }
    if (relation.kind === 'foreignKey') continue
    const back = target.relations.get(relation.foreignKey)
    if (back?.kind === 'foreignKey' && back.target === definition.name) continue
    const choices = [...target.relations.values()]
      .filter((candidate) => candidate.kind === 'foreignKey' && candidate.target === definition.name)
      .map((candidate) => candidate.name)
    throw new UsageError(
      `${place} is reverse('${relation.target}', '${relation.foreignKey}'), but ${target.name} has no foreign key '${relation.foreignKey}' to ${definition.name}. Foreign keys to it: ${choices.join(', ') || 'none'}.`,
    )
  }
}
