import { asyncContext, type QueryEvent } from 'orm-runtime'

/** What a test runs: the blocking half, and the asynchronous one inside an async context, where blocking calls throw. */
export interface Halves<T> {
  readonly blocking: () => T
  readonly asynchronous: () => Promise<T>
}

/** The result of each half, and how many SELECTs and other statements it sent. */
export async function eachHalf<T>(
  queries: QueryEvent[],
  reset: () => Promise<void>,
  { blocking, asynchronous }: Halves<T>,
) {
  await reset()
  queries.length = 0
  const waited = { result: await asyncContext(asynchronous), sent: sentOf(queries) }
  await reset()
  queries.length = 0
  const blocked = { result: blocking(), sent: sentOf(queries) }
  return { waited, blocked }
}

/** Statements without those that open and close blocks. */
export function sentOf(queries: readonly QueryEvent[]): number {
  return queries.filter(({ sql }) => /^\s*(with|select|insert|update|delete|replace)/i.test(sql)).length
}
