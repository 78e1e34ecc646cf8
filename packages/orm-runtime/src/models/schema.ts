import { UsageError } from '../errors/usage-error.ts'
import { valueType } from '../fields/value-type.ts'
import {
  modelDefinition,
  type AnyModel,
  type ModelDefinition,
  type RelationDefinition,
  type RuntimeModel,
} from './model-definition.ts'

/** The models of the connection, by name. */
export type Schema = ReadonlyMap<string, ModelDefinition>

let connected: Schema = new Map()

/** The definition of a model by name, as foreign keys give it. */
export function modelNamed(name: string): ModelDefinition {
  const found = connected.get(name)
  if (found) return found
  throw new UsageError(`No model '${name}' is connected. Name it in connect({ models: [${name}, …] }).`)
}

/** @throws UsageError for a model that was not named in `connect`. */
export function requireConnected(definition: ModelDefinition): void {
  if (connected.get(definition.name) !== definition) modelNamed(definition.name)
}

/** Makes the names of a schema known to {@link modelNamed}. */
export function useSchema(schema: Schema): void {
  connected = schema
}

/**
 * Reads models and checks that their names and tables are unique and that every relation leads somewhere.
 * `modelBetween` makes the model of a many-to-many relation that names none.
 * @throws UsageError that names the model, the field and the choices.
 */
export function readSchema(
  models: readonly AnyModel[],
  modelBetween: (from: ModelDefinition, relation: RelationDefinition, to: ModelDefinition) => RuntimeModel,
): Schema {
  const schema = new Map<string, ModelDefinition>()
  const tables = new Map<string, string>()
  const add = (definition: ModelDefinition) => {
    if (schema.has(definition.name))
      throw new UsageError(`Two models are named ${definition.name}; names are how relations find them.`)
    const other = tables.get(definition.table)
    if (other)
      throw new UsageError(`The models ${other} and ${definition.name} both use the table '${definition.table}'.`)
    schema.set(definition.name, definition)
    tables.set(definition.table, definition.name)
  }
  for (const model of models) add(modelDefinition(model as RuntimeModel))
  for (const definition of [...schema.values()]) {
    for (const relation of definition.relations.values()) {
      const target = targetOf(definition, relation, schema)
      if (relation.kind !== 'manyToMany' || relation.definition.inverseOf || relation.definition.through) continue
      add(modelDefinition(modelBetween(definition, relation, target)))
    }
  }
  for (const definition of schema.values()) {
    for (const relation of definition.relations.values()) checkRelation(definition, relation, schema)
  }
  for (const definition of schema.values()) typeForeignKeys(definition, schema)
  return schema
}

/** The name of the model between that the runtime makes. */
export function nameBetween(definition: ModelDefinition, relation: RelationDefinition): string {
  return `${definition.name}_${relation.name}`
}

function targetOf(definition: ModelDefinition, relation: RelationDefinition, schema: Schema): ModelDefinition {
  const target = schema.get(relation.target)
  if (target) return target
  throw new UsageError(
    `${definition.name}.${relation.name} leads to a model '${relation.target}', which is not connected. Connected: ${[...schema.keys()].join(', ')}.`,
  )
}

function checkRelation(definition: ModelDefinition, relation: RelationDefinition, schema: Schema): void {
  const place = `${definition.name}.${relation.name}`
  const target = targetOf(definition, relation, schema)
  if (relation.kind === 'manyToMany') return connectManyToMany(definition, relation, target, schema)
  if (relation.kind === 'foreignKey' || relation.kind === 'oneToOne') return
  const wanted = relation.kind === 'reverse' ? ['foreignKey', 'oneToOne'] : ['oneToOne']
  const back = target.relations.get(relation.foreignKey)
  if (back && wanted.includes(back.kind) && back.target === definition.name) return
  const choices = foreignKeysTo(target, definition.name, wanted)
  throw new UsageError(
    `${place} is ${relation.kind}('${relation.target}', '${relation.foreignKey}'), but ${target.name} has no ${wanted.at(-1) === 'oneToOne' && wanted.length === 1 ? 'one-to-one relation' : 'foreign key'} '${relation.foreignKey}' to ${definition.name}. Foreign keys to it: ${choices.join(', ') || 'none'}.`,
  )
}

function connectManyToMany(
  definition: ModelDefinition,
  relation: RelationDefinition,
  target: ModelDefinition,
  schema: Schema,
): void {
  const place = `${definition.name}.${relation.name}`
  const { inverseOf, through } = relation.definition
  const near = inverseOf === undefined ? relation : target.relations.get(inverseOf)
  if (near?.kind !== 'manyToMany' || (inverseOf !== undefined && near.target !== definition.name)) {
    const choices = [...target.relations.values()].filter((one) => one.kind === 'manyToMany').map((one) => one.name)
    throw new UsageError(
      `${place} is the other end of ${target.name}.${inverseOf}, which is no many-to-many relation to ${definition.name}. Those of ${target.name}: ${choices.join(', ') || 'none'}.`,
    )
  }
  const [from, to] = inverseOf === undefined ? [definition, target] : [target, definition]
  const name = near.definition.through ?? nameBetween(from, near)
  const between = schema.get(name)
  if (!between) {
    throw new UsageError(
      `${place} goes through a model '${name}', which is not connected. Connected: ${[...schema.keys()].join(', ')}.`,
    )
  }
  const [near1, far1] = near.definition.throughFields ?? throughKeys(place, between, from, to)
  const [foreignKey, targetKey] = inverseOf === undefined ? [near1, far1] : [far1, near1]
  // The one place that completes a relation, before the first query of the connection.
  Object.assign(relation, {
    foreignKey,
    through: { model: name, targetKey, automatic: (near.definition.through ?? through) === undefined },
  })
}

function throughKeys(place: string, between: ModelDefinition, from: ModelDefinition, to: ModelDefinition) {
  const toNear = foreignKeysTo(between, from.name, ['foreignKey', 'oneToOne'])
  const toFar = foreignKeysTo(between, to.name, ['foreignKey', 'oneToOne'])
  const [near, far] = from === to ? toNear : [toNear[0], toFar[0]]
  const clear = from === to ? toNear.length === 2 : toNear.length === 1 && toFar.length === 1
  if (near !== undefined && far !== undefined && clear) return [near, far] as const
  throw new UsageError(
    `${place} goes through ${between.name}, whose foreign keys to ${from.name} and ${to.name} are: ${[...new Set([...toNear, ...toFar])].join(', ') || 'none'}. Name the two with throughFields: ['…', '…'].`,
  )
}

function foreignKeysTo(model: ModelDefinition, target: string, kinds: readonly string[]): string[] {
  return [...model.relations.values()]
    .filter((relation) => kinds.includes(relation.kind) && relation.target === target)
    .map(({ name }) => name)
}

/** A foreign key holds what its target's key holds, also where that key is a foreign key itself. */
function typeForeignKeys(definition: ModelDefinition, schema: Schema): void {
  for (const column of definition.columns) {
    if (column.relation === undefined) continue
    let key = schema.get(column.definition.target ?? '')?.key
    while (key?.relation !== undefined) key = schema.get(key.definition.target ?? '')?.key
    if (!key) continue
    const kind = key.type.kind === 'auto' ? 'integer' : key.type.kind === 'bigAuto' ? 'bigint' : key.type.kind
    column.type = valueType(column.type.place, kind, key.definition, column.definition.target)
  }
}
