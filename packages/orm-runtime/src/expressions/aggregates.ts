import type { AggregateName, ExpressionNode } from './expression-node.ts'
import { Expression } from './expression.ts'
import type { AggregateOf } from './result-types.ts'

/** How many rows, or how many values that are not null. */
export function Count<const P extends string = '*'>(path?: P): Expression<AggregateOf<'count', P>> {
  return aggregate('count', path)
}

/** The sum of a column; null of no rows. */
export function Sum<const P extends string>(path: P): Expression<AggregateOf<'sum', P>> {
  return aggregate('sum', path)
}

/** The mean of a column; null of no rows. */
export function Avg<const P extends string>(path: P): Expression<AggregateOf<'avg', P>> {
  return aggregate('avg', path)
}

/** The least value of a column; null of no rows. */
export function Min<const P extends string>(path: P): Expression<AggregateOf<'min', P>> {
  return aggregate('min', path)
}

/** The greatest value of a column; null of no rows. */
export function Max<const P extends string>(path: P): Expression<AggregateOf<'max', P>> {
  return aggregate('max', path)
}

function aggregate<T>(name: AggregateName, path: string | undefined): Expression<T> {
  const argument: ExpressionNode | undefined = path === undefined ? undefined : { kind: 'column', path }
  return new Expression({ kind: 'aggregate', name, ...(argument && { argument }) })
}
