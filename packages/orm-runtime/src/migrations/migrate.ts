import { MigrationError } from '../errors/migration-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { databaseNamed, type Database } from '../execute/database.ts'
import { historyOf, type Applied } from './history.ts'
import { readMigrations } from './migration-files.ts'
import { withMigrationConnection, type MigrationConnection } from './migration-session.ts'
import type { NamedMigration } from './operation.ts'
import { runMigration, stepsOf, type Move } from './run-migration.ts'
import { replay, type SchemaState } from './state.ts'

export interface MigrateOptions {
  /** The folder of the migration files. */
  readonly migrations: string
  /** The last one to be applied, by its name or number; `zero` for none. All if not given. */
  readonly to?: string
  /** The database, by its name in `connect`. */
  readonly using?: string
  /** Only records the migrations as done or undone, for a database that somebody else has changed. */
  readonly fake?: true
  /** Takes the texts of applied files as they are now. */
  readonly acceptChanged?: true
}

/** What `migrate` did. */
export interface Migrated {
  readonly applied: readonly string[]
  readonly rolledBack: readonly string[]
}

/** What `migrate` would do. */
export interface PlannedMove {
  readonly name: string
  readonly direction: 'up' | 'down'
  /** Its SQL; a comment where a program runs. */
  readonly statements: readonly string[]
}

/**
 * Brings a connected database to a migration: applies those up to it, rolls back those behind it. Two processes that do
 * it at once wait for each other.
 * @throws MigrationError where a file of an applied one has changed or is gone, or one fails.
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const database = databaseNamed(options.using ?? 'default')
  const migrations = await readMigrations(options.migrations)
  const target = targetOf(options.to, migrations)
  return withMigrationConnection(database, async (connection) => {
    const history = historyOf(database.dialect, connection.send)
    const create = async () => {
      if (!(await history.exists())) await history.create()
    }
    if (database.dialect.features.transactionalDdl) await connection.transaction(create)
    else await create()
    const known = await history.read()
    if (options.acceptChanged) await acceptChanged(known, migrations, history.write)
    else checkHistory(known, migrations)
    const moves = movesTo(target, migrations, known)
    const done: Move[] = []
    for (const move of moves) if (await run(database, connection, move, options)) done.push(move)
    const names = (direction: Move['direction']) =>
      done.filter((move) => move.direction === direction).map(({ migration }) => migration.name)
    return { applied: names('up'), rolledBack: names('down') }
  })
}

/** What `migrate` would do, without doing it. */
export async function planMigrations(options: MigrateOptions): Promise<PlannedMove[]> {
  const { dialect, connections } = databaseNamed(options.using ?? 'default')
  const migrations = await readMigrations(options.migrations)
  const target = targetOf(options.to, migrations)
  const known = await readHistory({ dialect, connections })
  if (!options.acceptChanged) checkHistory(known, migrations)
  return movesTo(target, migrations, known).map((move) => ({
    name: move.migration.name,
    direction: move.direction,
    statements: stepsOf(move, dialect).flatMap(({ step }) => {
      if (typeof step === 'function') return ['-- runCode(…)']
      return typeof step === 'string' ? [step] : step.statements
    }),
  }))
}

/** What the database knows of its migrations. Makes nothing. */
export async function readHistory({
  dialect,
  connections,
}: Pick<Database, 'dialect' | 'connections'>): Promise<Applied[]> {
  const caller = { describe: () => 'the history of migrations' }
  const send = async (sql: string) => {
    const statement = { sql, parameters: [], effect: 'read', prepare: false, compiled: false } as const
    return (await connections.execute(statement, { caller })).rows
  }
  return historyOf(dialect, send).read()
}

