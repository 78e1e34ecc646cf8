import type { Row, Statement, StreamOptions } from '../connections.ts'
import { within } from '../../pool/within.ts'
import { driverError } from './driver-error.ts'
import { loadCursor } from './driver.ts'
import { wireParameters } from './parameters.ts'
import type { PostgresConnection } from './postgres-connection.ts'

const closeTimeout = 5_000

/**
 * The rows of a SELECT in chunks, through a cursor of the protocol. It has the connection for itself: a statement sent
 * meanwhile would wait for the end of the stream.
 */
export async function* cursorStream(
  connection: PostgresConnection,
  statement: Statement,
  { chunkSize, signal }: StreamOptions,
): AsyncGenerator<readonly Row[], void, void> {
  const Cursor = await loadCursor()
  signal?.throwIfAborted()
  const cursor = new Cursor<Row>(statement.sql, wireParameters(statement), { rowMode: 'array', types: texts })
  connection.openCursor(cursor)
  let state: 'open' | 'ended' | 'failed' = 'open'

  const close = async () => {
    if (state !== 'open' || !connection.isUsable) return
    state = 'ended'
    // The driver waits for ever if the connection is lost just now.
    await within(closeTimeout, cursor.close()).catch(() => connection.destroy())
  }
  const read = async () => {
    try {
      const rows = await cursor.read(chunkSize)
      if (rows.length < chunkSize) state = 'ended'
      return rows
    } catch (error) {
      state = 'failed'
      throw driverError(error, statement)
    }
  }

  try {
    for (;;) {
      signal?.throwIfAborted()
      const rows = await (signal ? connection.abortable(read(), signal, close) : read())
      if (rows.length > 0) yield rows
      if (rows.length < chunkSize) return
    }
  } finally {
    await connection.settled()
    await close()
  }
}

// Cells are texts; the dialect's types read them, by column.
const texts = { getTypeParser: () => (text: string) => text }
