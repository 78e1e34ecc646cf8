import type { Outcome, SendOptions, Session, Statement } from '../dialects/connections.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import { runAtomic } from '../transactions/aatomic.ts'
import type { AsyncTransaction } from '../transactions/async-transaction.ts'
import { blockingBlock } from '../transactions/blocking-blocks.ts'
import { currentContext, currentTransaction } from './context.ts'
import { connected, logQuery, type Database } from './database.ts'
import { describeCall } from './describe-call.ts'
import type { AsyncCall, CallOptions, Step, Steps } from './steps.ts'

/**
 * Executes an operation; the event loop does not wait. The connection is chosen for each statement when it is sent: that
 * of the transaction in whose context the call is made, else whichever suits it.
 */
export function runAsync<T>(call: AsyncCall, steps: Steps<T>, options?: CallOptions): Promise<T> {
  return track(call, options, (sending) => drive(sending, steps))
}

/** The rows of a SELECT in chunks, as they are pulled. */
export async function* streamAsync(
  call: AsyncCall,
  database: Database,
  statement: Statement,
  options: CallOptions & { readonly chunkSize: number },
) {
  refuseInsideBlocking(call)
  const transaction = currentTransaction(database.alias)
  const name = describeCall(call)
  transaction?.refuse(name)
  const sending = sendingOf(call, options)
  sending.signal?.throwIfAborted()
  const source = transaction
    ? transaction.stream(statement, { ...sending, chunkSize: options.chunkSize })
    : connectionsFor(database, statement).stream(statement, { ...sending, chunkSize: options.chunkSize })
  const started = performance.now()
  let rows = 0
  try {
    for await (const chunk of source) {
      rows += chunk.length
      yield chunk
    }
  } finally {
    const outcome = { rows: [], changes: rows, connection: 'stream' }
    logQuery(database, statement, () => name, started, { outcome })
  }
}

/** Executes a statement that belongs to no query, for example one that makes a table. */
export async function runStatement(database: Database, statement: Statement): Promise<Outcome> {
  const describe = () => statement.sql.slice(0, 40)
  return taken({ caller: { describe } }, { kind: 'statement', database, statement }) as Promise<Outcome>
}

/** Sends a statement on a connection that is held, and tells the query log. */
export async function sendLogged(
  database: Database,
  connection: Pick<Session, 'execute'>,
  statement: Statement,
  options: SendOptions,
): Promise<Outcome> {
  const started = performance.now()
  try {
    const outcome = await connection.execute(statement, options)
    logQuery(database, statement, options.caller.describe, started, { outcome })
    return outcome
  } catch (error) {
    // The answer knows nothing of the call; from here the stack leads back to the program's await.
    if (error instanceof Error) Error.captureStackTrace(error)
    logQuery(database, statement, options.caller.describe, started, { error })
    throw error
  }
}

function track<T>(call: AsyncCall, options: CallOptions | undefined, work: (sending: SendOptions) => Promise<T>) {
  const sending = sendingOf(call, options)
  return connected().calls.track(async () => {
    refuseInsideBlocking(call)
    const transactions = [...(currentContext()?.transactions?.values() ?? [])]
    if (transactions.length === 0) return send(sending, work)
    const name = describeCall(call)
    for (const transaction of transactions) transaction.refuse(name)
    const result = send(sending, work)
    for (const transaction of transactions) transaction.follow(name, result)
    return result
  })
}

async function send<T>(sending: SendOptions, work: (sending: SendOptions) => Promise<T>): Promise<T> {
  sending.signal?.throwIfAborted()
  return work(sending)
}

function sendingOf(call: AsyncCall, options: CallOptions | undefined): SendOptions {
  const outer = currentContext()?.signal
  const signal = options?.signal && outer ? AbortSignal.any([options.signal, outer]) : (options?.signal ?? outer)
  return { caller: { describe: () => describeCall(call) }, signal }
}

function refuseInsideBlocking(call: AsyncCall): void {
  if (!blockingBlock()) return
  throw new TransactionError(
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
  if (step.kind === 'call') return step.asynchronous()
  const { database } = step
  if (step.kind === 'atomic') {
    return runAtomic(database, sending.caller, () => drive(sending, step.steps()), { signal: sending.signal })
  }
  const { statement } = step
  const transaction = currentTransaction(database.alias)
  if (transaction) return within(database, transaction, statement, sending)
  return sendLogged(database, connectionsFor(database, statement), statement, sending)
}

/** Where a statement outside of transactions goes. */
function connectionsFor(database: Database, statement: Statement) {
  const { replicas, connections } = database
  if (statement.effect === 'write' || replicas.length === 0) return connections
  return replicas[nextReplica++ % replicas.length] ?? connections
}

let nextReplica = 0

function within(database: Database, transaction: AsyncTransaction, statement: Statement, sending: SendOptions) {
  return transaction.inTurn(sending, () => sendLogged(database, transaction.session, statement, sending))
}
