import { ConnectionLost } from '../../errors/database-error.ts'
import type { BlockingConnection, Outcome, Row, Statement } from '../connections.ts'
import { unpackError } from '../packed-error.ts'
import type { Reply, Request } from './blocking-messages.ts'
import { transactionControl } from './transaction-control.ts'
import { WaitingThread } from './waiting-thread.ts'

export interface BlockingOptions {
  /**
   * The address of a module that exports `openSession(options): Promise<Session>`. Each call opens a connection of its
   * own, and `release` of the session ends it. It is loaded by Node in a worker thread, so it is JavaScript.
   */
  readonly module: URL
  /** For `openSession`: anything that can be cloned. */
  readonly options: unknown
  /** Milliseconds that a statement may take by the session's own limits. */
  readonly timeout: number
  readonly name: string
}

/** Milliseconds beyond its own limit that a session has to say so, before its thread is ended. */
const GRACE = 1000
/** Milliseconds for a new thread to load its modules and connect, beyond a statement's. */
const START = 10_000

/**
 * A blocking connection over an asynchronous driver: the driver runs in a worker thread, and the calling thread waits
 * for its answer, never for longer than `timeout` and a second more. A thread that is late or has died is replaced at
 * the next call.
 *
 * A stream outside transactions has a connection of its own, so that statements between its chunks go on beside it. Inside
 * a transaction it uses the transaction's; the first other statement makes the worker fetch the rest of the rows before.
 *
 * Where the connection is lost inside a transaction, statements fail until ROLLBACK: on a new connection they would be
 * committed each by itself.
 * @throws ConnectionLost where the thread is late or has died; errors of the session as they are.
 */
export function openBlocking(options: BlockingOptions): BlockingConnection & { readonly close: () => Promise<void> } {
  const { name, timeout } = options
  let thread: WaitingThread | undefined
  let transaction: 'none' | 'open' | 'lost' = 'none'
  let lastStream = 0

  function running(sql: string): WaitingThread {
    if (thread && !thread.ended) return thread
    if (transaction === 'open') {
      transaction = 'lost'
      throw lost(`The worker thread of '${name}' ended inside a transaction`, sql)
    }
    thread = new WaitingThread(options)
    try {
      replyOf(thread, timeout + START, sql)
    } catch (error) {
      thread.stop()
      throw error
    }
    return thread
  }

  function ask(on: WaitingThread, request: Request, sql: string): Reply {
    on.send(request)
    try {
      return replyOf(on, timeout + GRACE, sql)
    } catch (error) {
      if (transaction === 'open' && error instanceof ConnectionLost) transaction = 'lost'
      throw error
    }
  }

  function replyOf(on: WaitingThread, milliseconds: number, sql: string): Reply {
    const reply = on.receive(milliseconds)
    if (reply.answer === 'failure') throw unpackError(reply.error)
    if (reply.answer === 'died') throw lost(`The worker thread of '${name}' stopped: ${reply.reason}`, sql)
    if (reply.answer === 'late')
      throw lost(`'${name}' did not answer within ${milliseconds} ms; its thread was ended`, sql)
    return reply
  }

  return {
    name,
    execute: (statement) => {
      const control = transactionControl(statement)
      if (transaction === 'lost') {
        if (control !== 'rolls back')
          throw lost(`The connection '${name}' was lost inside this transaction`, statement.sql)
        transaction = 'none'
        return { rows: [], changes: 0, connection: name }
      }
      const reply = ask(running(statement.sql), { ask: 'execute', statement }, statement.sql)
      if (control === 'opens') transaction = 'open'
      else if (control) transaction = 'none'
      return { ...outcomeOf(reply), connection: name }
    },
    *stream(statement, chunkSize) {
      const { sql } = statement
      if (transaction === 'lost') throw lost(`The connection '${name}' was lost inside this transaction`, sql)
      const on = running(sql)
      const id = ++lastStream
      const session = transaction === 'open' ? 'shared' : 'own'
      let rows = rowsOf(ask(on, { ask: 'stream', id, statement, chunkSize, session }, sql))
      try {
        while (rows.length > 0) {
          yield rows
          if (on.ended) throw lost(`The worker thread of '${name}' ended, and the stream's rows with it`, sql)
          rows = []
          rows = rowsOf(ask(on, { ask: 'next', id }, sql))
        }
      } finally {
        if (rows.length > 0 && !on.ended) ask(on, { ask: 'drop', id }, sql)
      }
    },
    close: async () => thread?.close(timeout + GRACE),
  }
}

function outcomeOf(reply: Reply): Outcome {
  if (reply.answer !== 'outcome') throw new Error(`A statement was answered by '${reply.answer}'.`)
  return reply.outcome
}

function rowsOf(reply: Reply): readonly Row[] {
  if (reply.answer !== 'chunk') throw new Error(`A stream was answered by '${reply.answer}'.`)
  return reply.rows
}

function lost(fact: string, sql: Statement['sql']): ConnectionLost {
  const message = `${fact}. What it was doing may or may not have happened; the next call outside the transaction opens a new connection.`
  return new ConnectionLost({ message, driverCode: 'WORKER_LOST', sql })
}
