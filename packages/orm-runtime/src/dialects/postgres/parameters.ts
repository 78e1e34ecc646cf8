import { ProgrammingError } from '../../errors/database-error.ts'
import type { Parameter, Statement } from '../connections.ts'

/** What goes over the wire: text, or bytes in PostgreSQL's binary format of `bytea`. */
export type WireValue = string | Buffer | null

/** The protocol counts parameters in 16 bits. */
const most = 65_535

/**
 * The parameters of a statement as PostgreSQL reads them. The driver would do it as well, but a value that it can't
 * convert makes it close a prepared statement that others use, and it writes dates in the machine's time zone.
 * @throws ProgrammingError where there are more than the protocol can carry.
 */
export function wireParameters({ sql, parameters }: Statement): WireValue[] {
  if (parameters.length > most) {
    throw new ProgrammingError({
      message: `The statement has ${parameters.length} parameters; PostgreSQL takes at most ${most}.`,
      driverCode: '54000',
      sql: sql.slice(0, 200),
      hint: 'Pass long lists as one array: `= any($1)`, `unnest($1)`.',
    })
  }
  return parameters.map(wireValue)
}

function wireValue(value: Parameter): WireValue {
  if (typeof value === 'string' || value === null) return value
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return isArray(value) ? arrayLiteral(value) : scalar(value)
}

/** PostgreSQL's literal of an array: `{1,"text",NULL,{2,3}}`. */
function arrayLiteral(values: readonly Parameter[]): string {
  return `{${values.map(element).join(',')}}`
}

function element(value: Parameter): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return quoted(value)
  if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString('hex')}"`
  return isArray(value) ? arrayLiteral(value) : quoted(scalar(value))
}

function quoted(text: string): string {
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`
}

function scalar(value: number | bigint | boolean | Date): string {
  return value instanceof Date ? timestamp(value) : String(value)
}

/** In UTC; ISO 8601 apart from years before 1 and after 9999, which PostgreSQL writes without a sign. */
function timestamp(date: Date): string {
  const text = date.toISOString()
  if (text.startsWith('+')) return text.slice(1)
  if (date.getUTCFullYear() > 0) return text
  const year = String(1 - date.getUTCFullYear()).padStart(4, '0')
  return `${year}${text.slice(text.indexOf('-', 1))} BC`
}

function isArray(value: Parameter): value is readonly Parameter[] {
  return Array.isArray(value)
}
