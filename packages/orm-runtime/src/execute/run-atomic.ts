import type { SendOptions, Statement } from '../dialects/connections.ts'
import { orAborted } from '../dialects/on-abort.ts'
import { ConnectionLost } from '../errors/database-error.ts'
import { TransactionError, TransactionOutcomeUnknown } from '../errors/transaction-error.ts'
import { AsyncTransaction } from './async-transaction.ts'
import { checkNested, type AtomicOptions } from './atomic-options.ts'
import { callAfterCommit } from './commit-callbacks.ts'
import { combinedSignal, currentContext, currentTransaction, inContext, type Context } from './context.ts'
import { connected, type Database } from './database.ts'
import { endTick } from './end-of-tick.ts'
import { registerTransaction } from './open-transactions.ts'
import { checkRetries, retried } from './retry.ts'
import { sendStatement } from './send-statement.ts'

/** A block that is to run: a transaction, or inside one a savepoint. */
export interface Block<T> {
  readonly database: Database
  readonly callback: () => T | PromiseLike<T>
  readonly options: AtomicOptions
  /** Where it was opened, for messages. */
  readonly place: string
}

/**
 * Runs a block, for `aatomic` and for operations that need one of their own. Aborted, it rejects at once: the callback's
 * later queries are refused, and the rollback goes on behind.
 */
export async function runAtomic<T>(block: Block<T>): Promise<T> {
  const parent = currentTransaction(block.database.alias)
  const caller = { describe: () => `the transaction opened at ${block.place}` }
  const sending = { caller, signal: combinedSignal(block.options.signal) }
  sending.signal?.throwIfAborted()
  endTick()
  if (parent) {
    checkNested(block.options)
    return runNested(block, parent, sending)
  }
  const { retries = 0 } = block.options
  checkRetries(retries)
  const { result, callbacks } = await retried(() => runOutermost(block, sending), retries, sending.signal)
  // The connection is given back already, so that callbacks can have it.
  if (callbacks.length > 0) await inContext(contextAfterCommit(), () => callAfterCommit(callbacks))
  return result
}

async function runOutermost<T>({ database, callback, options, place }: Block<T>, sending: SendOptions) {
  const { alias, connections } = database
  const { transactions } = database.dialect
  const effect = options.readOnly ? 'read' : 'write'
  const session = await connections.acquire({ ...sending, effect })
  const transaction = new AsyncTransaction({
    parent: undefined,
    alias,
    session,
    timeout: transactions.timeout,
    place,
  })
  const forget = effect === 'write' ? registerTransaction(transaction) : () => undefined
  const result = await complete(database, transaction, sending, callback, {
    begin: transactions.begin(options),
    commit: () => commit(database, transaction, sending),
    rollback: [transactions.rollback],
    end: async (state) => {
      await session.release(state)
      forget()
    },
  })
  return { result, callbacks: transaction.callbacks }
}

async function runNested<T>(
  { database, callback, options, place }: Block<T>,
  parent: AsyncTransaction,
  sending: SendOptions,
): Promise<T> {
  const { transactions } = database.dialect
  const release = await parent.turn.acquire('alone', sending)
  const { alias, session } = parent
  const transaction = new AsyncTransaction({ parent, alias, session, timeout: transactions.timeout, place })
  const name = `s${transaction.depth}`
  const isPart = options.savepoint === false
  const result = await complete(database, transaction, sending, callback, {
    refuse: () => parent.refuseAfterFailure(),
    begin: isPart ? [] : [transactions.savepoint(name)],
    commit: async () => {
      sending.signal?.throwIfAborted()
      // Not aborted: it takes a moment, and then the outer block goes on from a known state.
      if (!isPart) await sendAll(database, transaction, sending, [transactions.releaseSavepoint(name)])
    },
    rollback: isPart ? [] : transactions.rollbackToSavepoint(name),
    failed: (error) => {
      if (isPart) parent.break(error)
    },
    // Without its savepoint, what the block wrote would be committed with the outer one.
    rollbackFailed: (error) => parent.break(error),
    end: async () => release(),
  })
  parent.callbacks.push(...transaction.callbacks)
  return result
}

interface BlockWork {
  readonly refuse?: () => void
  readonly begin: readonly Statement[]
  readonly commit: () => Promise<void>
  readonly rollback: readonly Statement[]
  readonly failed?: (error: unknown) => void
  readonly rollbackFailed?: (error: unknown) => void
  /** Gives back what the block held. */
  readonly end: (state: 'clean' | 'dirty') => Promise<void>
}

