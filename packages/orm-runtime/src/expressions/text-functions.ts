import { call, type Argument, type ArgumentOf, type Computed } from './argument.ts'
import type { Expression, Known } from './expression.ts'

type Text<A> = Expression<Computed<string, [ArgumentOf<A>]>>

/** All of them one after the other; null counts as nothing. */
export function Concat(...parts: readonly [Argument, Argument, ...Argument[]]): Expression<Known<string>> {
  return call('concat', parts)
}

/** In lower case; SQLite knows the case of ASCII letters only. */
export function Lower<const A extends Argument>(text: A): Text<A> {
  return call('lower', [text])
}

/** In upper case; SQLite knows the case of ASCII letters only. */
export function Upper<const A extends Argument>(text: A): Text<A> {
  return call('upper', [text])
}

/** How many characters (code points). */
export function Length<const A extends Argument>(text: A): Expression<Computed<number, [ArgumentOf<A>]>> {
  return call('length', [text])
}

/** Without spaces at both ends. */
export function Trim<const A extends Argument>(text: A): Text<A> {
  return call('trim', [text])
}

/** Without spaces at the beginning. */
export function LeftTrim<const A extends Argument>(text: A): Text<A> {
  return call('leftTrim', [text])
}

/** Without spaces at the end. */
export function RightTrim<const A extends Argument>(text: A): Text<A> {
  return call('rightTrim', [text])
}

/** The characters from `from`, which counts from 1; all of the rest unless `length` says how many. */
export function Substring<const A extends Argument>(
  text: A,
  from: number | Expression,
  length?: number | Expression,
): Text<A> {
  return call('substring', length === undefined ? [text, from] : [text, from, length])
}

/** With each occurrence of `old` replaced. */
export function Replace<const A extends Argument>(text: A, old: Argument, by: Argument): Text<A> {
  return call('replace', [text, old, by])
}

/** The first characters. */
export function Left<const A extends Argument>(text: A, count: number | Expression): Text<A> {
  return call('left', [text, count])
}

/** The last characters. */
export function Right<const A extends Argument>(text: A, count: number | Expression): Text<A> {
  return call('right', [text, count])
}
