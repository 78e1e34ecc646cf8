import { within } from '../../pool/within.ts'
import type { Statement } from '../connections.ts'
import type { PostgresSettings } from './connection-options.ts'
import { PostgresConnection } from './postgres-connection.ts'
import type { Answer } from './rows-query.ts'

// A pipeline answers in order, so one slow statement delays all behind it. Later ones go elsewhere meanwhile.
const stalledAfter = 50
// A server that refuses is not asked again with each query.
const openAgainAfter = 1_000
const pingTimeout = 5_000

/** A connection that sends statements without waiting for the answers to those before: reads that nobody may abort. */
export class Pipeline {
  readonly name: string
  readonly #settings: PostgresSettings
  #connection: PostgresConnection | undefined
  /** Set while the connection is opened, or asked for a sign of life after idleness. */
  #preparing: Promise<PostgresConnection | undefined> | undefined
  #openFailedAt = -Infinity
  #pending = 0
  /** Called when nothing waits for an answer any more. */
  #drained: (() => void) | undefined
  /** When the last answer came or, if none was outstanding, the last statement. */
  #lastProgress = 0

  constructor(name: string, settings: PostgresSettings) {
    this.name = name
    this.#settings = settings
  }

  /** Statements that wait for an answer. */
  get pending(): number {
    return this.#pending
  }

  /** False while a statement takes long, and for a moment after the server has refused. */
  get isAvailable(): boolean {
    const now = performance.now()
    if (this.#pending > 0 && now - this.#lastProgress > stalledAfter) return false
    return now - this.#openFailedAt > openAgainAfter
  }

  /** The answer, or undefined where there is no connection and so nothing was sent. */
  async execute(statement: Statement): Promise<Answer | undefined> {
    const now = performance.now()
    const idle = this.#pending === 0 ? now - this.#lastProgress : 0
    if (this.#pending++ === 0) this.#lastProgress = now
    try {
      return await (await this.#ready(idle))?.execute(statement)
    } finally {
      this.#lastProgress = performance.now()
      if (--this.#pending === 0) this.#drained?.()
    }
  }

  /** Ends the connection after the answers to what was sent. */
  async close(): Promise<void> {
    if (this.#pending > 0) await new Promise<void>((resolve) => (this.#drained = resolve))
    await this.#connection?.close()
  }

  #ready(idle: number): PostgresConnection | undefined | Promise<PostgresConnection | undefined> {
    if (this.#preparing) return this.#preparing
    const connection = this.#connection
    if (connection?.isUsable && idle <= this.#settings.pool.pingAfterIdle) return connection
    return (this.#preparing = this.#prepare(connection).finally(() => (this.#preparing = undefined)))
  }

  async #prepare(connection: PostgresConnection | undefined): Promise<PostgresConnection | undefined> {
    if (connection?.isUsable && (await answers(connection))) return connection
    connection?.destroy()
    try {
      this.#connection = await PostgresConnection.open(this.#settings, 'pipelined')
      return this.#connection
    } catch {
      // The pool, which the caller asks next, tells why.
      this.#connection = undefined
      this.#openFailedAt = performance.now()
      return undefined
    }
  }
}

async function answers(connection: PostgresConnection): Promise<boolean> {
  return within(pingTimeout, connection.ping()).then(
    () => true,
    () => false,
  )
}
