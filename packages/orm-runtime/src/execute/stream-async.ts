import type { Connections, Outcome, Row, Statement, StreamOptions } from '../dialects/connections.ts'
import { blockingBlock } from './blocking-blocks.ts'
import { combinedSignal, currentTransaction } from './context.ts'
import { connected, type Database } from './database.ts'
import { describeCall } from './describe-call.ts'
import { isLogged, logQuery } from './query-log.ts'
import { insideBlocking } from './run-async.ts'
import type { AsyncCall, CallOptions } from './steps.ts'

/** The rows of a SELECT in chunks, as they are pulled. */
export async function* streamAsync(
  call: AsyncCall,
  database: Database,
  statement: Statement,
  { signal, chunkSize }: CallOptions & { readonly chunkSize: number },
): AsyncGenerator<readonly Row[], void, void> {
  if (blockingBlock()) throw insideBlocking(call)
  connected().calls.refuseClosing()
  const name = describeCall(call)
  const options = { caller: { describe: () => name }, signal: combinedSignal(signal), chunkSize }
  options.signal?.throwIfAborted()
  const transaction = currentTransaction(database.alias)
  transaction?.refuse(name)
  const source = transaction ? transaction.stream(statement, options) : outside(database, statement, options)
  yield* isLogged() ? logged(database, statement, name, source) : source
}

async function* outside(database: Database, statement: Statement, options: StreamOptions) {
  const { connections, replicas } = database
  const open = async (from: Connections) => {
    const chunks = from.stream(statement, options)
    return { chunks, first: await chunks.next() }
  }
  // A replica that can't be reached says so before the first rows.
  const { chunks, first } = await (replicas && statement.effect === 'read' ? replicas.read(open) : open(connections))
  try {
    if (first.done) return
    yield first.value
    yield* chunks
  } finally {
    await chunks.return()
  }
}

async function* logged(
  database: Database,
  statement: Statement,
  name: string,
  source: AsyncGenerator<readonly Row[], void, void>,
) {
  const startedAt = performance.now()
  const stream = { database, statement, operation: () => name, startedAt, sentAt: startedAt }
  let changes = 0
  let ended: { readonly error: unknown } | undefined
  try {
    for await (const chunk of source) {
      changes += chunk.length
      yield chunk
    }
  } catch (error) {
    ended = { error }
    throw error
  } finally {
    const outcome: Outcome = { rows: [], changes, connection: 'stream' }
    logQuery(stream, ended ?? { outcome })
  }
}
