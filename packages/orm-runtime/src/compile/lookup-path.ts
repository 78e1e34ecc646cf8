import { UsageError } from '../errors/usage-error.ts'
import type { DatePart } from '../expressions/expression-node.ts'
import { lookupsOf, partsOf, type LookupName } from '../fields/lookup-names.ts'
import type { Column, ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { Annotation } from '../query/shape.ts'
import type { ValueType } from '../fields/value-type.ts'

/** A lookup as written (`user__createdAt__year__gte`), resolved against the models. */
export interface LookupPath {
  /** The relations to follow, in order. */
  readonly relations: readonly RelationDefinition[]
  /** The model at the end of the relations. */
  readonly definition: ModelDefinition
  /** The column, or the annotation of the query, at its end. */
  readonly end: { readonly column: Column } | { readonly annotation: Annotation }
  /** Parts of a moment, or keys of JSON, in order. */
  readonly transforms: readonly Transform[]
  readonly lookup: LookupName
}

export type Transform =
  { readonly kind: 'part'; readonly part: DatePart } | { readonly kind: 'key'; readonly key: string }

/** The types of annotations, which only their compilation knows. */
export interface Annotations {
  readonly all: readonly Annotation[]
  readonly typeOf: (annotation: Annotation) => ValueType
}

/**
 * Resolves a lookup, an order name or an expression's path.
 * @throws UsageError that lists the fields or lookups that exist.
 */
export function lookupPath(model: ModelDefinition, written: string, annotations?: Annotations): LookupPath {
  const relations: RelationDefinition[] = []
  let definition = model
  const names = written.split('__')
  const annotation = annotations && annotationAt(annotations.all, names)
  if (annotation) {
    const type = annotations.typeOf(annotation)
    const rest = restOf(
      `${model.name}.${annotation.name}`,
      type,
      names.slice(annotation.name.split('__').length),
      written,
    )
    return { relations, definition, end: { annotation }, ...rest }
  }
  for (;;) {
    const name = names.shift() ?? ''
    const relation = definition.relations.get(name)
    const asksForKey = relation !== undefined && hasColumn(relation) && isKeyOf(modelNamed(relation.target), names[0])
    if (asksForKey) names.shift()
    const [next] = names
    if (relation && !asksForKey && (!hasColumn(relation) || (next !== undefined && !isRelationLookup(next)))) {
      relations.push(relation)
      definition = modelNamed(relation.target)
      if (next !== undefined && !isRelationLookup(next)) continue
      const column = definition.key
      const rest = restOf(`${definition.name}.${column.name}`, column.type, names, written)
      return { relations, definition, end: { column }, ...rest }
    }
    const column = definition.columnByName.get(name)
    if (!column) throw unknownField(definition, name, written, relations.length === 0 ? annotations?.all : undefined)
    const rest = restOf(`${definition.name}.${column.name}`, column.type, names, written)
    return { relations, definition, end: { column }, ...rest }
  }
}

/** The annotation that the path begins with; a value of a derived query may have a path for a name. */
function annotationAt(all: readonly Annotation[], names: readonly string[]): Annotation | undefined {
  if (all.length === 0) return undefined
  for (let length = names.length; length > 0; length--) {
    const wanted = names.slice(0, length).join('__')
    const found = all.find(({ name }) => name === wanted)
    if (found) return found
  }
  return undefined
}

/** True for a relation whose key stands in the model's own table. */
export function hasColumn(relation: RelationDefinition): boolean {
  return relation.kind === 'foreignKey' || relation.kind === 'oneToOne'
}

function restOf(
  place: string,
  type: ValueType,
  names: readonly string[],
  written: string,
): Pick<LookupPath, 'transforms' | 'lookup'> {
  const transforms: Transform[] = []
  let { kind } = type
  let rest = names
  for (;;) {
    const [name] = rest
    const part = (partsOf[kind] ?? []).find((one) => one === name)
    if (part) {
      transforms.push({ kind: 'part', part })
      kind = part === 'date' || part === 'time' ? part : 'integer'
    } else if (
      kind === 'json' &&
      name !== undefined &&
      (rest.length > 1 || !lookupsOf.json.some((one) => one === name))
    ) {
      transforms.push({ kind: 'key', key: name })
    } else break
    rest = rest.slice(1)
  }
  const choices = lookupsOf[kind]
  const [name = 'exact'] = rest
  const lookup = choices.find((choice) => choice === name)
  if (lookup && rest.length <= 1) return { transforms, lookup }
  throw new UsageError(
    `${place} has no lookup '${rest.join('__')}' (in '${written}'). Its lookups: ${[...choices, ...(partsOf[kind] ?? [])].join(', ')}.`,
  )
}

/** The error for a name that a model does not have, with those that it has. */
function unknownField(
  definition: ModelDefinition,
  name: string,
  written: string,
  annotations: readonly Annotation[] = [],
): UsageError {
  const names = [
    ...[...definition.columnByName.keys()].filter((one) => one !== 'pk'),
    ...definition.relations.keys(),
    ...annotations.map((one) => one.name),
  ]
  const place = name === written ? '' : ` (in '${written}')`
  return new UsageError(
    `${definition.name} has no field '${name}'${place}. Its fields: ${[...new Set(names)].join(', ')}.`,
  )
}

/** True for `author__id`, which stands in the row itself. */
function isKeyOf(target: ModelDefinition, name: string | undefined): boolean {
  return name === 'pk' || name === target.primaryKey
}

function isRelationLookup(name: string): boolean {
  return name === 'exact' || name === 'in' || name === 'isNull'
}
