import { ConnectionLost, OperationalError } from '../../errors/database-error.ts'
import { transactionControl } from '../blocking/transaction-control.ts'
import type { Outcome, Row, Statement } from '../connections.ts'
import type { ClosableBlocking } from './blocking-postgres.ts'
import type { PostgresSettings } from './connection-options.ts'
import { nativeAddress } from './native-address.ts'
import { loadNative, type NativeClient } from './native-client.ts'
import { NativeConnection } from './native-connection.ts'
import { outcome } from './postgres-session.ts'
import { PreparedStatements } from './prepared-statements.ts'

/**
 * A blocking connection in this thread, through libpq: no worker to start, and none to wake with each statement. Undefined
 * where the package pg-native is not there, or where TLS is asked for.
 *
 * A stream outside transactions has a connection of its own, so that statements between its chunks go on beside it. Where
 * the connection is lost inside a transaction, statements fail until ROLLBACK: on a new connection they would be committed
 * each by itself.
 */
export function openNative(settings: PostgresSettings): ClosableBlocking | undefined {
  const address = nativeAddress(settings)
  const newClient = address === undefined ? undefined : loadNative()
  if (address === undefined || !newClient) return undefined
  const open = () => connect(newClient(), address, settings)
  const name = 'blocking'
  let connection: NativeConnection | undefined
  let lostInTransaction = false
  let lastCursor = 0

  function execute(statement: Statement): Outcome {
    const { sql } = statement
    if (lostInTransaction) {
      if (transactionControl(statement) !== 'rolls back') throw lost(sql)
      lostInTransaction = false
      return { rows: [], changes: 0, connection: name }
    }
    connection ??= open()
    const inTransaction = connection.isInTransaction
    try {
      return outcome(connection.execute(statement), name)
    } catch (error) {
      if (error instanceof ConnectionLost) {
        connection.end()
        connection = undefined
        lostInTransaction = inTransaction
      }
      throw error
    }
  }

  function* chunks(on: Pick<NativeConnection, 'execute'>, statement: Statement, size: number): Chunks {
    const cursor = `orm_native_${++lastCursor}`
    on.execute({ ...statement, sql: `declare ${cursor} no scroll cursor for ${statement.sql}`, prepare: false })
    const fetch = { ...statement, sql: `fetch forward ${size} from ${cursor}`, parameters: [], prepare: false }
    let rows: readonly Row[]
    do {
      ;({ rows } = on.execute(fetch))
      if (rows.length > 0) yield rows
    } while (rows.length === size)
  }

  return {
    name,
    execute,
    *stream(statement, chunkSize) {
      if (lostInTransaction) throw lost(statement.sql)
      if (connection?.isInTransaction) return yield* chunks(connection, statement, chunkSize)
      const own = open()
      try {
        own.execute({ ...statement, sql: 'begin', parameters: [], prepare: false })
        yield* chunks(own, statement, chunkSize)
      } finally {
        own.end()
      }
    },
    close: () => {
      connection?.end()
      return Promise.resolve()
    },
  }
}

type Chunks = Generator<readonly Row[], void, void>

function connect(client: NativeClient, address: string, settings: PostgresSettings): NativeConnection {
  const { unnamed, preparedStatements } = settings
  try {
    return new NativeConnection(client, address, unnamed ? undefined : new PreparedStatements(preparedStatements))
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error)
    throw new OperationalError({
      message: `Can't connect to the PostgreSQL database: ${reason}`,
      driverCode: 'CONNECTION',
      sql: '(none: no connection yet)',
      cause: error,
    })
  }
}

function lost(sql: string): ConnectionLost {
  const message = 'The blocking connection was lost inside this transaction, and all that it did with it.'
  return new ConnectionLost({ message, driverCode: 'CONNECTION', sql })
}
