import { UsageError } from '../errors/usage-error.ts'
import { modelDefinition, type ModelDefinition, type RuntimeModel } from '../models/model-definition.ts'

/**
 * An immutable query tree. The *shape* holds names only and decides the SQL; the values stand beside it and become
 * parameters: two queries of one shape share one compiled plan.
 */
export interface Query<M = unknown> {
  readonly definition: ModelDefinition
  readonly shape: Shape
  readonly values: readonly unknown[]
  /** The type of the rows; exists in types only. */
  readonly '~row'?: M
}

export interface Shape {
  /** One entry for each call of `filter` or `exclude`. */
  readonly where: readonly Clause[]
  readonly order: readonly string[]
  readonly related: readonly string[]
  /** Indexes of values. */
  readonly offset?: number
  readonly limit?: number
  /** Matches nothing. */
  readonly none?: true
}

export interface Clause {
  readonly negated: boolean
  readonly conditions: readonly Condition[]
}

export interface Condition {
  /** A lookup as written: `user__email__icontains`. */
  readonly lookup: string
  /** The index of its value; absent where the value decides the SQL. */
  readonly value?: number
  /** The value of `isNull`; a comparison with null is one as well. */
  readonly isNull?: boolean
}

/** The query that all others of a model derive from. */
export function allOf<M>(model: RuntimeModel): Query<M> {
  return { definition: modelDefinition(model), shape: { where: [], order: [], related: [] }, values: [] }
}

/**
 * A query with one more clause.
 * @throws UsageError for a value that is undefined, and after a slice.
 */
export function narrowed<M>(query: Query<M>, where: object, by: 'filter' | 'exclude'): Query<M> {
  const entries = Object.entries(where)
  if (entries.length === 0) return query
  refuseSliced(query, by)
  const values = [...query.values]
  const conditions = entries.map(([lookup, value]): Condition => {
    if (value === undefined) {
      throw new UsageError(
        `${query.definition.name}: the value of '${lookup}' is undefined. Write null for "no value".`,
      )
    }
    if (value === null) return { lookup, isNull: true }
    if (lookup.endsWith('__isNull') && typeof value === 'boolean') return { lookup, isNull: value }
    return { lookup, value: values.push(value) - 1 }
  })
  const clause = { negated: by === 'exclude', conditions }
  return { ...query, shape: { ...query.shape, where: [...query.shape.where, clause] }, values }
}

/** @throws UsageError where a query was sliced, which a later condition would mean differently. */
export function refuseSliced(query: Query, operation: string): void {
  if (query.shape.offset === undefined && query.shape.limit === undefined) return
  throw new UsageError(`\`${operation}\` after \`slice\` is not possible: the slice was taken before. Slice last.`)
}
