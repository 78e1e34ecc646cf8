import { UsageError } from '../errors/usage-error.ts'
import { argumentNode, type Argument, type ArgumentOf, type OneOf } from './argument.ts'
import type { WindowFrame, WindowFunctionName, WindowFunctionNode } from './expression-node.ts'
import { Expression, type Known, type Order } from './expression.ts'
import { orderNode } from './order-node.ts'

export interface WindowOptions {
  /** Columns or expressions: rows that are equal in all of them share a window. */
  readonly partitionBy?: Argument | readonly Argument[]
  /** Names, `-` before one for the reverse, or expressions. */
  readonly orderBy?: string | Order | Expression | readonly (string | Order | Expression)[]
  readonly frame?: WindowFrame
}

/**
 * What a window function or an aggregate answers for each row, of the rows of its window:
 * `Window(Rank(), { partitionBy: 'user', orderBy: '-total' })`.
 * @throws UsageError for an expression that is neither.
 */
export function Window<T>(call: WindowFunction<T> | Expression<T>, options: WindowOptions = {}): Expression<T> {
  const node = call.node
  if (node.kind !== 'aggregate' && node.kind !== 'windowFunction') {
    throw new UsageError('Window(…) takes a window function such as RowNumber(), or an aggregate such as Sum(…).')
  }
  const { frame } = options
  const edges = frame ? [frame.from, frame.to] : []
  if (edges.some((edge) => edge !== null && !Number.isSafeInteger(edge))) {
    throw new UsageError(
      'A frame goes from and to whole numbers of rows, or null for all: { unit, from: null, to: 0 }.',
    )
  }
  return new Expression({
    kind: 'window',
    call: node,
    partitionBy: list(options.partitionBy).map(argumentNode),
    orderBy: list(options.orderBy).map(orderNode),
    ...(frame && { frame }),
  })
}

/** A function that stands in a window only. */
export class WindowFunction<T> {
  /** @internal */
  readonly node: WindowFunctionNode
  /** Exists in types only. */
  declare readonly '~type': T

  constructor(name: WindowFunctionName, written: readonly Argument[] = [], number?: number) {
    const least = name === 'lag' || name === 'lead' ? 0 : 1
    if (number !== undefined && (!Number.isSafeInteger(number) || number < least)) {
      throw new UsageError(`${name} takes a whole number from ${least}, not ${number}.`)
    }
    this.node = {
      kind: 'windowFunction',
      name,
      arguments: written.map(argumentNode),
      ...(number !== undefined && { number }),
    }
  }
}

/** 1, 2, 3 … in the order of the window. */
export function RowNumber(): WindowFunction<Known<number>> {
  return new WindowFunction('rowNumber')
}

/** The number of the first row that is equal in order; with gaps. */
export function Rank(): WindowFunction<Known<number>> {
  return new WindowFunction('rank')
}

/** Like `Rank`, without gaps. */
export function DenseRank(): WindowFunction<Known<number>> {
  return new WindowFunction('denseRank')
}

/** `(rank - 1) / (rows - 1)`. */
export function PercentRank(): WindowFunction<Known<number>> {
  return new WindowFunction('percentRank')
}

/** The share of rows that come before the row or are equal in order. */
export function CumulativeDistribution(): WindowFunction<Known<number>> {
  return new WindowFunction('cumulativeDistribution')
}

/** Which of `buckets` of equal size the row is in, from 1. */
export function Tile(buckets: number): WindowFunction<Known<number>> {
  return new WindowFunction('tile', [], buckets)
}

/** The value in the row that comes `offset` rows before; null where there is none. */
export function Lag<const A extends Argument>(
  value: A,
  offset = 1,
): WindowFunction<OneOf<[ArgumentOf<A>, Known<null>]>> {
  return new WindowFunction('lag', [value], offset)
}

/** The value in the row that comes `offset` rows later; null where there is none. */
export function Lead<const A extends Argument>(
  value: A,
  offset = 1,
): WindowFunction<OneOf<[ArgumentOf<A>, Known<null>]>> {
  return new WindowFunction('lead', [value], offset)
}

/** The value in the first row of the frame. */
export function FirstValue<const A extends Argument>(value: A): WindowFunction<ArgumentOf<A>> {
  return new WindowFunction('firstValue', [value])
}

/** The value in the last row of the frame, which ends at the current row unless `frame` says otherwise. */
export function LastValue<const A extends Argument>(value: A): WindowFunction<ArgumentOf<A>> {
  return new WindowFunction('lastValue', [value])
}

/** The value in the frame's row of that number, from 1; null where there is none. */
export function NthValue<const A extends Argument>(
  value: A,
  n: number,
): WindowFunction<OneOf<[ArgumentOf<A>, Known<null>]>> {
  return new WindowFunction('nthValue', [value], n)
}

function list<T>(given: T | readonly T[] | undefined): readonly T[] {
  if (given === undefined) return []
  return Array.isArray(given) ? given : [given as T]
}