async function complete<T>(
  database: Database,
  transaction: AsyncTransaction,
  sending: SendOptions,
  callback: () => T | PromiseLike<T>,
  work: BlockWork,
): Promise<T> {
  const { signal } = sending
  let result: T
  try {
    work.refuse?.()
    await sendAll(database, transaction, sending, work.begin, signal)
    result = await settle(transaction, signal, callback)
    await work.commit()
  } catch (error) {
    work.failed?.(error)
    const undone = rollBack(database, transaction, sending, work)
    // A statement that was aborted may run on, and the rollback is behind it.
    if (signal?.aborted) void connected().calls.follow(undone)
    else await undone
    throw error
  }
  await work.end('clean')
  return result
}

/** Never rejects: what went wrong first is what the caller can act on, and `dirty` makes sure of the rest. */
async function rollBack(
  database: Database,
  transaction: AsyncTransaction,
  sending: SendOptions,
  { rollback, rollbackFailed, end }: BlockWork,
): Promise<void> {
  transaction.end()
  await transaction.settled()
  await sendAll(database, transaction, sending, rollback).catch((error: unknown) => rollbackFailed?.(error))
  await end('dirty')
}

async function sendAll(
  database: Database,
  { session }: AsyncTransaction,
  { caller }: SendOptions,
  statements: readonly Statement[],
  signal?: AbortSignal,
): Promise<void> {
  for (const statement of statements) await sendStatement(database, session, statement, { caller, signal })
}

/** The callback's result, once all of its work has settled and may be committed. */
async function settle<T>(
  transaction: AsyncTransaction,
  signal: AbortSignal | undefined,
  callback: () => T | PromiseLike<T>,
): Promise<T> {
  const result = await orAborted(inContext(contextOf(transaction, signal), callback), signal)
  const unsettled = transaction.end()
  if (unsettled.length > 0) {
    throw new TransactionError(
      `The callback of ${transaction.describe()} returned while its queries were still in flight: ${unsettled.join(', ')}. Nothing was committed. Await them.`,
    )
  }
  transaction.refuseBroken()
  return result
}

function contextOf(transaction: AsyncTransaction, signal: AbortSignal | undefined): Context {
  const outer = currentContext()
  const transactions = new Map(outer?.transactions ?? []).set(transaction.alias, transaction)
  return { asynchronous: outer?.asynchronous ?? false, transactions, signal, isPartOfCall: true }
}

/** What follows a COMMIT is not aborted: the client who has gone meanwhile has changed something. */
function contextAfterCommit(): Context {
  return { asynchronous: false, ...currentContext(), signal: undefined, isPartOfCall: true }
}

/**
 * Sends COMMIT, which is not cancelled: whether that came too late nobody could tell.
 * @throws TransactionOutcomeUnknown where its answer did not come, or was not waited for.
 */
async function commit(
  database: Database,
  transaction: AsyncTransaction,
  { caller, signal }: SendOptions,
): Promise<void> {
  signal?.throwIfAborted()
  const statement = database.dialect.transactions.commit
  const { session } = transaction
  if (!session.isUsable()) throw lostBefore(transaction, statement)
  try {
    await orAborted(sendStatement(database, session, statement, { caller }), signal)
  } catch (error) {
    if (signal?.aborted && error === signal.reason)
      throw unknownOutcome(transaction, 'the abort came while COMMIT was being executed', error)
    if (error instanceof ConnectionLost) {
      throw unknownOutcome(transaction, 'the connection was lost while COMMIT was being executed', error)
    }
    throw error
  }
}

function unknownOutcome(transaction: AsyncTransaction, fact: string, cause: unknown): TransactionOutcomeUnknown {
  return new TransactionOutcomeUnknown(
    `Whether ${transaction.describe()} was committed is unknown: ${fact}. Look at what it wrote before you repeat it.`,
    { cause },
  )
}

function lostBefore(transaction: AsyncTransaction, { sql }: Statement): ConnectionLost {
  return new ConnectionLost({
    message: `The connection of ${transaction.describe()} was lost before COMMIT was sent. Nothing was committed`,
    driverCode: 'CONNECTION',
    sql,
  })
}
