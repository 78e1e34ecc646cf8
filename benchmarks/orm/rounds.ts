import type { Contestant } from './contestant.ts'
import type { Operation } from './operations.ts'

/** One library doing one operation, over and over. */
export interface Lane {
  readonly contestant: Contestant
  readonly operation: Operation
  /** Takes away what a writing operation has added; not timed. */
  readonly tidy: () => Promise<void>
  /** How often it runs in one turn, found while warming up. */
  runs: number
  /** Microseconds of a query, in each round. */
  readonly times: number[]
}

interface Pace {
  /** Milliseconds of one lane's turn. */
  readonly turn: number
  readonly warmUp: number
  /** When to begin no further round, on the clock of `performance.now()`. */
  readonly until: number
}

/** A median needs some rounds even where the machine is slow. */
const LEAST_ROUNDS = 5

/**
 * Times lanes in rounds: in each, the lanes of an operation take turns right after each other, so that whatever
 * slows the machine for a second slows all of them. Every other round goes backwards, so that none always runs in the
 * wake of the same one.
 */
export async function runRounds(operations: readonly (readonly Lane[])[], pace: Pace): Promise<void> {
  for (const lane of operations.flat()) await warmUp(lane, pace)
  for (let round = 0; round < LEAST_ROUNDS || performance.now() < pace.until; round++) {
    for (const lanes of operations) {
      for (const lane of round % 2 === 0 ? lanes : lanes.toReversed()) lane.times.push(await takeTurn(lane, round))
    }
  }
}

/** Runs until the code is compiled and the caches are full, and finds how many runs fill a turn. */
async function warmUp(lane: Lane, { turn, warmUp }: Pace): Promise<void> {
  const end = performance.now() + warmUp
  do {
    const microseconds = await takeTurn(lane, 0)
    const milliseconds = (microseconds * lane.operation.queries * lane.runs) / 1000
    lane.runs = Math.max(1, Math.round((lane.runs * turn) / Math.max(milliseconds, turn / 10)))
  } while (performance.now() < end)
}

/** Microseconds of a query, on average over one turn. */
async function takeTurn({ contestant, operation, tidy, runs }: Lane, round: number): Promise<number> {
  // What the others left behind is collected on nobody's time.
  globalThis.gc?.({ type: 'minor' })
  let milliseconds = 0
  for (let done = 0; done < runs;) {
    const batch = operation.writes ? 1 : runs
    milliseconds += await time(contestant, operation, { from: round * runs + done, count: batch })
    done += batch
    if (operation.writes) await tidy()
  }
  return (milliseconds * 1000) / (runs * operation.queries)
}

async function time(contestant: Contestant, { run }: Operation, { from, count }: { from: number; count: number }) {
  const start = performance.now()
  for (let turn = from; turn < from + count; turn++) {
    const answer = run(contestant, turn)
    // A blocking library is not made to wait for a tick.
    if (answer instanceof Promise) await answer
  }
  return performance.now() - start
}
