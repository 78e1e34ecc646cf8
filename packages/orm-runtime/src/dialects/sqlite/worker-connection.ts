import { Worker } from 'node:worker_threads'
import { ConnectionLost } from '../../errors/database-error.ts'
import type { Bindable } from '../../models/column-values.ts'
import type { AsyncConnection, FirstChunk, RestOfRows, Row } from '../dialect.ts'
import { driverError } from './driver-error.ts'
import type { Reply, Request, WorkerOptions } from './messages.ts'

/**
 * A connection on a worker thread. What is sent in one turn of the event loop goes in one message: messages cost more
 * than queries, and a turn of a busy server brings many requests.
 */
export class WorkerConnection implements AsyncConnection {
  readonly name: string
  readonly #options: WorkerOptions
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #failure: Error | undefined
  #outbox: Request[] = []
  #lastId = 0
  #idle: (() => void) | undefined

  constructor(name: string, options: WorkerOptions) {
    this.name = name
    this.#options = options
  }

  /** True once the thread has ended, which it does by itself only if it fails. */
  get stopped(): boolean {
    return this.#failure !== undefined
  }

  /** How many answers are outstanding. */
  get pending(): number {
    return this.#waiting.size
  }

  async send(sql: string, parameters: readonly Bindable[]): Promise<FirstChunk> {
    const id = ++this.#lastId
    const reply = await this.#request({ id, sql, parameters }, sql)
    const { rows, changes } = reply
    return reply.more ? { rows, changes, rest: this.#rest(id, sql) } : { rows, changes }
  }

  /** Waits for what was sent, then ends the thread. */
  async close(): Promise<void> {
    if (this.pending > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
    const worker = this.#worker
    if (!worker || this.stopped) return
    const exited = new Promise((resolve) => worker.once('exit', resolve))
    worker.ref()
    worker.postMessage('close')
    await exited
  }

  #rest(id: number, sql: string): RestOfRows {
    let more = true
    return {
      next: async (): Promise<readonly Row[]> => {
        if (!more) return []
        const reply = await this.#request({ id, ask: 'next' }, sql)
        more = reply.more
        return reply.rows
      },
      drop: () => this.#post({ id, ask: 'drop' }),
    }
  }

  #request(request: Request, sql: string): Promise<Extract<Reply, { more: boolean }>> {
    return new Promise((resolve, reject) => {
      if (this.#failure) throw this.#stoppedError(sql)
      this.#waiting.set(request.id, { sql, resolve, reject })
      this.#post(request)
    })
  }

  #post(request: Request): void {
    if (this.#outbox.push(request) > 1) return
    setImmediate(() => {
      const requests = this.#outbox
      this.#outbox = []
      if (this.#failure) return
      const worker = (this.#worker ??= this.#start())
      // The process may end while a worker idles, not while an answer is outstanding.
      worker.ref()
      worker.postMessage(requests)
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: this.#options })
    worker.on('message', (replies: readonly Reply[]) => {
      for (const reply of replies) this.#settle(reply)
      if (this.pending === 0) worker.unref()
    })
    worker.on('error', (error: Error) => (this.#failure = error))
    worker.on('exit', () => {
      this.#failure ??= new Error('it ended')
      this.#failAll()
    })
    return worker
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('failure' in reply) waiting?.reject(driverError(reply.failure, waiting.sql))
    else waiting?.resolve(reply)
    if (this.pending === 0) this.#idle?.()
  }

  #failAll(): void {
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject, sql } of all) reject(this.#stoppedError(sql))
    this.#idle?.()
  }

  #stoppedError(sql: string): ConnectionLost {
    const message = `The worker thread '${this.name}' stopped: ${this.#failure?.message}`
    return new ConnectionLost({ message, driverCode: 'WORKER_STOPPED', sql })
  }
}

interface Waiting {
  readonly sql: string
  readonly resolve: (reply: Extract<Reply, { more: boolean }>) => void
  readonly reject: (error: unknown) => void
}
