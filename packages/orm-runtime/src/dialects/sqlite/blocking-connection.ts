import type { BlockingConnection, Outcome, Row, Statement } from '../connections.ts'
import { connectionOpener, type SqliteFile } from './connection.ts'
import { Runner } from './runner.ts'
import { sqliteError, sqliteFailure } from './sqlite-error.ts'

/**
 * The main thread's connection. A stream outside transactions has a connection of its own: on the main one it would keep
 * other statements to the state of the database at its start, and from writing. Inside a transaction it uses the
 * transaction's, and the rest of its rows is fetched before the next statement that writes.
 */
export async function openBlockingConnection(
  file: SqliteFile,
): Promise<BlockingConnection & { readonly close: () => void }> {
  const open = await connectionOpener()
  const main = new Runner(open(file), 'main')
  const streaming = new Set<Runner>()
  const spare: Runner[] = []

  return {
    name: 'main',
    execute: (statement): Outcome => {
      try {
        return main.execute(statement)
      } catch (error) {
        throw sqliteError(sqliteFailure(error), statement)
      }
    },
    *stream(statement, chunkSize) {
      const limits = { rows: chunkSize, weight: Infinity }
      if (main.connection.inTransaction || statement.effect === 'write') {
        yield* translated(main.stream(statement, limits), statement)
        return
      }
      const runner = spare.pop() ?? new Runner(open(file), 'main')
      streaming.add(runner)
      try {
        yield* translated(runner.stream(statement, limits), statement)
      } finally {
        streaming.delete(runner)
        if (spare.length === 0 && runner.connection.open) spare.push(runner)
        else runner.connection.close()
      }
    },
    close: () => {
      for (const runner of [main, ...spare, ...streaming]) {
        runner.reset()
        runner.connection.close()
      }
    },
  }
}

function* translated(chunks: Iterable<readonly Row[]>, statement: Statement): Generator<readonly Row[], void, void> {
  try {
    yield* chunks
  } catch (error) {
    throw sqliteError(sqliteFailure(error), statement)
  }
}
