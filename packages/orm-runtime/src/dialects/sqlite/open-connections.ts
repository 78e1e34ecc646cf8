import { UsageError } from '../../errors/usage-error.ts'
import type { Connections, Session, SendOptions, Statement } from '../connections.ts'
import { orAborted } from '../on-abort.ts'
import { openBlockingConnection } from './blocking-connection.ts'
import type { SqliteFile } from './connection.ts'
import { SqliteThread } from './sqlite-thread.ts'
import { temporaryFile } from './temporary-file.ts'
import { threadSession } from './thread-session.ts'
import { TurnLock } from '../../pool/turn-lock.ts'

export interface SqliteConnectionOptions extends SqliteFile {
  /** Worker threads that read; one more writes. */
  readonly readers: number
}

/** Connections of streams and reading transactions at the same time. Each costs about 2 MB. */
const MAX_OWN_CONNECTIONS = 100

/**
 * The connections to one database: the main thread's, one worker thread that writes and several that read, each started
 * when it is first needed and replaced at the next call after it has died.
 *
 * Streams and reading transactions have connections of their own inside a reading thread: on a connection that others use,
 * they would keep the others to the state of the database at their start.
 *
 * `:memory:` is a temporary file, because the memory of one connection can't be reached from another thread.
 * @throws UsageError where the driver is missing or the file is no database.
 */
export async function openConnections(options: SqliteConnectionOptions): Promise<Connections> {
  const temporary = isInMemory(options.file) ? temporaryFile('memory.db') : undefined
  const file: SqliteFile = { file: temporary?.file ?? options.file, timeout: options.timeout }
  const blocking = await openBlockingConnection(file)
  const writing = new TurnLock({ name: 'the writing connection', timeout: options.timeout, capacity: Infinity })
  const reading = new TurnLock({
    name: `one of ${MAX_OWN_CONNECTIONS} connections for streams and reading transactions`,
    timeout: options.timeout,
    capacity: MAX_OWN_CONNECTIONS,
  })
  let writer: SqliteThread | undefined
  let readers: SqliteThread[] = []
  let closed: Promise<void> | undefined

  function currentWriter(): SqliteThread {
    if (!writer || writer.stopped) writer = new SqliteThread('writer', { ...file, effect: 'write' })
    return writer
  }

  /** The one with the least to do; another one is started while all are busy and there may be more. */
  function idlestReader(): SqliteThread {
    let idlest: SqliteThread | undefined
    for (const reader of readers) {
      if (!reader.stopped && (!idlest || reader.pending < idlest.pending)) idlest = reader
    }
    if (idlest && (idlest.pending === 0 || readers.length >= options.readers)) return idlest
    return startReader()
  }

  function startReader(): SqliteThread {
    readers = readers.filter(({ stopped }) => !stopped)
    const taken = new Set(readers.map(({ name }) => name))
    let number = 1
    while (taken.has(`reader ${number}`)) number++
    const reader = new SqliteThread(`reader ${number}`, { ...file, effect: 'read' })
    readers.push(reader)
    return reader
  }

  async function write(statement: Statement, sendOptions: SendOptions) {
    const done = writing.tryShare(sendOptions.caller) ?? (await writing.acquire('shared', sendOptions))
    // The turn ends with the statement, which an abort does not end.
    const work = currentWriter().execute(statement, 0, sendOptions.signal).finally(done)
    return orAborted(work, sendOptions.signal)
  }

  async function acquire({ effect, ...sendOptions }: SendOptions & { effect: Statement['effect'] }): Promise<Session> {
    checkOpen()
    if (effect === 'write') {
      const giveBack = await writing.acquire('alone', sendOptions)
      return threadSession(currentWriter(), 0, giveBack)
    }
    const giveBack = await reading.acquire('shared', sendOptions)
    const reader = idlestReader()
    return threadSession(reader, reader.newConnection(), giveBack)
  }

  function checkOpen(): void {
    if (closed) throw new UsageError(`The connections to '${options.file}' are closed. Connect again before you query.`)
  }

  async function close(): Promise<void> {
    // Transactions and streams end first, or their time is over.
    const closer: SendOptions = { caller: { describe: () => 'close()' } }
    await Promise.allSettled([writing.acquire('alone', closer), reading.acquire('alone', closer)])
    await Promise.all([...(writer ? [writer] : []), ...readers].map((thread) => thread.close()))
    blocking.close()
    temporary?.remove()
  }

  return {
    blocking: () => {
      checkOpen()
      return blocking
    },
    execute: async (statement, sendOptions) => {
      checkOpen()
      sendOptions.signal?.throwIfAborted()
      if (statement.effect === 'write') return write(statement, sendOptions)
      return orAborted(idlestReader().execute(statement, 0, sendOptions.signal), sendOptions.signal)
    },
    stream: async function* (statement, streamOptions) {
      const session = await acquire({ ...streamOptions, effect: statement.effect })
      try {
        yield* session.stream(statement, streamOptions)
      } finally {
        // Not awaited: after an abort, the thread may still be busy with the stream for long.
        void session.release('clean')
      }
    },
    acquire,
    state: () => {
      const threads = [...(writer ? [writer] : []), ...readers].filter(({ stopped }) => !stopped)
      const idle = threads.filter(({ pending }) => pending === 0).length
      const locks = [writing, reading].map((lock) => lock.state())
      const waiting = locks.reduce((sum, one) => sum + one.waiting, 0)
      return { size: threads.length, idle, waiting, holders: locks.flatMap(({ holders }) => holders) }
    },
    close: () => (closed ??= close()),
  }
}

function isInMemory(file: string): boolean {
  return file === ':memory:' || file === ''
}
