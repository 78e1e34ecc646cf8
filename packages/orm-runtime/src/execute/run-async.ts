import type { Outcome, SendOptions, Statement } from '../dialects/connections.ts'
import { orAborted } from '../dialects/on-abort.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import type { AsyncTransaction } from './async-transaction.ts'
import { blockingBlock } from './blocking-blocks.ts'
import { combinedSignal, currentContext, currentTransaction } from './context.ts'
import { connected, type Database } from './database.ts'
import { describeCall } from './describe-call.ts'
import { endTick } from './end-of-tick.ts'
import { isLogged } from './query-log.ts'
import { runAtomic } from './run-atomic.ts'
import { sendStatement } from './send-statement.ts'
import type { AsyncCall, CallOptions, Step, Steps } from './steps.ts'

/**
 * Executes an operation; the event loop does not wait. The connection is chosen for each statement when it is sent: that
 * of the transaction in whose context the call is made, else whichever suits it.
 */
export function runAsync<T>(call: AsyncCall, steps: Steps<T>, options?: CallOptions): Promise<T> {
  return runWith(combinedSignal(options?.signal), call, steps)
}

/** The same for an execution that several callers wait for: the context of the first must not abort it for all. */
export function runWith<T>(signal: AbortSignal | undefined, call: AsyncCall, steps: Steps<T>): Promise<T> {
  return followed(signal, call, () => drive({ caller: { describe: () => describeCall(call) }, signal }, steps))
}

/** A call that has joined others and waits for their answer. */
export function runJoined<T>(call: AsyncCall, join: () => Promise<T>, options?: CallOptions): Promise<T> {
  const signal = combinedSignal(options?.signal)
  return followed(signal, call, () => (signal ? orAborted(join(), signal) : join()))
}

/** Begins a call, which its transactions and `close()` wait for. */
async function followed<T>(signal: AbortSignal | undefined, call: AsyncCall, begin: () => Promise<T>): Promise<T> {
  if (blockingBlock()) throw insideBlocking(call)
  signal?.throwIfAborted()
  const { calls } = connected()
  calls.refuseClosing()
  const transactions = currentContext()?.transactions
  if (!transactions) return calls.follow(begin())
  for (const transaction of transactions.values()) transaction.refuse(describeCall(call))
  const result = calls.follow(begin())
  for (const transaction of transactions.values()) transaction.follow(describeCall(call), result)
  return result
}

/** Executes what is part of calls that are followed already. */
export function runPart<T>(signal: AbortSignal | undefined, call: AsyncCall, steps: Steps<T>): Promise<T> {
  return drive({ caller: { describe: () => describeCall(call) }, signal }, steps)
}

/** Executes a statement that belongs to no query, for example one that makes a table. */
export async function runStatement(database: Database, statement: Statement): Promise<Outcome> {
  const describe = () => statement.sql.slice(0, 40)
  return execute({ caller: { describe }, signal: combinedSignal(undefined) }, database, statement)
}

export function insideBlocking(call: AsyncCall): TransactionError {
  return new TransactionError(
    `\`${describeCall(call)}\` inside \`atomic\` would run on another connection, outside of the block. Use the blocking method, or \`aatomic\`.`,
  )
}

async function drive<T>(sending: SendOptions, steps: Steps<T>): Promise<T> {
  let step = steps.next()
  while (!step.done) {
    let answer: unknown
    try {
      answer = await taken(sending, step.value)
    } catch (error) {
      step = steps.throw(error)
      continue
    }
    step = steps.next(answer)
  }
  return step.value
}

function taken(sending: SendOptions, step: Step): unknown {
  if (step.kind === 'statement') return execute(sending, step.database, step.statement)
  const { signal } = sending
  if (step.kind === 'call') return orAborted(Promise.resolve(step.asynchronous()), signal)
  const callback = () => drive(sending, step.steps())
  return runAtomic({ database: step.database, callback, options: { signal }, place: sending.caller.describe() })
}

function execute(sending: SendOptions, database: Database, statement: Statement): Promise<Outcome> {
  if (statement.effect === 'write') endTick()
  const transaction = currentTransaction(database.alias)
  if (transaction) return executeWithin(transaction, sending, database, statement)
  const { replicas } = database
  if (!replicas || statement.effect === 'write') {
    return sendStatement(database, database.connections, statement, sending)
  }
  return replicas.read((connections) => sendStatement(database, connections, statement, sending))
}

function executeWithin(
  transaction: AsyncTransaction,
  sending: SendOptions,
  database: Database,
  statement: Statement,
): Promise<Outcome> {
  const startedAt = isLogged() ? performance.now() : undefined
  return transaction.inTurn(sending, () => sendStatement(database, transaction.session, statement, sending, startedAt))
}
