import type BetterSqlite3 from 'better-sqlite3'
import { isDeepStrictEqual } from 'node:util'

/** Defines what comparisons of JSON call and SQLite does not have. Of null, each answers null. */
export function defineJsonFunctions(connection: BetterSqlite3.Database): void {
  connection.function('json_equal', { deterministic: true }, parsed(equal))
  connection.function('json_compare', { deterministic: true }, parsed(order))
}

function parsed(answer: (left: unknown, right: unknown) => number | null) {
  // Both sides are JSON texts, of columns and of parameters.
  return (left: unknown, right: unknown): number | null =>
    left === null || right === null ? null : answer(JSON.parse(left as string), JSON.parse(right as string))
}

/** By content: the order of keys does not matter. */
function equal(left: unknown, right: unknown): number {
  return isDeepStrictEqual(left, right) ? 1 : 0
}

/** Numbers and texts have an order, each among themselves; null says that there is none. */
function order(left: unknown, right: unknown): number | null {
  if (typeof left === 'number' && typeof right === 'number') return Math.sign(left - right)
  if (typeof left !== 'string' || typeof right !== 'string') return null
  return left === right ? 0 : left < right ? -1 : 1
}
