import { RawNode } from 'kysely'
import type { TypeCodec, Types } from '../dialect.ts'

const whole: TypeCodec = { ddl: () => 'bigint', decode: (cell: number | string) => Number(cell) }
const large: TypeCodec = { ddl: () => 'bigint', decode: (cell: number | string) => BigInt(cell) }

/** How MariaDB and MySQL hold each kind. */
export const types: Types = {
  auto: whole,
  bigAuto: large,
  uuid: { ddl: () => 'char(36) character set ascii collate ascii_bin' },
  char: { ddl: ({ maxLength }) => `varchar(${maxLength}) collate utf8mb4_bin` },
  text: { ddl: () => 'longtext collate utf8mb4_bin' },
  integer: whole,
  bigint: large,
  float: { ddl: () => 'double', decode: (cell: number | string) => Number(cell) },
  decimal: {
    ddl: ({ digits, places }) => `decimal(${digits ?? 65}, ${places ?? (digits === undefined ? 30 : 0)})`,
    decode: (cell: number | string) => String(cell),
    // Text beside a number would be calculated with as a binary fraction.
    parameter: (node, { digits = 65, places = 30 }) =>
      RawNode.create(['cast(', ` as decimal(${digits}, ${places}))`], [node]),
  },
  boolean: {
    ddl: () => 'boolean',
    encode: (value: boolean) => (value ? 1 : 0),
    decode: (cell: number | string) => Number(cell) !== 0,
  },
  date: { ddl: () => 'date' },
  /** In UTC, which is the session's time zone. */
  datetime: {
    ddl: () => 'datetime(3)',
    encode: (value: Date) => value.toISOString().slice(0, -1).replace('T', ' '),
    decode: (cell: string) => new Date(`${cell.replace(' ', 'T')}Z`),
  },
  time: { ddl: () => 'time(3)', decode: clockTime },
  duration: whole,
  json: {
    ddl: () => 'json',
    encode: (value: unknown) => JSON.stringify(value),
    decode: (cell: string): unknown => JSON.parse(cell),
  },
  // A copy: the driver answers a Buffer, a part of the packet that it came in.
  binary: { ddl: () => 'longblob', decode: (cell: Uint8Array) => new Uint8Array(cell) },
}

/** Prepared statements answer `12:30:15.5` and plain ones `12:30:15.500`: the fraction has three digits, or none. */
function clockTime(cell: string): string {
  const [clock = '', fraction = ''] = cell.split('.')
  return /[1-9]/.test(fraction) ? `${clock}.${fraction.padEnd(3, '0').slice(0, 3)}` : clock
}
