import type { Session } from '../connections.ts'
import type { MariadbSettings } from './connection-options.ts'
import { MariadbConnection } from './mariadb-connection.ts'
import { mariadbSession } from './mariadb-session.ts'

/** A session of the worker thread that serves blocking calls; its release ends the connection. */
export async function openSession(settings: MariadbSettings): Promise<Session> {
  const connection = await MariadbConnection.open(settings)
  return mariadbSession({ connection, name: 'blocking', release: () => connection.close() })
}
