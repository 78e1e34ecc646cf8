import { TransactionError } from '../errors/transaction-error.ts'
import { currentContext, inContext } from '../execute/context.ts'
import { connectedDatabase, type Database } from '../execute/database.ts'
import { sendLogged } from '../execute/run-async.ts'
import { AsyncTransaction, forgetTransaction, registerTransaction } from './async-transaction.ts'
import { blockingBlock } from './blocking-blocks.ts'

/**
 * Runs a callback in a transaction without stopping the event loop: all writes that it awaits are committed, or none.
 * Nested, it is a savepoint. Answers what the callback answers; a queryset that it returns is sent inside.
 *
 * If the callback rejects, the block waits for its queries in flight, rolls back and rejects with the callback's error.
 * @throws TransactionError where the callback leaves queries in flight, or swallowed the error of a statement; nothing
 * is committed then.
 */
export async function aatomic<T>(callback: () => T | PromiseLike<T>): Promise<T> {
  const place = callerPlace()
  if (blockingBlock())
    throw new TransactionError('`aatomic` inside `atomic` would be another transaction. Nest `atomic`.')
  const database = connectedDatabase()
  const parent = currentContext()?.transaction
  const transaction = new AsyncTransaction(parent, database, place)
  const work = () => runBlock(database, transaction, callback)
  if (!parent) return database.calls.track(work)
  parent.refuse('aatomic(…)')
  return parent.track('aatomic(…)', work)
}

async function runBlock<T>(database: Database, transaction: AsyncTransaction, callback: () => T | PromiseLike<T>) {
  const { parent, depth, connection } = transaction
  const send = async (...statements: string[]) => {
    for (const sql of statements) {
      await sendLogged(database, connection, { sql, parameters: [], effect: 'write', compiled: false })
    }
  }
  const queue = parent ? parent.turn : database.writing
  const release = await queue.acquire('exclusive', transaction)
  if (!parent) registerTransaction(transaction)
  try {
    parent?.refuseAfterFailure()
    await send(depth ? `savepoint s${depth}` : database.dialect.begin)
    const rollback = () => send(...(depth ? [`rollback to s${depth}`, `release s${depth}`] : ['rollback']))
    try {
      const result = await settle(transaction, callback)
      await send(depth ? `release s${depth}` : 'commit')
      return result
    } catch (error) {
      // What went wrong first is what the caller can act on; after a lost connection nothing is left to roll back.
      await rollback().catch(() => undefined)
      throw error
    }
  } finally {
    forgetTransaction(transaction)
    release()
  }
}

/** The callback's result, once all of its work has settled and may be committed. */
async function settle<T>(transaction: AsyncTransaction, callback: () => T | PromiseLike<T>): Promise<T> {
  const asynchronous = currentContext()?.asynchronous ?? false
  let unsettled: string[]
  let result: T
  try {
    result = await inContext({ asynchronous, transaction }, callback)
  } finally {
    unsettled = transaction.unsettled()
    await transaction.end()
  }
  if (unsettled.length > 0) {
    throw new TransactionError(
      `The callback of ${transaction.describe()} returned while its queries were still in flight: ${unsettled.join(', ')}. Nothing was committed. Await them.`,
    )
  }
  transaction.refuseBroken()
  return result
}

/** The file and line that called `aatomic`. */
function callerPlace(): string {
  const line = new Error().stack?.split('\n')[3] ?? ''
  return /([^/\\(]+:\d+):\d+\)?$/.exec(line)?.[1] ?? 'an unknown place'
}
