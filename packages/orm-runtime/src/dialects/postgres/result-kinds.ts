import type { ResultColumn } from '../connections.ts'

/** A column of a result, by its name and the number of its type in `pg_type`, as the protocol describes it. */
export function resultColumn(name: string, type: number): ResultColumn {
  const kind = kinds[type]
  return kind ? { name, kind } : { name }
}

/** The kinds of field whose values come as the text of these types; all others are text, and exact numbers as such. */
const kinds: Readonly<Record<number, NonNullable<ResultColumn['kind']>>> = {
  16: 'boolean',
  17: 'binary',
  20: 'integer',
  21: 'integer',
  23: 'integer',
  26: 'integer',
  114: 'json',
  700: 'float',
  701: 'float',
  1083: 'time',
  1184: 'datetime',
  3802: 'json',
}
