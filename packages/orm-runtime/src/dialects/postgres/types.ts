import { RawNode, type OperationNode } from 'kysely'
import type { ValueType } from '../../fields/value-type.ts'
import type { TypeCodec, Types } from '../dialect.ts'
import { utcMoment } from '../utc-moment.ts'

const whole: TypeCodec = codec('bigint', { decode: (cell: string) => Number(cell) })
const large: TypeCodec = codec('bigint', { decode: (cell: string) => BigInt(cell) })

/** How PostgreSQL holds each kind. Cells are texts, as the protocol brings them. */
export const types: Types = {
  auto: whole,
  bigAuto: large,
  uuid: codec('uuid'),
  char: codec(({ maxLength }) => `varchar(${maxLength})`),
  text: codec('text'),
  integer: whole,
  bigint: large,
  float: codec('double precision', { decode: (cell: string) => Number(cell) }),
  decimal: codec(({ digits, places }) => (digits === undefined ? 'numeric' : `numeric(${digits}, ${places ?? 0})`)),
  boolean: codec('boolean', { decode: (cell: string) => cell === 't' }),
  date: codec('date'),
  /** With milliseconds, all that a `Date` can hold: a filter by the value just read would miss microseconds. */
  datetime: codec('timestamptz(3)', { decode: moment }),
  time: codec('time(3)', {
    decode: (cell: string) => cell.replace(/\.(\d+)$/, (_, digits: string) => `.${digits.padEnd(3, '0')}`),
  }),
  duration: whole,
  json: codec('jsonb', {
    encode: (value: unknown) => JSON.stringify(value),
    decode: (cell: string): unknown => JSON.parse(cell),
  }),
  binary: codec('bytea', { decode: (cell: string) => new Uint8Array(Buffer.from(cell.slice(2), 'hex')) }),
}

function codec(ddl: string | TypeCodec['ddl'], rest: Partial<TypeCodec> = {}): TypeCodec {
  const name = typeof ddl === 'string' ? () => ddl : ddl
  const parameter = (node: OperationNode, type: ValueType) => RawNode.create(['cast(', ` as ${name(type)})`], [node])
  return { ddl: name, parameter, ...rest }
}

/** `2026-01-31 23:59:59.123+00`: the session's time zone is UTC. */
function moment(cell: string): Date {
  return cell.endsWith('+00') && cell.charCodeAt(4) === 45 ? utcMoment(cell) : early(cell)
}

/** Years before 1 and after 9999. */
function early(cell: string): Date {
  const [, year = '', rest = '', clock = '', era] = /^(\d+)-(\d\d-\d\d) ([\d:.]+)\+00( BC)?$/.exec(cell) ?? []
  const signed = era ? `-${String(Number(year) - 1).padStart(6, '0')}` : `+${year.padStart(6, '0')}`
  return new Date(`${signed}-${rest}T${clock}Z`)
}
