import type { Lease } from '../../pool/lease.ts'
import type { Outcome, Session } from '../connections.ts'
import type { Answer } from './answer.ts'
import type { MariadbConnection } from './mariadb-connection.ts'
import { rowStream } from './row-stream.ts'

type Held = Pick<Lease<MariadbConnection>, 'connection' | 'name' | 'release'>

/** A connection for one caller alone, until it is released. */
export function mariadbSession(lease: Held): Session {
  const { connection, name } = lease
  return {
    name,
    isUsable: () => connection.isUsable,
    execute: async (statement, { signal }) => outcome(await connection.execute(statement, signal), name),
    stream: (statement, options) => rowStream(connection, statement, options),
    release: (state) => giveBack(lease, state),
  }
}

/**
 * Gives a connection back once nothing is being cancelled on it any more; otherwise the kill could hit what its next
 * holder executes.
 */
export async function giveBack({ connection, release }: Held, state: 'clean' | 'dirty'): Promise<void> {
  await connection.settled()
  if (!connection.isUsable) return release('broken')
  return release(connection.isInTransaction ? 'dirty' : state)
}

export function outcome({ rows, changes, insertId, columns }: Answer, connection: string): Outcome {
  if (columns) return { rows, changes, connection, columns }
  return insertId === undefined ? { rows, changes, connection } : { rows, changes, insertId, connection }
}