/** How many of the migrations are to be applied: those up to the one that is named. */
function targetOf(to: string | undefined, migrations: readonly NamedMigration[]): number {
  if (to === undefined) return migrations.length
  if (to === 'zero') return 0
  const isNumber = /^\d+$/.test(to)
  const index = migrations.findIndex(({ name }) => (isNumber ? Number.parseInt(name, 10) === Number(to) : name === to))
  if (index >= 0) return index + 1
  const choices = ['zero', ...migrations.map(({ name }) => name)].join(', ')
  throw new UsageError(`There is no migration '${to}'. Migrations: ${choices}.`)
}

/** Down from the last one, up from the first one. */
function movesTo(target: number, migrations: readonly NamedMigration[], known: readonly Applied[]): Move[] {
  const isWhole = ({ name }: NamedMigration) => known.some((one) => one.name === name && !one.progress)
  const isKnown = ({ name }: NamedMigration) => known.some((one) => one.name === name)
  const stopped = known.find(({ progress }) => progress)
  const states: SchemaState[] = [new Map()]
  for (const { operations, name } of migrations) states.push(stateAfter(name, operations, states.at(-1)!))
  const moves = migrations.map((migration, index) => {
    const direction = index < target ? 'up' : 'down'
    return { migration, direction, before: states[index]!, after: states[index + 1]! } as const
  })
  const down = moves.filter((move) => move.direction === 'down' && isKnown(move.migration)).toReversed()
  const up = moves.filter((move) => move.direction === 'up' && !isWhole(move.migration))
  const wrongWay = [...down, ...up].find(
    ({ migration, direction }) => migration.name === stopped?.name && stopped.progress?.direction !== direction,
  )
  if (wrongWay) {
    const way = stopped?.progress?.direction === 'up' ? 'apply it to its end' : 'roll it back to its end'
    throw new MigrationError(
      `${wrongWay.migration.name} stopped halfway ${stopped?.progress?.direction === 'up' ? 'up' : 'down'}: ${way} first (correct what stopped it, then run the command again).`,
    )
  }
  return [...down, ...up]
}

function stateAfter(name: string, operations: NamedMigration['operations'], before: SchemaState): SchemaState {
  try {
    return replay(operations, before)
  } catch (error) {
    throw new MigrationError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

async function run(database: Database, connection: MigrationConnection, move: Move, { fake }: MigrateOptions) {
  if (!fake) return runMigration(database.dialect, connection, move)
  const history = historyOf(database.dialect, connection.send)
  if (move.direction === 'up') await history.write(move.migration.name, move.migration.checksum)
  else await history.remove(move.migration.name)
  return true
}

function checkHistory(known: readonly Applied[], migrations: readonly NamedMigration[]): void {
  const files = new Map(migrations.map((one) => [one.name, one]))
  const gone = known.find(({ name }) => !files.has(name))
  if (gone) {
    throw new MigrationError(
      `${gone.name} is applied, but its file is gone. Put it back, or roll it back with a version of the project that has it.`,
    )
  }
  const changed = known.find(({ name, checksum, progress }) => !progress && files.get(name)?.checksum !== checksum)
  if (changed) {
    throw new MigrationError(
      `${changed.name} was changed after it was applied on ${changed.appliedAt.toISOString()}: other databases would get something else. Undo the change and write a new migration; where it changes nothing (a comment), say --accept-changed.`,
    )
  }
  const last = known.at(-1)?.name ?? ''
  const skipped = migrations.find(({ name }) => !known.some((one) => one.name === name) && name < last)
  if (skipped) {
    throw new MigrationError(
      `${skipped.name} is not applied, but ${last}, which comes after it, is. Give it the next free number, and read whether it still fits what is before it.`,
    )
  }
}

async function acceptChanged(
  known: readonly Applied[],
  migrations: readonly NamedMigration[],
  write: (name: string, checksum: string) => Promise<void>,
): Promise<void> {
  for (const { name, checksum } of migrations) {
    const applied = known.find((one) => one.name === name)
    if (applied && !applied.progress && applied.checksum !== checksum) await write(name, checksum)
  }
}
