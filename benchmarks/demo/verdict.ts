import type { Row } from './measure-shop.ts'

/** Holds what was measured against what a migration is for, and prints each; false if one is missed. */
export function printVerdict(rows: { before: readonly Row[]; after: readonly Row[] }, serviceDelay: number): boolean {
  const { before, after } = rows
  const claims = [
    claim('aggregation, 1 connection: p50 against the slowest service', {
      is: find(after, 'aggregation', 1).p50 / serviceDelay,
      atMost: 1.2,
    }),
    claim('dashboard, 50 connections: longest stall, ms', { is: find(after, 'dashboard', 50).stall, atMost: 50 }),
    claim('aggregation, 50 connections: requests/s against before', {
      is: find(after, 'aggregation', 50).perSecond / find(before, 'aggregation', 50).perSecond,
      atLeast: 20,
    }),
  ]
  console.log()
  for (const { text } of claims) console.log(text)
  return claims.every(({ met }) => met)
}

function claim(text: string, { is, atMost, atLeast }: { is: number; atMost?: number; atLeast?: number }) {
  const met = is <= (atMost ?? Infinity) && is >= (atLeast ?? -Infinity)
  const bound = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`
  return { met, text: `${met ? 'met   ' : 'MISSED'}  ${text}: ${is.toFixed(2)} (${bound})` }
}

function find(rows: readonly Row[], endpoint: string, connections: number): Row {
  const row = rows.find((row) => row.endpoint === endpoint && row.connections === connections)
  if (!row) throw new Error(`${endpoint} was not measured at ${connections} connections`)
  return row
}
