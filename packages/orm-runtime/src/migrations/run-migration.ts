import { createHash } from 'node:crypto'
import type { Dialect } from '../dialects/dialect.ts'
import { MigrationError } from '../errors/migration-error.ts'
import { historyOf, type Applied, type Progress } from './history.ts'
import type { MigrationConnection } from './migration-session.ts'
import type { NamedMigration, SendSql } from './operation.ts'
import { planned, type PlannedStep } from './plan.ts'
import { reversed } from './reverse.ts'
import type { SchemaState } from './state.ts'

/** A migration that is to be done or undone. */
export interface Move {
  readonly migration: NamedMigration
  readonly direction: 'up' | 'down'
  /** Before the migration, in both directions. */
  readonly before: SchemaState
  readonly after: SchemaState
}

/** The steps of a move. @throws MigrationError that names the migration, where it does not fit. */
export function stepsOf({ migration, direction, before, after }: Move, dialect: Dialect): PlannedStep[] {
  try {
    if (direction === 'up') return planned(migration.operations, before, dialect)
    return planned(reversed(migration.operations, before), after, dialect)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`${migration.name}: ${reason}`, { cause: error })
  }
}

/**
 * Does or undoes one migration: whole or not at all where DDL stands in transactions; elsewhere step by step, so that one
 * that stopped goes on where it did. Answers false where another process has done it meanwhile.
 */
export async function runMigration(dialect: Dialect, connection: MigrationConnection, move: Move): Promise<boolean> {
  const { migration, direction } = move
  const history = historyOf(dialect, connection.send)
  const steps = stepsOf(move, dialect)
  const record = async () => {
    if (direction === 'up') await history.write(migration.name, migration.checksum)
    else await history.remove(migration.name)
  }
  const known = async () => (await history.read()).find(({ name }) => name === migration.name)
  if (!dialect.features.transactionalDdl || !migration.atomic) {
    const applied = await known()
    if (isDone(applied, direction)) return false
    await runResumable(connection.send, move, steps, applied?.progress, (progress) =>
      history.write(migration.name, migration.checksum, progress),
    )
    await record()
    return true
  }
  return connection.transaction(async () => {
    if (isDone(await known(), direction)) return false
    for (const one of steps) await runStep(connection.send, move, one)
    await checkRows(dialect, connection.send, move)
    await record()
    return true
  })
}

function isDone(applied: Applied | undefined, direction: Move['direction']): boolean {
  return direction === 'up' ? applied !== undefined && !applied.progress : applied === undefined
}

async function runResumable(
  send: SendSql,
  move: Move,
  steps: readonly PlannedStep[],
  progress: Progress | undefined,
  write: (progress: Progress) => Promise<void>,
): Promise<void> {
  const { migration, direction } = move
  const start = progress?.done ?? 0
  if (progress && (progress.direction !== direction || progress.checksum !== checksumOf(steps.slice(0, start)))) {
    throw new MigrationError(
      `${migration.name} stopped on its way ${progress.direction} after ${start} steps, which are not the first ones any more. Put back the operations that are done; change only those behind them.`,
    )
  }
  for (let done = start; done < steps.length; done++) {
    await write({ direction, done, checksum: checksumOf(steps.slice(0, done)) })
    await runStep(
      send,
      move,
      steps[done]!,
      `Steps 1 to ${done} of ${steps.length} are done and recorded. Correct what is behind them and run the command again: it goes on from there.`,
    )
  }
}

function checksumOf(steps: readonly PlannedStep[]): string {
  const texts = steps.map(({ step }) => (typeof step === 'function' ? 'code' : JSON.stringify(step)))
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex')
}

async function runStep(
  send: SendSql,
  { migration, direction }: Move,
  { step, operation, description }: PlannedStep,
  state = 'Nothing of it was changed.',
): Promise<void> {
  try {
    if (typeof step === 'string') await send(step)
    else if (typeof step === 'function') await step(send)
    else {
      const others = await send(step.others)
      for (const sql of step.statements) await send(sql)
      for (const [sql] of others) await send(String(sql))
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const way = direction === 'up' ? 'failed' : 'could not be rolled back'
    throw new MigrationError(
      `${migration.name} ${way} at operation ${operation}, ${description}. ${state}\n  ${reason}`,
      {
        cause: error,
      },
    )
  }
}

async function checkRows({ schema }: Dialect, send: SendSql, { migration }: Move): Promise<void> {
  if (schema.session.check === undefined) return
  const [violation] = await send(schema.session.check)
  if (!violation) return
  const [table, row, target] = violation
  throw new MigrationError(
    `${migration.name}: row ${String(row)} of '${String(table)}' would refer to no row of '${String(target)}'. Nothing of it was changed. Repair or delete such rows first, for example with runSql(…) at its beginning.`,
  )
}
