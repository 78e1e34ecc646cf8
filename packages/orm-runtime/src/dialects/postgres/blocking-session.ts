import type { Session } from '../connections.ts'
import type { PostgresSettings } from './connection-options.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { postgresSession } from './postgres-session.ts'

/** A session of the worker thread that serves blocking calls; its release ends the connection. */
export async function openSession(settings: PostgresSettings): Promise<Session> {
  const connection = await PostgresConnection.open(settings, 'one-by-one')
  return postgresSession({ connection, name: 'blocking', release: () => connection.close() })
}
