import type { Lease } from '../../pool/lease.ts'
import type { Outcome, Session } from '../connections.ts'
import { cursorStream } from './cursor-stream.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import type { Answer } from './rows-query.ts'
import { transactionStream } from './transaction-stream.ts'

/** A connection for one caller alone, until it is released. */
export function postgresSession(lease: Pick<Lease<PostgresConnection>, 'connection' | 'name' | 'release'>): Session {
  const { connection, name } = lease
  return {
    name,
    isUsable: () => connection.isUsable,
    execute: async (statement, { signal }) => outcome(await connection.execute(statement, signal), name),
    stream: (statement, options) =>
      connection.isInTransaction
        ? transactionStream(connection, statement, options)
        : cursorStream(connection, statement, options),
    release: (state) => giveBack(lease, state),
  }
}

/**
 * Gives a connection back once nothing is being cancelled on it any more; otherwise the signal of the cancellation could
 * hit what its next holder executes.
 */
export async function giveBack(
  { connection, release }: Pick<Lease<PostgresConnection>, 'connection' | 'release'>,
  state: 'clean' | 'dirty',
): Promise<void> {
  await connection.settled()
  if (!connection.isUsable) return release('broken')
  return release(connection.isInTransaction ? 'dirty' : state)
}

export function outcome({ rows, tag, columns }: Answer, connection: string): Outcome {
  const changes = changesOf(tag)
  return columns ? { rows, changes, connection, columns } : { rows, changes, connection }
}

/** The number at the end of `INSERT 0 5`, `UPDATE 2`, `DELETE 0`, `MERGE 1`; a SELECT changes nothing. */
function changesOf(tag: string): number {
  return /^(INSERT|UPDATE|DELETE|MERGE)/.test(tag) ? Number(tag.slice(tag.lastIndexOf(' ') + 1)) : 0
}
