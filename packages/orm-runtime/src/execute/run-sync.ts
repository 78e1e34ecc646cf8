import type { Statement } from '../compile/plan.ts'
import type { Outcome } from '../dialects/dialect.ts'
import { SynchronousOnlyOperation } from '../errors/synchronous-only-operation.ts'
import { openTransactions } from '../transactions/async-transaction.ts'
import { blockingBlock } from '../transactions/blocking-blocks.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import { currentContext } from './context.ts'
import { connectedDatabase, type Database } from './database.ts'
import { describeCall, describeTwin } from './describe-call.ts'
import type { Call, Steps } from './steps.ts'

/**
 * Executes an operation on the main thread, which blocks until it is done.
 * @throws SynchronousOnlyOperation inside `asyncContext` and inside an open `aatomic` block.
 */
export function runSync<T>(call: Call, steps: Steps<T>): T {
  refuseBlocking(() => ({ blocking: describeCall(call), remedy: describeTwin(call) }))
  const database = connectedDatabase()
  let step = steps.next()
  while (!step.done) {
    let outcome: Outcome
    try {
      outcome = execute(database, step.value)
    } catch (error) {
      step = steps.throw(error)
      continue
    }
    step = steps.next(outcome)
  }
  return step.value
}

/** Throws where a blocking call would stop the event loop for others, or for its own transaction. */
export function refuseBlocking(describe: () => { readonly blocking: string; readonly remedy: string }): void {
  const context = currentContext()
  if (!context) return
  const open = context.transaction?.isOpen()
  if (!open && (!context.asynchronous || process.env['ORM_ALLOW_ASYNC_UNSAFE'] === '1')) return
  const { blocking, remedy } = describe()
  const place = open
    ? 'inside an `aatomic` block, whose commit needs the thread that it stops'
    : 'inside an async context'
  throw new SynchronousOnlyOperation(`\`${blocking}\` blocks the event loop ${place}. Use \`${remedy}\`.`)
}

/** @throws TransactionError where an open asynchronous transaction holds the lock that a blocking write would wait for. */
export function refuseDuringTransaction(sql: string): void {
  const [open] = openTransactions()
  if (!open) return
  throw new TransactionError(
    `A blocking write can't run while ${open.describe()} is open: it would wait for a commit that needs this thread. ` +
      `Use the asynchronous twin, or write when the block is done.\n  in: ${sql}`,
  )
}

function execute(database: Database, { sql, parameters, effect, compiled }: Statement): Outcome {
  const block = blockingBlock()
  block?.refuseBroken()
  if (effect === 'write' && !block) refuseDuringTransaction(sql)
  const { main } = database.connections
  const started = performance.now()
  try {
    return main.execute(sql, parameters)
  } catch (error) {
    block?.break(error)
    throw error
  } finally {
    const milliseconds = performance.now() - started
    database.onQuery?.({ sql, parameters, milliseconds, connection: main.name, compiled })
  }
}
