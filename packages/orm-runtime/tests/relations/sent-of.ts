import type { QueryEvent } from 'orm-runtime'

/** How many statements were sent, without those that open and close blocks. */
export function sentOf(queries: readonly QueryEvent[]): number {
  return queries.filter(({ sql }) => /^\s*(with|select|insert|update|delete|replace)/i.test(sql)).length
}
