import { RawNode, type OperationNode } from 'kysely'
import type { ValueType } from '../../fields/value-type.ts'
import type { TypeCodec, Types } from '../dialect.ts'
import { utcMoment } from '../utc-moment.ts'

const whole: TypeCodec = { ddl: () => 'integer' }
const text: TypeCodec = { ddl: () => 'text' }

/** 64 bits do not fit a JavaScript number, in which the driver gives integers. */
const large: TypeCodec = { ddl: () => 'integer', select: asText, decode: (cell: string) => BigInt(cell) }

/** How SQLite, which has five storage classes and no types, holds each kind. */
export const types: Types = {
  auto: whole,
  bigAuto: large,
  uuid: text,
  char: text,
  text,
  integer: whole,
  bigint: large,
  float: { ddl: () => 'real' },
  /** A whole number of the last place's units: exact, and in the order of its values. */
  decimal: {
    ddl: () => 'integer',
    encode: (value: string) => BigInt(value.replace('.', '')),
    select: asText,
    decode: (cell: string, { places = 0 }) => pointed(cell, places),
  },
  boolean: { ddl: () => 'integer', encode: (value: boolean) => (value ? 1 : 0), decode: (cell: number) => cell !== 0 },
  date: text,
  /** ISO 8601 in UTC, which sorts as text. */
  datetime: {
    ddl: () => 'text',
    encode: (value: Date) => value.toISOString(),
    decode: (cell: string) => (isUsual(cell) ? utcMoment(cell) : new Date(cell)),
  },
  time: text,
  duration: whole,
  json: {
    ddl: () => 'text',
    encode: (value: unknown) => JSON.stringify(value),
    decode: (cell: string): unknown => JSON.parse(cell),
  },
  // The driver answers a Buffer on its own thread, and plain bytes from a worker.
  binary: {
    ddl: () => 'blob',
    decode: ({ buffer, byteOffset, byteLength }: Uint8Array) => new Uint8Array(buffer, byteOffset, byteLength),
  },
}

function asText(column: OperationNode): OperationNode {
  return RawNode.create(['cast(', ' as text)'], [column])
}

/** `2026-01-31T23:59:59.123Z`, and not what another program has written, or a year of six digits. */
function isUsual(cell: string): boolean {
  return cell.length === 24 && cell.charCodeAt(10) === 84 && cell.charCodeAt(23) === 90
}

function pointed(cell: string, places: ValueType['places'] & number): string {
  if (places === 0) return cell
  const sign = cell.startsWith('-') ? '-' : ''
  const digits = cell.slice(sign.length).padStart(places + 1, '0')
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
