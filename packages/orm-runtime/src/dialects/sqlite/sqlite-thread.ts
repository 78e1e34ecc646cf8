import { Worker } from 'node:worker_threads'
import { ConnectionLost } from '../../errors/database-error.ts'
import type { Outcome, ResultColumn, Row, Statement } from '../connections.ts'
import { sqliteError } from './sqlite-error.ts'
import type { Reply, Request, ThreadOptions } from './thread-messages.ts'

const MAX_KNOWN = 1000

/**
 * A worker thread with connections to the database, which are told apart by number: 0 is there for all, the others are
 * opened for one caller each. What is sent in one turn of the event loop goes in one message: messages cost more than
 * queries, and a turn of a busy server brings many requests.
 */
export class SqliteThread {
  readonly name: string
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  /** The numbers of the statements whose SQL the worker has. */
  readonly #known = new Map<string, number>()
  #failure: string | undefined
  #outbox: Request[] = []
  #lastId = 0
  #lastConnection = 0
  #idle: (() => void) | undefined

  constructor(name: string, options: ThreadOptions) {
    this.name = name
    // Flags of the program (`--input-type`, loaders) are not for this module, and some would keep it from starting.
    this.#worker = new Worker(new URL('./thread-worker.js', import.meta.url), { workerData: options, execArgv: [] })
    this.#worker.on('message', (replies: readonly Reply[]) => this.#receive(replies))
    this.#worker.on('error', (error: Error) => (this.#failure = error.message))
    this.#worker.on('exit', () => this.#end('it ended'))
    this.#worker.unref()
  }

  /** True once the thread has ended, which it does by itself only if it fails. */
  get stopped(): boolean {
    return this.#failure !== undefined
  }

  /** How many answers are outstanding. */
  get pending(): number {
    return this.#waiting.size
  }

  /** A number for a connection of one caller's own, until `release`. */
  newConnection(): number {
    return ++this.#lastConnection
  }

