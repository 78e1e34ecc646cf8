import type { Outcome, Statement } from '../dialects/connections.ts'
import { SynchronousOnlyOperation } from '../errors/synchronous-only-operation.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import { openTransaction } from '../transactions/async-transaction.ts'
import { blockingAtomic } from '../transactions/blocking-atomic.ts'
import { blockingBlock } from '../transactions/blocking-blocks.ts'
import { currentContext } from './context.ts'
import { logQuery, type Database } from './database.ts'
import { describeCall, describeTwin } from './describe-call.ts'
import type { Call, Step, Steps } from './steps.ts'

/**
 * Executes an operation on the calling thread, which blocks until it is done.
 * @throws SynchronousOnlyOperation inside `asyncContext` and inside an open `aatomic` block.
 */
export function runSync<T>(call: Call, steps: Steps<T>): T {
  if (currentContext()) refuseBlocking(() => ({ blocking: describeCall(call), remedy: describeTwin(call) }))
  return drive(call, steps)
}

/** Throws where a blocking call would stop the event loop for others, or for its own transaction. */
export function refuseBlocking(describe: () => { readonly blocking: string; readonly remedy: string }): void {
  const context = currentContext()
  if (!context) return
  const open = [...(context.transactions?.values() ?? [])].some((transaction) => transaction.isOpen())
  if (!open && (!context.asynchronous || process.env['ORM_ALLOW_ASYNC_UNSAFE'] === '1')) return
  const { blocking, remedy } = describe()
  const place = open
    ? 'inside an `aatomic` block, whose commit needs the thread that it stops'
    : 'inside an async context'
  throw new SynchronousOnlyOperation(`\`${blocking}\` blocks the event loop ${place}. Use \`${remedy}\`.`)
}

/** @throws TransactionError where an open asynchronous transaction may hold a lock that a blocking write would wait for. */
export function refuseDuringTransaction(database: Database, sql: string): void {
  const open = openTransaction(database.alias)
  if (!open) return
  throw new TransactionError(
    `A blocking write can't run while ${open.describe()} is open: it would wait for a commit that needs this thread. ` +
      `Use the asynchronous twin, or write when the block is done.\n  in: ${sql}`,
  )
}

/** Sends a statement of a blocking call. */
export function executeBlocking(database: Database, statement: Statement, operation: () => string): Outcome {
  const started = performance.now()
  try {
    const outcome = database.connections.blocking().execute(statement)
    logQuery(database, statement, operation, started, { outcome })
    return outcome
  } catch (error) {
    logQuery(database, statement, operation, started, { error })
    throw error
  }
}

function drive<T>(call: Call, steps: Steps<T>): T {
  let step = steps.next()
  while (!step.done) {
    let answer: unknown
    try {
      answer = taken(call, step.value)
    } catch (error) {
      step = steps.throw(error)
      continue
    }
    step = steps.next(answer)
  }
  return step.value
}

function taken(call: Call, step: Step): unknown {
  if (step.kind === 'statement') return execute(call, step.database, step.statement)
  if (step.kind === 'call') return step.blocking()
  return blockingAtomic(step.database, () => drive(call, step.steps()))
}

function execute(call: Call, database: Database, statement: Statement): Outcome {
  const block = blockingBlock(database.alias)
  block?.refuseBroken()
  if (statement.effect === 'write' && !block) refuseDuringTransaction(database, statement.sql)
  try {
    return executeBlocking(database, statement, () => describeCall(call))
  } catch (error) {
    block?.break(error)
    throw error
  }
}
