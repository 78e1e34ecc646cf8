import { UsageError } from '../errors/usage-error.ts'
import { argumentNode, type Argument, type ArgumentOf } from './argument.ts'
import type { AggregateName, AggregateNode } from './expression-node.ts'
import { Expression, type Order } from './expression.ts'
import { orderNode } from './order-node.ts'
import { conditionNode } from './q.ts'

export interface AggregateOptions {
  /** Only the rows for which it holds: lookups, or `Q`. */
  readonly filter?: object
  /** Equal values count once. */
  readonly distinct?: boolean
}

export interface StringAggOptions extends AggregateOptions {
  /** What stands between the texts. */
  readonly separator: string
  /** Their order: columns, `-` before a name for the reverse. With `distinct`, PostgreSQL takes the text itself only. */
  readonly orderBy?: OrderOfTexts | readonly OrderOfTexts[]
}

type OrderOfTexts = string | Order | Expression

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

/**
 * The texts in one, without those that are null: `StringAgg('tags__label', { separator: ', ', orderBy: 'tags__label' })`;
 * null of no rows. Other values stand there as `Cast` to a text makes them.
 */
export function StringAgg<const A extends Argument>(
  of: A,
  { separator, orderBy = [], ...options }: StringAggOptions,
): Expression<AggregateOf<'stringAgg', ArgumentOf<A>>> {
  if (typeof separator !== 'string') {
    throw new UsageError("StringAgg(…) takes a text that stands between the others: { separator: ', ' }.")
  }
  const order = [orderBy].flat().map(orderNode)
  const { node } = aggregate('stringAgg', of, options)
  return new Aggregate({ ...node, separator, ...(order.length > 0 && { orderBy: order }) })
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
