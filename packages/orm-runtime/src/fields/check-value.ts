import { inspect } from 'node:util'
import { UsageError } from '../errors/usage-error.ts'
import type { ColumnKind } from './field-definition.ts'
import type { ValueType } from './value-type.ts'

/**
 * The value in its one canonical form, for example a uuid in lower case.
 * @throws UsageError that names the field, for anything that is not of the field's type; `undefined`, NaN and invalid
 * dates above all, which drivers turn into NULL.
 */
export function checkValue(type: ValueType, value: unknown): unknown {
  const { takes, canonical } = kinds[type.kind]
  const checked = canonical(value, type)
  if (checked !== undefined) return checked
  throw new UsageError(`${type.place} takes ${takes(type, value)}, not ${inspect(value, { depth: 0 })}.`)
}

interface Kind {
  /** What a value may be, in words. */
  readonly takes: (type: ValueType, value: unknown) => string
  /** The canonical form, or undefined for a value that is not of the kind. */
  readonly canonical: (value: unknown, type: ValueType) => unknown
}

const wholeNumber: Kind = {
  takes: () => 'a whole number up to 2^53',
  canonical: (value) => (Number.isSafeInteger(value) ? value : undefined),
}

const wholeBigint: Kind = {
  takes: () => 'a bigint of 64 bits, or a whole number up to 2^53',
  canonical: (value) => {
    const whole = typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(Number(value)) : undefined
    return whole !== undefined && BigInt.asIntN(64, whole) === whole ? whole : undefined
  },
}

const string: Kind = {
  takes: (_, value) => (typeof value === 'string' ? 'whole characters (no lone surrogates, no U+0000)' : 'a string'),
  canonical: (value) => (typeof value === 'string' && !MALFORMED.test(value) ? value : undefined),
}

const kinds: Readonly<Record<ColumnKind, Kind>> = {
  auto: wholeNumber,
  bigAuto: wholeBigint,
  integer: wholeNumber,
  bigint: wholeBigint,
  text: string,
  char: {
    takes: ({ maxLength }) => `a string of at most ${maxLength} characters`,
    canonical: (value, { maxLength = Infinity }) =>
      typeof value === 'string' && !MALFORMED.test(value) && value.length <= maxLength ? value : undefined,
  },
  uuid: {
    takes: () => 'a UUID such as 0f8fad5b-d9cb-469f-a165-70867728950e',
    canonical: (value) => (typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : undefined),
  },
  float: {
    takes: () => 'a finite number',
    canonical: (value) => (Number.isFinite(value) ? value : undefined),
  },
  decimal: {
    takes: ({ digits, places }) =>
      `a decimal string such as '12.50', of ${digits} digits with ${places} behind the point`,
    canonical: canonicalDecimal,
  },
  boolean: {
    takes: () => 'true or false',
    canonical: (value) => (typeof value === 'boolean' ? value : undefined),
  },
  date: {
    takes: () => "a day such as '2026-01-31'",
    canonical: (value) => (typeof value === 'string' && isDay(value) ? value : undefined),
  },
  datetime: {
    takes: () => 'a valid Date',
    canonical: (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined),
  },
  time: {
    takes: () => "a time of day such as '23:59:59' or '23:59:59.999'",
    canonical: (value) => (typeof value === 'string' && TIME.test(value) ? value.replace(/\.000$/, '') : undefined),
  },
  duration: {
    takes: () => 'a whole number of milliseconds',
    canonical: (value) => (Number.isSafeInteger(value) ? value : undefined),
  },
  json: {
    takes: () => 'a value that JSON can hold',
    canonical: (value) => (isJson(value) ? value : undefined),
  },
  binary: {
    takes: () => 'a Uint8Array',
    canonical: (value) => (value instanceof Uint8Array ? value : undefined),
  },
}

const MALFORMED = /[\u0000]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?$/
const DECIMAL = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const moment = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value)
}

/** With exactly the field's places, and no digit lost. */
function canonicalDecimal(value: unknown, { digits = 18, places = 2 }: ValueType): string | undefined {
  const written = typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : value
  if (typeof written !== 'string') return undefined
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(written) ?? []
  if (whole === '' || fraction.length > places || whole.replace(/^0$/, '').length > digits - places) return undefined
  const point = places > 0 ? `.${fraction.padEnd(places, '0')}` : ''
  const unsigned = `${whole}${point}`
  return /^[0.]*$/.test(unsigned) ? unsigned : `${sign}${unsigned}`
}

function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return !MALFORMED.test(value)
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      if (value === null) return true
      if (Array.isArray(value)) return value.every(isJson)
      return isPlain(value) && Object.values(value).every((one) => one === undefined || isJson(one))
    default:
      return false
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
