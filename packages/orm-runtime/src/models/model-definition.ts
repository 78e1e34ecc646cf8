import type { FieldDefinition } from './fields.ts'
import { UsageError } from '../errors/usage-error.ts'

/** A model at run time. */
export interface ModelDefinition {
  /** The class's name. */
  readonly name: string
  readonly table: string
  readonly model: RuntimeModel
  readonly primaryKey: string
  /** In the order of the fields: what a row of the table holds. */
  readonly columns: readonly Column[]
  /** By the name that instances and lookups use: `user` and `userId` are both the column `userId`. */
  readonly columnByName: ReadonlyMap<string, Column>
  readonly relations: ReadonlyMap<string, RelationDefinition>
}

export interface Column {
  readonly name: string
  readonly kind: 'auto' | 'text' | 'integer' | 'boolean' | 'datetime'
  readonly null: boolean
  readonly definition: FieldDefinition
  /** The foreign key's name, where the column is one. */
  readonly relation?: string
}

export interface RelationDefinition {
  readonly name: string
  readonly kind: 'foreignKey' | 'reverse'
  readonly target: string
  /** The foreign key that leads to, or back from, the target. */
  readonly foreignKey: string
  readonly null: boolean
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
  readonly name: string
  readonly table: string
  readonly fields: Readonly<Record<string, FieldDefinition>>
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
    if (field.kind === 'reverse' || field.kind === 'foreignKey') {
      const foreignKey = field.kind === 'reverse' ? (field.through ?? '') : name
      const relation = { name, kind: field.kind, target: field.target ?? '', foreignKey, null: field.null ?? false }
      relations.set(name, relation)
    }
    if (field.kind === 'reverse') continue
    const column: Column =
      field.kind === 'foreignKey'
        ? { name: `${name}Id`, kind: 'integer', null: field.null ?? false, definition: field, relation: name }
        : { name, kind: field.kind, null: field.null ?? false, definition: field }
    columns.push(column)
    columnByName.set(name, column).set(column.name, column)
  }
  const [twice] = columns.map(({ name }) => name).filter((name, index, names) => names.indexOf(name) < index)
  if (twice !== undefined) {
    throw new UsageError(
      `Model ${model.name} has two columns '${twice}': a foreign key \`user\` has the column \`userId\` itself.`,
    )
  }
  const keys = columns.filter((column) => column.kind === 'auto')
  const [key] = keys
  if (!key || keys.length > 1) {
    throw new UsageError(
      `Model ${model.name} has ${keys.length} auto() fields; it needs exactly one, its primary key: { id: auto(), … }.`,
    )
  }
  return { name: model.name, table: model.table, model, primaryKey: key.name, columns, columnByName, relations }
}
