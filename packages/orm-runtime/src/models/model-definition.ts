import { UsageError } from '../errors/usage-error.ts'
import type { OrderNode } from '../expressions/expression-node.ts'
import type { ColumnKind, FieldDefinition, OnDelete } from '../fields/field-definition.ts'
import { valueType, type ValueType } from '../fields/value-type.ts'
import type { ConstraintOptions, IndexOptions, ModelOptions } from './model-options.ts'

/** A model at run time. */
export interface ModelDefinition {
  /** The class's name. */
  readonly name: string
  readonly table: string
  readonly model: RuntimeModel
  readonly primaryKey: string
  readonly key: Column
  /** In the order of the fields: what a row of the table holds. */
  readonly columns: readonly Column[]
  /** By the name that instances and lookups use: `user`, `userId` and `pk` are columns as well. */
  readonly columnByName: ReadonlyMap<string, Column>
  readonly relations: ReadonlyMap<string, RelationDefinition>
  readonly ordering: readonly OrderNode[]
  readonly indexes: readonly IndexOptions[]
  readonly constraints: readonly ConstraintOptions[]
  readonly options: ModelOptions
}

export interface Column {
  /** What instances and lookups call it: `userId`. */
  readonly name: string
  /** What the table calls it. */
  readonly column: string
  /** What its values are. Of a foreign key, the type of the key that it refers to: known once the models are connected. */
  type: ValueType
  readonly null: boolean
  readonly primaryKey: boolean
  readonly definition: FieldDefinition
  /** The foreign key's name, where the column is one. */
  readonly relation?: string
}

export interface RelationDefinition {
  readonly name: string
  readonly kind: 'foreignKey' | 'oneToOne' | 'reverse' | 'reverseOne' | 'manyToMany'
  /** Whether one row here leads to many there. */
  readonly many: boolean
  readonly target: string
  /** The foreign key that leads to, or back from, the target; of `manyToMany`, the one that leads back from `through`. */
  readonly foreignKey: string
  readonly null: boolean
  readonly onDelete?: OnDelete
  /** `manyToMany`: the model between and its foreign key to the target. Filled in when the models are connected. */
  through?: { readonly model: string; readonly targetKey: string; readonly automatic: boolean }
  readonly definition: FieldDefinition
}

/** Any model's class; what its constructor takes is the model's own affair. */
export interface AnyModel {
  new (values: never): object
  readonly table: string
  readonly fields: Readonly<Record<string, FieldDefinition>>
}

/** A model's class as the runtime uses it: the constructor checks what it is given. */
export interface RuntimeModel {
  new (values: object): object
  readonly prototype: object
  readonly name: string
  readonly table: string
  readonly fields: Readonly<Record<string, FieldDefinition>>
  readonly options: ModelOptions
  readonly DoesNotExist: new () => Error
  readonly MultipleObjectsReturned: new () => Error
}

const definitions = new WeakMap<object, ModelDefinition>()

/** The run-time definition of a model's class, made once. */
export function modelDefinition(model: RuntimeModel): ModelDefinition {
  const known = definitions.get(model)
  if (known) return known
  const definition = define(model)
  definitions.set(model, definition)
  return definition
}

function define(model: RuntimeModel): ModelDefinition {
  const columns: Column[] = []
  const columnByName = new Map<string, Column>()
  const relations = new Map<string, RelationDefinition>()
  for (const [name, field] of Object.entries(model.fields)) {
    const { kind } = field
    if (isColumnKind(kind)) {
      const place = `${model.name}.${name}`
      const column = { ...columnParts(field), name, column: field.column ?? name, type: valueType(place, kind, field) }
      columns.push(column)
      columnByName.set(name, column)
      continue
    }
    relations.set(name, relationOf(name, kind, field))
    if (kind !== 'foreignKey' && kind !== 'oneToOne') continue
    const key = `${name}Id`
    // The kind of the key is a guess until `connect()` has read the target.
    const type = valueType(`${model.name}.${key}`, 'integer', field, field.target)
    const column = { ...columnParts(field), name: key, column: field.column ?? key, type, relation: name }
    columns.push(column)
    columnByName.set(name, column).set(key, column)
  }
  refuseTwice(model, columns)
  const key = keyOf(model, columns)
  if (!columnByName.has('pk')) columnByName.set('pk', key)
  const { options } = model
  return {
    name: model.name,
    table: model.table,
    model,
    primaryKey: key.name,
    key,
    columns,
    columnByName,
    relations,
    ordering: (options.ordering ?? []).map((name) => ({
      expression: { kind: 'column', path: name.replace(/^-/, '') },
      descending: name.startsWith('-'),
    })),
    indexes: options.indexes ?? [],
    constraints: options.constraints ?? [],
    options,
  }
}

function columnParts(definition: FieldDefinition) {
  return { null: definition.null ?? false, primaryKey: definition.primaryKey ?? false, definition }
}

function relationOf(name: string, kind: RelationDefinition['kind'], definition: FieldDefinition): RelationDefinition {
  const { target = '', null: nullable = false, through = '', onDelete } = definition
  const back = kind === 'reverse' || kind === 'reverseOne'
  return {
    name,
    kind,
    many: kind === 'reverse' || kind === 'manyToMany',
    target,
    foreignKey: back ? through : kind === 'manyToMany' ? '' : name,
    null: nullable || kind === 'reverseOne',
    ...(onDelete && { onDelete }),
    definition,
  }
}

function isColumnKind(kind: FieldDefinition['kind']): kind is ColumnKind {
  return !['foreignKey', 'oneToOne', 'reverse', 'reverseOne', 'manyToMany'].includes(kind)
}

function refuseTwice(model: RuntimeModel, columns: readonly Column[]): void {
  for (const what of ['name', 'column'] as const) {
    const names = columns.map((column) => column[what])
    const twice = names.find((name, index) => names.indexOf(name) < index)
    if (twice === undefined) continue
    throw new UsageError(
      `Model ${model.name} has two columns '${twice}': a foreign key \`user\` has the column \`userId\` itself.`,
    )
  }
}

function keyOf(model: RuntimeModel, columns: readonly Column[]): Column {
  const keys = columns.filter((column) => column.primaryKey)
  const [key] = keys
  if (key && keys.length === 1) return key
  throw new UsageError(
    `Model ${model.name} has ${keys.length} primary keys; it needs exactly one: { id: auto(), … } or a field with { primaryKey: true }.`,
  )
}
