import type { Client } from 'pg'
import type { Driver } from './driver.ts'

/**
 * Asks the server to cancel what this connection is doing, as the protocol wants it: on a connection of its own, with the
 * backend's key. Resolves when the server has closed that connection, by which time it has signalled the backend.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export function cancelRequest(driver: Driver, client: Client): Promise<void> {
  // The types of the driver leave out what its own `cancel` uses.
  const { processID, secretKey, port, host, ssl } = client as unknown as Backend
  const connection = new driver.Connection({ ssl }) as unknown as Wire
  return new Promise((resolve, reject) => {
    const send = () => connection.cancel(processID, secretKey)
    connection.on('connect', () => (ssl ? connection.requestSsl() : send()))
    connection.on('sslconnect', send)
    connection.on('error', reject)
    connection.on('end', resolve)
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
    else connection.connect(port, host)
  })
}

interface Backend {
  readonly processID: number
  readonly secretKey: number
  readonly host: string
  readonly port: number
  readonly ssl: boolean | object
}

interface Wire {
  connect(port: number | string, host?: string): void
  requestSsl(): void
  cancel(processID: number, secretKey: number): void
  on(event: 'connect' | 'sslconnect' | 'end', listener: () => void): void
  on(event: 'error', listener: (error: Error) => void): void
}
