import { UsageError } from '../../errors/usage-error.ts'
import type { Row, Session, Statement, StreamOptions } from '../connections.ts'
import { orAborted } from '../on-abort.ts'
import type { SqliteThread } from './sqlite-thread.ts'

/**
 * A session on one connection of a thread. Its statements go to that thread only, in order; a session whose thread has
 * ended stays dead.
 */
export function threadSession(thread: SqliteThread, connection: number, giveBack: () => void): Session {
  let released = false
  let streamed = false
  const checked = () => {
    if (released) throw new UsageError('This connection was given back: send no more statements through it.')
  }
  return {
    name: thread.name,
    isUsable: () => !thread.stopped,
    execute: async (statement, { signal }) => {
      checked()
      signal?.throwIfAborted()
      return orAborted(thread.execute(statement, connection, signal), signal)
    },
    stream: (statement, options) => {
      checked()
      streamed = true
      return streamRows(thread, connection, statement, options)
    },
    release: async (state) => {
      if (released) return
      released = true
      // A stream may have been left open; connections beyond the first are this block's own.
      if (state === 'dirty' || streamed || connection !== 0) await thread.release(connection)
      giveBack()
    },
  }
}

/** Pulls one chunk when one is asked for. Leaving early, or an abort, frees the thread's iterator. */
async function* streamRows(
  thread: SqliteThread,
  connection: number,
  statement: Statement,
  { chunkSize, signal }: StreamOptions,
): AsyncGenerator<readonly Row[], void, void> {
  signal?.throwIfAborted()
  const stream = thread.stream(statement, connection, chunkSize)
  let more = true
  try {
    while (more) {
      const chunk = await orAborted(stream.next(), signal)
      more = chunk.more
      if (chunk.rows.length > 0) yield chunk.rows
    }
  } finally {
    if (more) stream.drop()
  }
}
