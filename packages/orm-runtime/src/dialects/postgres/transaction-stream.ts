import type { Row, Statement, StreamOptions } from '../connections.ts'
import type { PostgresConnection } from './postgres-connection.ts'

let lastNumber = 0

/**
 * The rows of a SELECT in chunks, inside a transaction, through a cursor of SQL. Unlike one of the protocol it lets other
 * statements of the transaction run between the chunks, as loops over its rows do.
 */
export async function* transactionStream(
  connection: PostgresConnection,
  statement: Statement,
  { chunkSize, signal }: StreamOptions,
): AsyncGenerator<readonly Row[], void, void> {
  const name = `orm_cursor_${++lastNumber}`
  const once = { effect: statement.effect, prepare: false, compiled: statement.compiled }
  const declare = {
    ...once,
    sql: `declare ${name} no scroll cursor for ${statement.sql}`,
    parameters: statement.parameters,
  }
  const fetch = { ...once, sql: `fetch forward ${chunkSize} from ${name}`, parameters: [] }
  await connection.execute(declare, signal)
  let failed = false
  try {
    for (;;) {
      failed = true
      const { rows } = await connection.execute(fetch, signal)
      failed = false
      if (rows.length > 0) yield rows
      if (rows.length < chunkSize) return
    }
  } finally {
    // The end of the transaction closes it too, so there is nothing to do where that has come already.
    if (!failed && connection.isInTransaction) {
      await connection.execute({ ...once, sql: `close ${name}`, parameters: [] }).catch(() => undefined)
    }
  }
}
