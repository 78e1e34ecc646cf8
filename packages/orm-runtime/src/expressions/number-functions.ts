import { call, type Argument, type ArgumentOf, type Computed, type OneOf } from './argument.ts'
import type { Expression, Known } from './expression.ts'

type Same<A> = Expression<OneOf<[ArgumentOf<A>]>>
type Approximate<A> = Expression<Computed<number, [ArgumentOf<A>]>>

/** Without its sign. */
export function Abs<const A extends Argument>(number: A): Same<A> {
  return call('abs', [number])
}

/** The least whole number that is not less; a decimal stays a decimal. */
export function Ceil<const A extends Argument>(number: A): Same<A> {
  return call('ceil', [number])
}

/** The greatest whole number that is not greater; a decimal stays a decimal. */
export function Floor<const A extends Argument>(number: A): Same<A> {
  return call('floor', [number])
}

/** To `places` behind the point; halves away from zero (of binary fractions, as the database has them). */
export function Round<const A extends Argument>(number: A, places = 0): Same<A> {
  return call('round', [number], { places })
}

/** `base` to the power of `exponent`. */
export function Power<const A extends Argument>(base: A, exponent: Argument): Approximate<A> {
  return call('power', [base, exponent])
}

/** The square root. */
export function Sqrt<const A extends Argument>(number: A): Approximate<A> {
  return call('squareRoot', [number])
}

/** The remainder of `number ÷ divisor`, with the sign of `number`. */
export function Mod<const A extends Argument>(number: A, divisor: Argument): Same<A> {
  return call('modulo', [number, divisor])
}

/** A number between 0 and 1, another for each row. */
export function Random(): Expression<Known<number>> {
  return call('random', [])
}
