import type { FieldPacket } from 'mysql2'
import type { ResultColumn } from '../connections.ts'

/** A column of a result as the protocol describes it. */
export function resultColumn({ name, columnType }: FieldPacket): ResultColumn {
  const kind = columnType === undefined ? undefined : kinds[columnType]
  return kind ? { name, kind } : { name }
}

/** By the protocol's numbers of types: the kinds of field whose cells are not yet the value. */
const kinds: Readonly<Record<number, NonNullable<ResultColumn['kind']>>> = {
  3: 'integer',
  4: 'float',
  5: 'float',
  7: 'datetime',
  8: 'integer',
  11: 'time',
  12: 'datetime',
  245: 'json',
}
