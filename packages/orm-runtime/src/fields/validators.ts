// Validators for fields: each answers what is wrong with a value, or nothing. `fullClean()` runs them.

type Answer = string | undefined

/** At least so many characters (UTF-16 units), bytes, or elements. */
export function minLength(least: number) {
  return ({ length }: { readonly length: number }): Answer =>
    length >= least ? undefined : `At least ${least} are wanted, not ${length}.`
}

/** At most so many characters (UTF-16 units), bytes, or elements. */
export function maxLength(most: number) {
  return ({ length }: { readonly length: number }): Answer =>
    length <= most ? undefined : `At most ${most} are allowed, not ${length}.`
}

/** A number, bigint, Date or text (days, times) that is not less. Decimals are texts: they compare as numbers. */
export function minValue<T extends Comparable>(least: T) {
  return (value: Widened<T>): Answer => (compare(value, least) >= 0 ? undefined : `At least ${shown(least)} is wanted.`)
}

/** A number, bigint, Date or text (days, times) that is not greater. Decimals are texts: they compare as numbers. */
export function maxValue<T extends Comparable>(most: T) {
  return (value: Widened<T>): Answer => (compare(value, most) <= 0 ? undefined : `At most ${shown(most)} is allowed.`)
}

/** A text in which the expression is found. */
export function pattern(expression: RegExp, message = `It does not match ${String(expression)}.`) {
  // A global expression would begin where it found the last one.
  const once = new RegExp(expression.source, expression.flags.replace(/[gy]/g, ''))
  return (value: string): Answer => (once.test(value) ? undefined : message)
}

/** An e-mail address, as browsers accept it in forms (HTML Living Standard, 4.10.5.1.5). */
export function email() {
  return pattern(EMAIL, 'It is no e-mail address.')
}

/** An absolute address of the web: `https://example.org/path`. */
export function url({ protocols = ['http:', 'https:'] }: { readonly protocols?: readonly string[] } = {}) {
  return (value: string): Answer =>
    URL.canParse(value) && protocols.includes(new URL(value).protocol) ? undefined : 'It is no address of the web.'
}

type Comparable = number | bigint | string | Date
type Widened<T> = T extends number ? number : T extends bigint ? bigint : T extends string ? string : Date

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const EMAIL = new RegExp(`^[a-zA-Z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}(?:\\.${LABEL})*$`)
const NUMBER = /^-?\d+(\.\d+)?$/

/** Negative where the first is less, 0 where they are the same. */
function compare(one: Comparable, other: Comparable): number {
  const numbers = typeof one === 'string' && typeof other === 'string' && NUMBER.test(one) && NUMBER.test(other)
  if (numbers) return compareDecimals(one, other)
  return one < other ? -1 : one > other ? 1 : 0
}

/** Exactly, digit by digit. */
function compareDecimals(one: string, other: string): number {
  const places = Math.max(placesOf(one), placesOf(other))
  const [first, second] = [units(one, places), units(other, places)]
  return first < second ? -1 : first > second ? 1 : 0
}

function placesOf(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0
}

function units(decimal: string, places: number): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(`${whole}${fraction.padEnd(places, '0')}`)
}

function shown(value: Comparable): string {
  return value instanceof Date ? value.toISOString() : String(value)
}
