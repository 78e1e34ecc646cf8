import { auto, foreignKey } from '../fields/fields.ts'
import type { ModelDefinition, RelationDefinition, RuntimeModel } from '../models/model-definition.ts'
import { modelDefinition } from '../models/model-definition.ts'
import { nameBetween } from '../models/schema.ts'
import { allOf } from '../query/query.ts'
import { Manager } from './manager.generated.ts'
import { modelClass } from './model-class.ts'

const made = new WeakMap<RelationDefinition, RuntimeModel>()

/** The model of a many-to-many relation that names none: a table with both keys, each pair once. */
export function modelBetween(from: ModelDefinition, relation: RelationDefinition, to: ModelDefinition): RuntimeModel {
  const known = made.get(relation)
  if (known) return known
  const near = lowerFirst(from.name)
  const far = from === to ? `to${to.name}` : lowerFirst(to.name)
  const table = `${from.table}_${relation.name}`
  const fields = {
    id: auto(),
    [near]: foreignKey(from.name, { onDelete: 'cascade' }),
    [far]: foreignKey(to.name, { onDelete: 'cascade' }),
  }
  const unique = { kind: 'unique', name: `${table}__pair`, fields: [near, far] } as const
  const parent = modelClass(
    table,
    fields,
    { constraints: [unique] },
    (model) => new Manager(allOf(modelDefinition(model))),
  )
  const model = class extends parent {}
  Object.defineProperty(model, 'name', { value: nameBetween(from, relation) })
  made.set(relation, model)
  return model
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
