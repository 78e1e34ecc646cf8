import type { Fields } from '../models/fields.ts'
import type { ColumnPath, ColumnValue } from '../models/lookups.ts'

/** A value computed from all rows of a query: the argument of `aggregate`. */
export interface Aggregate<Kind extends AggregateKind = AggregateKind, Path extends string = string> {
  readonly kind: Kind
  /** `*` for `Count()`: the rows themselves. */
  readonly path: Path
}

export type AggregateKind = 'count' | 'sum' | 'avg' | 'min' | 'max'

/** How many rows, or how many values that are not null. */
export function Count<const P extends string = '*'>(path?: P): Aggregate<'count', P> {
  return { kind: 'count', path: path ?? ('*' as P) }
}

/** The sum of a column; null of no rows. */
export function Sum<const P extends string>(path: P): Aggregate<'sum', P> {
  return { kind: 'sum', path }
}

/** The mean of a column; null of no rows. */
export function Avg<const P extends string>(path: P): Aggregate<'avg', P> {
  return { kind: 'avg', path }
}

/** The least value of a column; null of no rows. */
export function Min<const P extends string>(path: P): Aggregate<'min', P> {
  return { kind: 'min', path }
}

/** The greatest value of a column; null of no rows. */
export function Max<const P extends string>(path: P): Aggregate<'max', P> {
  return { kind: 'max', path }
}

/** The aggregates that fit a model: their paths are columns of it, or of a model one relation away. */
export type AggregatesOf<F extends Fields> =
  Aggregate<'count', '*' | ColumnPath<F>> | Aggregate<'sum' | 'avg' | 'min' | 'max', ColumnPath<F>>

/** What `aggregate` answers, under the names that the call gave. */
export type AggregateResults<F extends Fields, A> = {
  -readonly [K in keyof A]: A[K] extends Aggregate<infer Kind, infer Path>
    ? Kind extends 'count'
      ? number
      : Kind extends 'min' | 'max'
        ? NonNullable<ColumnValue<F, Path>> | null
        : number | null
    : never
}
