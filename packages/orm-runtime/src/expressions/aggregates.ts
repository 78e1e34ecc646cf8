import { argumentNode, type Argument, type ArgumentOf } from './argument.ts'
import type { AggregateName, AggregateNode } from './expression-node.ts'
import { Expression } from './expression.ts'
import { conditionNode } from './q.ts'

export interface AggregateOptions {
  /** Only the rows for which it holds: lookups, or `Q`. */
  readonly filter?: object
  /** Equal values count once. */
  readonly distinct?: boolean
}

/** Describes an aggregate, whose result depends on what it is of. */
export interface AggregateOf<Name extends AggregateName, Of> {
  readonly aggregate: Name
  readonly of: Of
}

/** How many rows, or how many values that are not null: `Count()`, `Count('user', { distinct: true })`. */
export function Count<const A extends Argument>(
  of: A,
  options?: AggregateOptions,
): Expression<AggregateOf<'count', ArgumentOf<A>>>
export function Count(options?: Pick<AggregateOptions, 'filter'>): Expression<AggregateOf<'count', unknown>>
export function Count(
  of?: Argument | AggregateOptions,
  options?: AggregateOptions,
): Expression<AggregateOf<'count', unknown>> {
  if (of === undefined || (typeof of === 'object' && isOptions(of))) return aggregate('count', undefined, of)
  return aggregate('count', of, options)
}

/** The sum of a column or an expression; null of no rows. Of decimals it is exact. */
export function Sum<const A extends Argument>(
  of: A,
  options?: AggregateOptions,
): Expression<AggregateOf<'sum', ArgumentOf<A>>> {
  return aggregate('sum', of, options)
}

/** The mean, as a number of double precision; null of no rows. */
export function Avg<const A extends Argument>(
  of: A,
  options?: AggregateOptions,
): Expression<AggregateOf<'avg', ArgumentOf<A>>> {
  return aggregate('avg', of, options)
}

/** The least value; null of no rows. */
export function Min<const A extends Argument>(
  of: A,
  options?: AggregateOptions,
): Expression<AggregateOf<'min', ArgumentOf<A>>> {
  return aggregate('min', of, options)
}

/** The greatest value; null of no rows. */
export function Max<const A extends Argument>(
  of: A,
  options?: AggregateOptions,
): Expression<AggregateOf<'max', ArgumentOf<A>>> {
  return aggregate('max', of, options)
}

/** An aggregate's call, which a window takes as well. */
class Aggregate<T> extends Expression<T> {
  declare readonly node: AggregateNode
}

function aggregate<T>(name: AggregateName, of: Argument | undefined, options: AggregateOptions = {}): Aggregate<T> {
  const { filter, distinct } = options
  return new Aggregate({
    kind: 'aggregate',
    name,
    ...(of !== undefined && { argument: argumentNode(of) }),
    ...(distinct && { distinct }),
    ...(filter && { filter: conditionNode(filter) }),
  })
}

function isOptions(value: object | null): value is AggregateOptions {
  return value !== null && !(value instanceof Expression) && !(value instanceof Date)
}
