import type { Row, Statement, StreamOptions } from '../connections.ts'
import type { MariadbConnection } from './mariadb-connection.ts'
import { RowReader } from './row-reader.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * The rows of a SELECT in chunks as the server sends them, at most two chunks ahead of their reader. Left early, the
 * statement is killed. A statement that is executed on the same connection meanwhile makes the rest of the rows come
 * into memory first, because the protocol carries one answer at a time.
 */
export async function* rowStream(
  connection: MariadbConnection,
  statement: Statement,
  { chunkSize, signal }: StreamOptions,
): AsyncGenerator<readonly Row[], void, void> {
  await connection.ready()
  signal?.throwIfAborted()
  await connection.liftStatementLimit()
  const reader = new RowReader(chunkSize, {
    pause: () => connection.pause(),
    resume: () => connection.resume(),
  })
  connection.send(statement, reader)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const rows = await unlessAborted(reader.next(), signal)
      if (rows.length === 0) return
      yield rows
    }
  } finally {
    if (!reader.isOver) {
      reader.drop()
      connection.cancel(reader.end)
      await connection.settled()
    }
    await connection.restoreStatementLimit()
  }
}
