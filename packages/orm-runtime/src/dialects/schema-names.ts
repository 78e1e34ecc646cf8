import { createHash } from 'node:crypto'

/** The names of what belongs to one column. Migrations find it by them. */
export function foreignKeyName(table: string, column: string): string {
  return schemaName(`${table}__${column}__fk`)
}

/** The name of the constraint that makes a column unique. */
export function uniqueName(table: string, column: string): string {
  return schemaName(`${table}__${column}__unique`)
}

/** The name of the constraint that allows a column's choices only. */
export function choicesName(table: string, column: string): string {
  return schemaName(`${table}__${column}__choices`)
}

/** PostgreSQL cuts names after 63 bytes, MariaDB refuses more than 64 characters; a longer name ends with its hash. */
function schemaName(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  const start = Buffer.from(name).subarray(0, LONGEST - hash.length - 1)
  // A character that was cut in the middle is left out.
  return `${start.toString().replace(/\uFFFD+$/, '')}_${hash}`
}

const LONGEST = 63
