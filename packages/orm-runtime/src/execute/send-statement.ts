import type { Outcome, Row, SendOptions, Session, Statement } from '../dialects/connections.ts'
import type { Database } from './database.ts'
import { isLogged, logQuery } from './query-log.ts'

/** Sends a statement and tells the query log. `startedAt`: when it was wanted, where that was before. */
export async function sendStatement(
  database: Database,
  connection: Pick<Session, 'execute'>,
  statement: Statement,
  options: SendOptions,
  startedAt?: number,
): Promise<Outcome> {
  if (!isLogged()) return connection.execute(statement, options).catch(leadingHere)
  const sentAt = performance.now()
  const { describe: operation } = options.caller
  const logged = { database, statement, operation, startedAt: startedAt ?? sentAt, sentAt }
  try {
    const outcome = await connection.execute(statement, options)
    logQuery(logged, { outcome })
    return outcome
  } catch (error) {
    logQuery(logged, { error })
    return leadingHere(error)
  }
}

/** Sends a statement of a blocking call. */
export function executeBlocking(database: Database, statement: Statement, operation: () => string): Outcome {
  const connection = database.connections.blocking()
  if (!isLogged()) return connection.execute(statement)
  const startedAt = performance.now()
  const logged = { database, statement, operation, startedAt, sentAt: startedAt }
  try {
    const outcome = connection.execute(statement)
    logQuery(logged, { outcome })
    return outcome
  } catch (error) {
    logQuery(logged, { error })
    throw error
  }
}

/** The rows of a blocking SELECT in chunks; the query log hears of it at its end. */
export function* streamBlocking(
  database: Database,
  statement: Statement,
  chunkSize: number,
  operation: () => string,
): Generator<readonly Row[], void, void> {
  const chunks = database.connections.blocking().stream(statement, chunkSize)
  if (!isLogged()) return yield* chunks
  const startedAt = performance.now()
  const logged = { database, statement, operation, startedAt, sentAt: startedAt }
  let changes = 0
  let ended: { readonly error: unknown } | undefined
  try {
    for (const chunk of chunks) {
      changes += chunk.length
      yield chunk
    }
  } catch (error) {
    ended = { error }
    throw error
  } finally {
    logQuery(logged, ended ?? { outcome: { rows: [], changes, connection: 'main stream' } })
  }
}

/** The answer knows nothing of the call; from here the stack leads back to the program's await. */
function leadingHere(error: unknown): never {
  if (error instanceof Error) Error.captureStackTrace(error)
  throw error
}
