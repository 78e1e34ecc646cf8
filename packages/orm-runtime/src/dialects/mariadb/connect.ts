import type { Connection } from 'mysql2'
import { OperationalError } from '../../errors/database-error.ts'
import { OrmError } from '../../errors/orm-error.ts'
import { driverOptions, type MariadbSettings } from './connection-options.ts'
import { serverFailure } from './driver-error.ts'
import { loadDriver, type Driver } from './driver.ts'
import { serverVersion, type ServerVersion } from './server-version.ts'

export interface Connected {
  readonly driver: Driver
  readonly wire: Connection
  readonly server: ServerVersion
}

/**
 * A new connection of the driver, as the server gives it.
 * @throws UsageError where the driver is missing, NotSupportedError where the server is too old, OperationalError where
 * it can't be reached or refuses.
 */
export async function connect(settings: MariadbSettings): Promise<Connected> {
  const driver = await loadDriver()
  const wire = driver.createConnection(driverOptions(settings))
  try {
    // The listener for errors stays: without one a lost connection would end the process.
    const { serverVersion: greeting } = await new Promise<Handshake>((resolve, reject) => {
      wire.on('connect', resolve)
      wire.on('error', reject)
    })
    return { driver, wire, server: serverVersion(greeting) }
  } catch (error) {
    wire.destroy()
    throw refusal(settings, error)
  }
}

/** What the driver tells of the server's greeting. */
interface Handshake {
  readonly serverVersion: string
}

function refusal({ server }: MariadbSettings, error: unknown): OrmError {
  if (error instanceof OrmError) return error
  const { code, message } = serverFailure(error)
  const { host = 'localhost', port = 3306, socketPath, database = '' } = server
  return new OperationalError({
    message: `Can't connect to the MariaDB database '${database}' at ${socketPath ?? `${host}:${port}`}: ${message}`,
    driverCode: code,
    sql: '(none: no connection yet)',
    cause: error,
  })
}
