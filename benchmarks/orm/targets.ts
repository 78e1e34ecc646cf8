import type { DatabaseName } from './lineup.ts'
import type { ReportRow } from './measure-database.ts'
import { operations, type OperationName } from './operations.ts'

export interface Verdict {
  readonly met: boolean
  readonly text: string
}

/** Holds orm-runtime's figures against what is asked of it, where it takes part; a figure that is missing is a miss. */
export function verdicts(database: DatabaseName, rows: readonly ReportRow[]): readonly Verdict[] {
  return targets[database].flatMap(({ of, what, figure, atMost }) => {
    const row = rows.find(({ name }) => name === of)
    if (!row) return []
    const is = figure(row)
    const met = is !== undefined && is <= atMost
    const text = `${of}: ${what} ${is === undefined ? 'has no figure' : is.toFixed(2)} (at most ${atMost})`
    return [{ met, text: `${met ? 'met' : 'MISSED'}: ${text}` }]
  })
}

interface Target {
  /** The name in the line-up. */
  readonly of: string
  readonly what: string
  readonly figure: (row: ReportRow) => number | undefined
  readonly atMost: number
}

const targets: Readonly<Record<DatabaseName, readonly Target[]>> = {
  sqlite: [
    ratio('orm-runtime, blocking', 'get', 1.5),
    ratio('orm-runtime, blocking', 'list', 0.8),
    ratio('orm-runtime, blocking', 'nested', 1.5),
    ratio('orm-runtime, blocking', 'insert', 1.5),
    {
      of: 'orm-runtime, asynchronous',
      what: `${operations.concurrent.name}, microseconds of one`,
      figure: ({ figures }) => figures.concurrent?.microseconds,
      atMost: 20,
    },
    {
      of: 'orm-runtime, asynchronous',
      what: 'milliseconds for which a long query stalls the event loop',
      figure: ({ stall }) => stall?.stall,
      atMost: 20,
    },
  ],
  postgres: [
    ratio('orm-runtime', 'get', 1.5),
    ratio('orm-runtime', 'list', 1.2),
    ratio('orm-runtime', 'nested', 1.5),
    ratio('orm-runtime', 'insert', 1.3),
    ratio('orm-runtime', 'concurrent', 0.5),
  ],
}

function ratio(of: string, operation: OperationName, atMost: number): Target {
  const what = `${operations[operation].name}, times the driver by hand`
  return { of, what, figure: ({ figures }) => figures[operation]?.ratio, atMost }
}
