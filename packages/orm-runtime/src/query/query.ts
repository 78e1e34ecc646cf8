import { UsageError } from '../errors/usage-error.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import type { AnyPrefetch } from './prefetch.ts'
import { rootShape, type Shape, type ShapeState } from './shape.ts'

/** An immutable query: its shape decides the SQL, its values become parameters. */
export interface Query<R = unknown> {
  readonly definition: ModelDefinition
  readonly shape: Shape
  readonly values: readonly unknown[]
  /** The database that `using` named; undefined leaves it to the router. */
  readonly database: string | undefined
  /** What is loaded with further queries once the rows are there. */
  readonly prefetch: readonly AnyPrefetch[]
  /** What reading a relation that is not loaded does. */
  readonly fetchMode: FetchMode
  /** The instance that all rows refer to, where the query is of its related rows: known without a query. */
  readonly parent?: KnownParent | undefined
  /** The rows themselves, where they were prefetched; a query derived from this one does not have them. */
  readonly known?: readonly R[] | undefined
  /** The type of the rows; exists in types only. */
  readonly '~row'?: R
}

/** `one` loads it for the row, `peers` for all rows of the same result, `raise` throws. */
export type FetchMode = 'one' | 'peers' | 'raise'

export interface KnownParent {
  /** The foreign key of the rows that leads to it. */
  readonly name: string
  readonly instance: object
}

const roots = new WeakMap<ModelDefinition, Query>()

/** The query that all others of a model derive from. */
export function allOf<R>(definition: ModelDefinition): Query<R> {
  const known = roots.get(definition)
  // A model's root is made by its own class, whose rows the caller names.
  if (known) return known as Query<R>
  const query = {
    definition,
    shape: rootShape(definition.ordering),
    values: [],
    database: undefined,
    prefetch: [],
    fetchMode: 'one',
  } as const
  roots.set(definition, query)
  return query
}

/**
 * The query after one more call. `values` are those that the call adds, whose indexes begin at the query's own length;
 * `step` says all that it adds to the shape.
 */
export function derived<R>(
  query: Query,
  step: string,
  values: readonly unknown[],
  change: (state: ShapeState) => ShapeState,
): Query<R> {
  const { definition, database, prefetch, fetchMode, parent } = query
  return {
    definition,
    shape: query.shape.next(step, change),
    values: values.length === 0 ? query.values : query.values.concat(values),
    database,
    prefetch,
    fetchMode,
    parent,
  }
}

/** @throws UsageError where a query was sliced, which a later condition would mean differently. */
export function refuseSliced(query: Query, operation: string): void {
  const { state } = query.shape
  if (state.offset === undefined && state.limit === undefined) return
  throw new UsageError(`\`${operation}\` after \`slice\` is not possible: the slice was taken before. Slice last.`)
}

/** @throws UsageError where a query was combined, whose rows have no one table to speak of. */
export function refuseCombined(query: Query, operation: string): void {
  const { combined } = query.shape.state
  if (!combined) return
  throw new UsageError(
    `\`${operation}\` after \`${combined.operator}\` is not possible. Do it to each of the queries, before they are combined.`,
  )
}
