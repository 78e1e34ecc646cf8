import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { Contestant } from './contestant.ts'
import { quantile } from './ratios.ts'

/** What a long query does to everything else in the process; all in milliseconds, medians of all runs. */
export interface Stall {
  readonly query: number
  /** The longest time for which a timer of one millisecond could not fire. */
  readonly stall: number
  readonly worst: number
}

/** How long the query is to take, at least. */
const QUERY = 450
const RUNS = 5

/** Undefined where a library has no slow query. */
export async function measureStall({ slow }: Contestant): Promise<Stall | undefined> {
  if (!slow) return undefined
  const length = await lengthOf(slow)
  const runs = []
  for (let run = 0; run < RUNS; run++) runs.push(await runOnce(slow, length))
  const stalls = runs.map(({ stall }) => stall)
  return {
    query: quantile(
      runs.map(({ query }) => query),
      0.5,
    ),
    stall: quantile(stalls, 0.5),
    worst: Math.max(...stalls),
  }
}

/** How long the query must be to take `QUERY` milliseconds on this machine, or a little more. */
async function lengthOf(slow: NonNullable<Contestant['slow']>): Promise<number> {
  for (let length = 10; ;) {
    const start = performance.now()
    await slow(length)
    const took = performance.now() - start
    if (took >= QUERY) return length
    length = Math.ceil(length * Math.min(4, (1.1 * QUERY) / took))
  }
}

async function runOnce(slow: NonNullable<Contestant['slow']>, length: number) {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  await setTimeout(5)
  const start = performance.now()
  await slow(length)
  const query = performance.now() - start
  // The timer that was held up fires now and is counted.
  await setTimeout(5)
  delays.disable()
  return { query, stall: delays.max / 1e6 }
}