  /** All rows; a large result comes in several messages. After an abort the rest of them is left in the thread. */
  execute(statement: Statement, connection: number, signal: AbortSignal | undefined): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const { sql, parameters, describe } = statement
      const id = ++this.#lastId
      const parts: (readonly Row[])[] = []
      let changed = 0
      let described: Pick<Outcome, 'columns'> | undefined
      const take: Waiting['take'] = (rows, changes, more, columns) => {
        if (columns) described = { columns }
        if (!more && parts.length === 0) return resolve({ rows, changes, connection: this.name, ...described })
        parts.push(rows)
        changed += changes
        if (!more) resolve({ rows: parts.flat(), changes: changed, connection: this.name, ...described })
        else if (signal?.aborted) this.#post({ ask: 'drop', id })
        else this.#ask({ ask: 'next', id }, { id, statement, take, reject })
      }
      const request: Request = statement.prepare
        ? [id, connection, this.#numberOf(sql), parameters]
        : { ask: 'execute', id, connection, sql, parameters, ...(describe && { describe }) }
      this.#ask(request, { id, statement, take, reject })
    })
  }

  /**
   * The rows as they are pulled, in chunks of fewer rows where they are heavy. They hold a read transaction of the
   * connection, where it has none of its own.
   */
  stream(statement: Statement, connection: number, chunkSize: number): ThreadStream {
    const { sql, parameters } = statement
    const id = ++this.#lastId
    const pull = (request: Request) =>
      new Promise<Chunk>((resolve, reject) => {
        const take: Waiting['take'] = (rows, _, more) => resolve({ rows, more })
        this.#ask(request, { id, statement, take, reject })
      })
    let started = false
    return {
      next: () => {
        if (started) return pull({ ask: 'next', id })
        started = true
        return pull({ ask: 'stream', id, connection, sql, parameters, chunkSize })
      },
      drop: () => this.#post({ ask: 'drop', id }),
    }
  }

  /** Ends the connection's streams and rolls back its transaction, behind what was sent before. Never rejects. */
  release(connection: number): Promise<void> {
    return new Promise((resolve) => {
      const id = ++this.#lastId
      const done = () => resolve()
      this.#ask({ ask: 'release', id, connection }, { id, statement: RELEASE, take: done, reject: done })
    })
  }

  /** Waits for what was sent, then ends the thread. */
  async close(): Promise<void> {
    if (this.pending > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
    if (this.stopped) return
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.ref()
    this.#post({ ask: 'close' })
    this.#failure = 'it was closed'
    await exited
  }

  #numberOf(sql: string): number {
    const known = this.#known.get(sql)
    if (known !== undefined) return known
    if (this.#known.size >= MAX_KNOWN) {
      this.#known.clear()
      this.#post({ ask: 'forget all' })
    }
    const number = this.#known.size
    this.#known.set(sql, number)
    this.#post({ ask: 'know', statement: number, sql })
    return number
  }

  #ask(request: Request, waiting: Waiting): void {
    if (this.#failure !== undefined) return waiting.reject(this.#lost(waiting.statement))
    // The process may end while a thread idles, not while an answer is outstanding.
    if (this.#waiting.size === 0) this.#worker.ref()
    this.#waiting.set(waiting.id, waiting)
    this.#post(request)
  }

  #post(request: Request): void {
    if (this.#failure !== undefined || this.#outbox.push(request) > 1) return
    setImmediate(() => {
      const requests = this.#outbox
      this.#outbox = []
      this.#send(requests)
    })
  }

  #send(requests: readonly Request[]): void {
    try {
      this.#worker.postMessage(requests)
    } catch (error) {
      const [request] = requests
      if (requests.length > 1) for (const one of requests) this.#send([one])
      // A parameter can't be cloned: a function, a symbol. The other requests of this turn are none the worse for it.
      else if (request) this.#refuse(request, error)
    }
  }

  #refuse(request: Request, error: unknown): void {
    const id = 'ask' in request ? ('id' in request ? request.id : undefined) : request[0]
    if (id === undefined) throw error
    const message = `A parameter can't be sent to the database: ${error instanceof Error ? error.message : String(error)}`
    this.#receive([{ id, failure: { message, code: 'SQLITE_MISMATCH' } }])
  }

  #receive(replies: readonly Reply[]): void {
    for (const reply of replies) this.#settle(reply)
    if (this.pending > 0) return
    this.#worker.unref()
    this.#idle?.()
  }

  #settle(reply: Reply): void {
    const id = 'id' in reply ? reply.id : reply[0]
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (!waiting) return
    if ('failure' in reply) waiting.reject(sqliteError(reply.failure, waiting.statement))
    else if ('rows' in reply) waiting.take(reply.rows, reply.changes, true, reply.columns)
    else waiting.take(reply[1], reply[2], false, reply[3])
  }

  #end(reason: string): void {
    this.#failure ??= reason
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const waiting of all) waiting.reject(this.#lost(waiting.statement))
    this.#idle?.()
  }

  #lost({ sql, parameters }: Waiting['statement']): ConnectionLost {
    const message = `The worker thread '${this.name}' stopped: ${this.#failure}. The next query outside of this connection starts another.`
    return new ConnectionLost({ message, driverCode: 'WORKER_STOPPED', sql, parameters })
  }
}

export interface ThreadStream {
  readonly next: () => Promise<Chunk>
  /** Frees rows that nobody will pull. */
  readonly drop: () => void
}

interface Chunk {
  readonly rows: readonly Row[]
  readonly more: boolean
}

interface Waiting {
  readonly id: number
  readonly statement: Pick<Statement, 'sql' | 'parameters'>
  readonly take: (rows: readonly Row[], changes: number, more: boolean, columns?: readonly ResultColumn[]) => void
  readonly reject: (error: unknown) => void
}

const RELEASE: Waiting['statement'] = { sql: 'rollback', parameters: [] }
