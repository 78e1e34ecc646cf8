import type { Fields } from '../fields/fields.ts'
import type { ColumnPath, ColumnValue } from '../query/lookup-types.ts'
import type { AggregateName } from './expression-node.ts'
import type { Expression } from './expression.ts'

/** Describes an aggregate, whose result depends on the column it is of. */
export interface AggregateOf<Name extends AggregateName, Path extends string> {
  readonly aggregate: Name
  readonly path: Path
}

/** The aggregates that fit a model: their paths are columns of it, or of a model one relation away. */
export type AggregatesOf<F extends Fields> =
  | Expression<AggregateOf<'count', '*'>>
  | { [P in ColumnPath<F>]: Expression<AggregateOf<AggregateName, P>> }[ColumnPath<F>]

/** What `aggregate` answers, under the names that the call gave. */
export type AggregateResults<F extends Fields, A> = {
  -readonly [K in keyof A]: A[K] extends Expression<AggregateOf<infer Name, infer Path>>
    ? Name extends 'count'
      ? number
      : Name extends 'min' | 'max'
        ? NonNullable<ColumnValue<F, Path>> | null
        : number | null
    : never
}
