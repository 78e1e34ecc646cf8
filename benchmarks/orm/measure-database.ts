// One database in a process of its own, which `bench.ts` starts: it is sent a task and sends back figures.
import type { Contestant, ContestantModule } from './contestant.ts'
import type { Arena } from './databases/arena.ts'
import { postgresArena } from './databases/postgres-arena.ts'
import { sqliteArena } from './databases/sqlite-arena.ts'
import type { Absent, DatabaseName, Entrant } from './lineup.ts'
import { operations, type OperationName } from './operations.ts'
import { figureOf, type Figure } from './ratios.ts'
import { runRounds, type Lane } from './rounds.ts'
import { measureStall, type Stall } from './stall.ts'
import { expectedFrom, verify, type Added, type Expected } from './verify.ts'

export interface Task {
  readonly database: DatabaseName
  /** Those who take part, the driver by hand first. */
  readonly entrants: readonly (Entrant | Absent)[]
  /** A folder for SQLite's files, or the URL of an empty PostgreSQL database. */
  readonly address: string
  /** For how long rounds are begun. */
  readonly seconds: number
}

/** Milliseconds of one library's turn in a round, and of its warming up, for each operation. */
const TURN = 15
const WARM_UP = 100

/** One library's results. */
export interface ReportRow {
  readonly name: string
  readonly figures: Partial<Record<OperationName, Figure>>
  readonly stall?: Stall | undefined
  /** Why figures are missing. */
  readonly notes: readonly string[]
}

process.once('message', (task: Task) => {
  void measureDatabase(task).then((rows) => process.send?.(rows, () => process.exit()))
})

async function measureDatabase({ database, entrants, address, seconds }: Task): Promise<readonly ReportRow[]> {
  const arena = database === 'sqlite' ? sqliteArena(address) : await postgresArena(address)
  const competitors: Competitor[] = []
  for (const entrant of entrants) competitors.push(await enter(entrant, { database, arena }))
  const [raw] = competitors
  if (!raw?.contestant) throw new Error(`The driver by hand does not run: ${raw?.notes.join()}`)
  const expected = await expectedFrom(raw.contestant)
  for (const competitor of competitors) await admit(competitor, expected)

  await runRounds(
    operationNames.map((name) => competitors.flatMap(({ lanes }) => lanes[name] ?? [])),
    { turn: TURN, warmUp: WARM_UP, until: performance.now() + seconds * 1000 },
  )
  const rows: ReportRow[] = []
  for (const { name, contestant, lanes, notes } of competitors) {
    const figures: ReportRow['figures'] = {}
    for (const operation of operationNames) {
      const [lane, rawLane] = [lanes[operation], raw.lanes[operation]]
      if (lane && rawLane) figures[operation] = figureOf(lane.times, rawLane.times)
    }
    rows.push({ name, figures, stall: contestant && (await measureStall(contestant)), notes })
  }
  for (const { contestant } of competitors) await contestant?.close()
  await arena.close()
  return rows
}

interface Competitor {
  readonly name: string
  readonly contestant?: Contestant
  readonly added?: Added
  readonly lanes: Partial<Record<OperationName, Lane>>
  readonly notes: string[]
}

const operationNames = Object.keys(operations) as OperationName[]

/** Opens a library's database; what fails is said in its notes, and the others go on. */
async function enter(
  entrant: Entrant | Absent,
  { database, arena }: { database: DatabaseName; arena: Arena },
): Promise<Competitor> {
  const { name } = entrant
  if ('absent' in entrant) return { name, lanes: {}, notes: [entrant.absent] }
  try {
    const module = (await import(`./${database}/${entrant.module}.ts`)) as ContestantModule
    const { address, added } = await arena.prepare(entrant, module)
    return { name, contestant: await module.open(address), added, lanes: {}, notes: [] }
  } catch (error) {
    return { name, lanes: {}, notes: [firstLine(error)] }
  }
}

/** Lets a library take part in the operations that it gets right. */
async function admit({ contestant, added, lanes, notes }: Competitor, expected: Expected): Promise<void> {
  if (!contestant || !added) return
  for (const name of operationNames) {
    const operation = operations[name]
    try {
      await verify[name](contestant, expected, added)
      lanes[name] = { contestant, operation, tidy: () => added.remove(), runs: 1, times: [] }
    } catch (error) {
      notes.push(`${operation.name}: ${firstLine(error)}`)
    }
  }
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n')
  return line
}
