import { UsageError } from '../errors/usage-error.ts'
import type { Column, ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'

/** A lookup as written (`user__email__icontains`), resolved against the models. */
export interface LookupPath {
  /** The relations to follow, in order. */
  readonly relations: readonly RelationDefinition[]
  /** The model at the end of the relations. */
  readonly definition: ModelDefinition
  readonly column: Column
  readonly lookup: LookupName
}

export type LookupName = (typeof LOOKUPS)[number]

const LOOKUPS = ['exact', 'in', 'isNull', 'gt', 'gte', 'lt', 'lte', 'contains', 'icontains', 'startsWith'] as const
const LOOKUPS_BY_KIND: Readonly<Record<Column['kind'], readonly LookupName[]>> = {
  auto: LOOKUPS.slice(0, 7),
  integer: LOOKUPS.slice(0, 7),
  datetime: LOOKUPS.slice(0, 7),
  text: LOOKUPS,
  boolean: LOOKUPS.slice(0, 3),
}

/**
 * Resolves a lookup, an order name or an aggregate's path.
 * @throws UsageError that lists the fields or lookups that exist.
 */
export function lookupPath(model: ModelDefinition, written: string): LookupPath {
  const relations: RelationDefinition[] = []
  let definition = model
  const names = written.split('__')
  for (;;) {
    const name = names.shift() ?? ''
    const relation = definition.relations.get(name)
    const [next] = names
    if (relation && (relation.kind === 'reverse' || (next !== undefined && !isRelationLookup(next)))) {
      relations.push(relation)
      definition = modelNamed(relation.target)
      if (next !== undefined && !isRelationLookup(next)) continue
      return {
        relations,
        definition,
        column: keyColumn(definition),
        lookup: lookupNamed(definition, keyColumn(definition), names, written),
      }
    }
    const column = definition.columnByName.get(name)
    if (!column) throw unknownField(definition, name, written)
    return { relations, definition, column, lookup: lookupNamed(definition, column, names, written) }
  }
}

function lookupNamed(
  definition: ModelDefinition,
  column: Column,
  rest: readonly string[],
  written: string,
): LookupName {
  const choices = LOOKUPS_BY_KIND[column.kind]
  const [name = 'exact'] = rest
  const lookup = choices.find((choice) => choice === name)
  if (lookup && rest.length <= 1) return lookup
  throw new UsageError(
    `${definition.name}.${column.name} has no lookup '${rest.join('__')}' (in '${written}'). Its lookups: ${choices.join(', ')}.`,
  )
}

function unknownField(definition: ModelDefinition, name: string, written: string): UsageError {
  const choices = [...new Set([...definition.columnByName.keys(), ...definition.relations.keys()])].join(', ')
  const place = name === written ? '' : ` (in '${written}')`
  return new UsageError(`${definition.name} has no field '${name}'${place}. Its fields: ${choices}.`)
}

function keyColumn(definition: ModelDefinition): Column {
  const column = definition.columnByName.get(definition.primaryKey)
  if (!column) throw unknownField(definition, definition.primaryKey, definition.primaryKey)
  return column
}

function isRelationLookup(name: string): boolean {
  return name === 'exact' || name === 'in' || name === 'isNull'
}
