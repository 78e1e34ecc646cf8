import type { Statement } from '../compile/plan.ts'
import type { AsyncConnection, FirstChunk, Outcome } from '../dialects/dialect.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import type { AsyncTransaction } from '../transactions/async-transaction.ts'
import { blockingBlock } from '../transactions/blocking-blocks.ts'
import { currentContext } from './context.ts'
import { connectedDatabase, type Database } from './database.ts'
import { describeCall } from './describe-call.ts'
import type { AsyncCall, Steps } from './steps.ts'

/**
 * Executes an operation on worker threads; the event loop does not wait. The connection is chosen now: that of the
 * transaction in whose context the call is made, else a reading or the writing one for each statement.
 */
export async function runAsync<T>(call: AsyncCall, steps: Steps<T>): Promise<T> {
  const drive = async (session: Session) => {
    let step = steps.next()
    while (!step.done) {
      let outcome: Outcome
      try {
        outcome = await outcomeOf(session, step.value)
      } catch (error) {
        step = steps.throw(error)
        continue
      }
      step = steps.next(outcome)
    }
    return step.value
  }
  return inSession(call, drive)
}

/** Executes one statement and answers the first rows; the caller pulls or drops the rest. */
export function openRows(call: AsyncCall, statement: Statement): Promise<FirstChunk> {
  return inSession(call, (session) => session.send(statement, async (first) => first))
}

/** Executes a statement that belongs to no query, for example one that makes a table. */
export async function runStatement(database: Database, sql: string): Promise<void> {
  const { connections } = database
  if (connections.shared)
    await autocommit(database).send({ sql, parameters: [], effect: 'write', compiled: false }, done)
  else connections.main.execute(sql, [])
}

/** Sends a statement on a connection and tells the query log. */
export async function sendLogged(database: Database, connection: AsyncConnection, statement: Statement) {
  const { sql, parameters, compiled } = statement
  const started = performance.now()
  try {
    return await connection.send(sql, parameters)
  } catch (error) {
    // The worker's answer knows nothing of the call; from here the stack leads back to the program's await.
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  } finally {
    const milliseconds = performance.now() - started
    database.onQuery?.({ sql, parameters, milliseconds, connection: connection.name, compiled })
  }
}

/** Where the statements of one call go. */
interface Session {
  /** `use` takes the rows while the connection is still held. */
  readonly send: <T>(statement: Statement, use: (first: FirstChunk) => Promise<T>) => Promise<T>
}

async function inSession<T>(call: AsyncCall, work: (session: Session) => Promise<T>): Promise<T> {
  if (blockingBlock()) {
    throw new TransactionError(
      `\`${describeCall(call)}\` inside \`atomic\` would run on another connection, outside of the block. Use the blocking method, or \`aatomic\`.`,
    )
  }
  const database = connectedDatabase()
  const transaction = currentContext()?.transaction
  if (!transaction) return database.calls.track(() => work(autocommit(database)))
  const name = describeCall(call)
  transaction.refuse(name)
  return transaction.track(name, () => work(within(database, transaction, name)))
}

function autocommit(database: Database): Session {
  const { connections, writing } = database
  return {
    send: async (statement, use) => {
      if (statement.effect === 'read') return use(await sendLogged(database, connections.reader(), statement))
      const release = await writing.acquire('shared', { describe: () => 'A statement' })
      try {
        return await use(await sendLogged(database, connections.writer(), statement))
      } finally {
        release()
      }
    },
  }
}

function within(database: Database, transaction: AsyncTransaction, name: string): Session {
  return {
    send: async (statement, use) => {
      const release = await transaction.turn.acquire('exclusive', { describe: () => `\`${name}\`` })
      try {
        transaction.refuseAfterFailure()
        return await use(await sendLogged(database, transaction.connection, statement))
      } catch (error) {
        transaction.break(error)
        throw error
      } finally {
        release()
      }
    },
  }
}

function outcomeOf(session: Session, statement: Statement): Promise<Outcome> {
  return session.send(statement, async ({ rows, changes, rest }) => {
    if (!rest) return { rows, changes }
    const kept = [...rows]
    for (let chunk = await rest.next(); chunk.length > 0; chunk = await rest.next()) kept.push(...chunk)
    return { rows: kept, changes }
  })
}

async function done(): Promise<void> {}
