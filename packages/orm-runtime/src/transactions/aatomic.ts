import type { Caller, SendOptions, Session, Statement } from '../dialects/connections.ts'
import type { TransactionOptions } from '../dialects/dialect.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import { currentContext, currentTransaction, inContext } from '../execute/context.ts'
import { connected, databaseNamed, type Database } from '../execute/database.ts'
import { sendLogged } from '../execute/run-async.ts'
import type { CallOptions } from '../execute/steps.ts'
import { AsyncTransaction, forgetTransaction, registerTransaction } from './async-transaction.ts'
import { blockingBlock } from './blocking-blocks.ts'
import { callerPlace } from './caller-place.ts'

/** How a block runs. */
export interface AtomicOptions extends TransactionOptions, CallOptions {
  /** The database, by its name in `connect`. */
  readonly using?: string
}

/**
 * Runs a callback in a transaction without stopping the event loop: all writes that it awaits are committed, or none.
 * Nested, it is a savepoint. Answers what the callback answers; a queryset that it returns is sent inside.
 *
 * If the callback rejects, the block waits for its queries in flight, rolls back and rejects with the callback's error.
 * @throws TransactionError where the callback leaves queries in flight, or swallowed the error of a statement; nothing
 * is committed then.
 */
export async function aatomic<T>(callback: () => T | PromiseLike<T>, options: AtomicOptions = {}): Promise<T> {
  const place = callerPlace()
  if (blockingBlock())
    throw new TransactionError('`aatomic` inside `atomic` would be another transaction. Nest `atomic`.')
  const database = databaseNamed(options.using ?? 'default')
  const caller = { describe: () => `the transaction opened at ${place}` }
  const work = () => runAtomic(database, caller, callback, options, place)
  const parent = currentTransaction(database.alias)
  if (!parent) return connected().calls.track(work)
  parent.refuse('aatomic(…)')
  const result = work()
  parent.follow('aatomic(…)', result)
  return result
}

/** A block of a database, for `aatomic` and for operations that need one of their own. */
export async function runAtomic<T>(
  database: Database,
  caller: Caller,
  callback: () => T | PromiseLike<T>,
  options: TransactionOptions & CallOptions,
  place = caller.describe(),
): Promise<T> {
  const { connections, dialect } = database
  const { transactions } = dialect
  const sending = { caller, signal: options.signal }
  const parent = currentTransaction(database.alias)
  const { timeout } = transactions
  if (parent) {
    const release = await parent.turn.acquire('exclusive', caller, options.signal)
    try {
      parent.refuseAfterFailure()
      const transaction = new AsyncTransaction({
        parent,
        alias: database.alias,
        session: parent.session,
        timeout,
        place,
      })
      const name = `s${transaction.depth}`
      return await runBlock(database, transaction, sending, callback, {
        begin: [transactions.savepoint(name)],
        commit: [transactions.releaseSavepoint(name)],
        rollback: transactions.rollbackToSavepoint(name),
      })
    } finally {
      release()
    }
  }
  const session = await connections.acquire({ ...sending, effect: options.readOnly ? 'read' : 'write' })
  const transaction = new AsyncTransaction({ parent, alias: database.alias, session, timeout, place })
  registerTransaction(transaction)
  let state: Parameters<Session['release']>[0] = 'dirty'
  try {
    const result = await runBlock(database, transaction, sending, callback, {
      begin: transactions.begin(options),
      commit: [transactions.commit],
      rollback: [transactions.rollback],
    })
    state = 'clean'
    return result
  } finally {
    forgetTransaction(transaction)
    await session.release(state)
  }
}

interface BlockStatements {
  readonly begin: readonly Statement[]
  readonly commit: readonly Statement[]
  readonly rollback: readonly Statement[]
}

async function runBlock<T>(
  database: Database,
  transaction: AsyncTransaction,
  { caller, signal }: SendOptions,
  callback: () => T | PromiseLike<T>,
  { begin, commit, rollback }: BlockStatements,
): Promise<T> {
  const send = async (statements: readonly Statement[], abort?: AbortSignal) => {
    for (const statement of statements) {
      await sendLogged(database, transaction.session, statement, { caller, signal: abort })
    }
  }
  await send(begin, signal)
  try {
    const result = await settle(transaction, callback)
    await send(commit)
    return result
  } catch (error) {
    // What went wrong first is what the caller can act on; after a lost connection nothing is left to roll back.
    await send(rollback).catch(() => undefined)
    throw error
  }
}

/** The callback's result, once all of its work has settled and may be committed. */
async function settle<T>(transaction: AsyncTransaction, callback: () => T | PromiseLike<T>): Promise<T> {
  const outer = currentContext()
  const transactions = new Map(outer?.transactions ?? []).set(transaction.alias, transaction)
  let unsettled: string[]
  let result: T
  try {
    result = await inContext({ asynchronous: false, ...outer, transactions }, callback)
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
