import { UsageError } from '../errors/usage-error.ts'
import type { Steps } from '../execute/steps.ts'
import { keyOf, property } from '../models/key-of.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import { filter } from '../query/builders.ts'
import { refuseSliced, type Query } from '../query/query.ts'
import { fetched } from './fetched.ts'
import { exists } from './read.ts'

// Which of some rows a query has.

/** @throws UsageError for an instance of another model, or without a key. */
export function* contains(query: Query, instance: object): Steps<boolean> {
  if (query.shape.state.rows.kind !== 'instances') {
    throw new UsageError(
      '`contains` after `values` is not possible: values are no instances. Write `filter(…).exists()`.',
    )
  }
  const { definition } = query
  const key = keyOf(instance, definition.name)
  if (key === instance) throw new UsageError(`\`contains\` takes an instance of ${definition.name}.`)
  return yield* exists(filter(query, { [definition.primaryKey]: key }))
}

export interface InBulkOptions<Name extends string = string> {
  /** A unique column, if not the primary key. */
  readonly field?: Name
}

/** The rows with these keys, by key; all rows without keys. */
export function* inBulk<K, R>(
  query: Query<R>,
  keys?: readonly unknown[] | null,
  { field }: InBulkOptions = {},
): Steps<Map<K, R>> {
  refuseSliced(query, 'inBulk')
  if (query.shape.state.rows.kind !== 'instances') throw new UsageError('`inBulk` after `values` is not possible.')
  const name = field ?? query.definition.primaryKey
  refuseRepeated(query.definition, name)
  if (keys?.length === 0) return new Map()
  const rows = yield* fetched(keys ? filter(query, { [`${name}__in`]: [...new Set(keys)] }) : query)
  // Rows of this form are instances, and the caller names the type of the column.
  return new Map(rows.map((row) => [property(row as object, name) as K, row]))
}

function refuseRepeated({ name: model, columns, constraints, columnByName }: ModelDefinition, name: string): void {
  const isUnique = (one: string) => {
    const column = columnByName.get(one)
    const alone = constraints.some(
      (rule) => rule.kind === 'unique' && !rule.where && rule.fields.length === 1 && rule.fields[0] === one,
    )
    return column !== undefined && (column.primaryKey || column.definition.unique === true || alone)
  }
  if (isUnique(name)) return
  const choices = columns.map((one) => one.name).filter(isUnique)
  throw new UsageError(`\`inBulk\` needs a unique column; ${model}.${name} is none. Unique: ${choices.join(', ')}.`)
}
