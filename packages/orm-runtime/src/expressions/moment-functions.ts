import { call, type Argument, type ArgumentOf, type Computed, type OneOf } from './argument.ts'
import type { DatePart } from './expression-node.ts'
import type { Expression, Known } from './expression.ts'

/** The moment at which the database executes the statement. */
export function Now(): Expression<Known<Date>> {
  return call('now', [])
}

/** A part of a moment, in UTC: `Extract('year', 'createdAt')`. */
export function Extract<const P extends DatePart, const A extends Argument>(
  part: P,
  moment: A,
): Expression<Computed<P extends 'date' | 'time' ? string : number, [ArgumentOf<A>]>> {
  return call('extract', [moment], { part })
}

/** The parts of which a beginning is known. */
export type TruncPart = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'

/** When the part that the moment lies in began, in UTC; weeks begin on Monday: `Trunc('month', 'createdAt')`. */
export function Trunc<const A extends Argument>(part: TruncPart, moment: A): Expression<OneOf<[ArgumentOf<A>]>> {
  return call('trunc', [moment], { part })
}
