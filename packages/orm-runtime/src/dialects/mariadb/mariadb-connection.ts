import type { Socket } from 'node:net'
import type { Connection, FieldPacket, QueryError, QueryResult } from 'mysql2'
import { ConnectionLost } from '../../errors/database-error.ts'
import type { OrmError } from '../../errors/orm-error.ts'
import { within } from '../../pool/within.ts'
import type { Row, Statement } from '../connections.ts'
import { answerOf, type Answer } from './answer.ts'
import { connect, type Connected } from './connect.ts'
import type { MariadbSettings } from './connection-options.ts'
import { driverError, isInterruption } from './driver-error.ts'
import { killQuery } from './kill-query.ts'
import { wireParameters, type Typed } from './parameters.ts'
import type { RowReader } from './row-reader.ts'
import type { ServerVersion } from './server-version.ts'
import { sessionSettings, statementLimit } from './session-settings.ts'
import { unlessAborted } from './unless-aborted.ts'

// A killed statement ends at once or the server is not to be reached.
const cancelTimeout = 5_000

/** One connection to the server. Its errors are the runtime's. */
export class MariadbConnection {
  readonly server: ServerVersion
  readonly #typed: Typed
  readonly #settings: MariadbSettings
  readonly #wire: Connection
  #lost: Error | undefined
  #isInTransaction = false
  /** The stream whose rows are on their way. */
  #stream: OpenStream | undefined
  /** The end of the cancellation under way, if any; never rejects. */
  #settling: Promise<void> | undefined

  /**
   * @throws UsageError where the driver is missing, NotSupportedError where the server is too old, OperationalError where
   * it can't be reached or refuses.
   */
  static async open(settings: MariadbSettings): Promise<MariadbConnection> {
    const connection = new MariadbConnection(await connect(settings), settings)
    try {
      await connection.#initialise()
    } catch (error) {
      connection.destroy()
      throw driverError(error, { sql: sessionSettings(settings, connection.server), parameters: [] })
    }
    return connection
  }

  private constructor({ driver, wire, server }: Connected, settings: MariadbSettings) {
    this.#typed = driver.TypedParameter
    this.#wire = wire
    this.server = server
    this.#settings = settings
    wire.on('error', (error: Error) => this.#lose(error))
    wire.on('end', () => this.#lose(new Error('The server closed the connection.')))
  }

  get isUsable(): boolean {
    return this.#lost === undefined
  }

  /** True while a transaction is open, as far as the server has said so. */
  get isInTransaction(): boolean {
    return this.#isInTransaction
  }

  /**
   * Executes a statement.
   * @throws The signal's reason at once when it aborts; the statement is killed, and what is sent next waits for that.
   */
  async execute(statement: Statement, signal?: AbortSignal): Promise<Answer> {
    if (this.#settling ?? this.#stream) await this.ready()
    signal?.throwIfAborted()
    const answer = this.#execute(statement)
    if (!signal) return answer
    const abort = () => this.cancel(answer)
    signal.addEventListener('abort', abort, { once: true })
    return unlessAborted(answer, signal).finally(() => signal.removeEventListener('abort', abort))
  }

  /** Sends a statement whose rows a reader takes as they come. */
  send(statement: Statement, reader: RowReader): void {
    const { sql, parameters } = statement
    if (this.#lost) throw this.#failure(this.#lost, statement)
    const values = wireParameters(this.#typed, parameters)
    const finish = (failure?: unknown) => {
      if (reader.isOver) return
      this.#stream = undefined
      this.#forget(statement)
      reader.finish(failure === undefined ? undefined : this.#failure(failure, statement))
    }
    this.#stream = { reader, finish }
    const query = isPrepared(statement) ? this.#wire.execute({ sql, values }) : this.#wire.query({ sql })
    query.on('result', (row: unknown) => {
      if (Array.isArray(row)) reader.take(row as Row)
    })
    query.on('error', finish)
    query.on('end', () => finish())
  }

  pause(): void {
    if (this.isUsable) this.#wire.pause()
  }

  resume(): void {
    if (this.isUsable) this.#wire.resume()
  }

  /** Kills what this connection is doing, which is `work`; what is sent next waits until that has ended. */
  cancel(work: Promise<unknown>): void {
    this.#settling ??= this.#cancel(work)
      .catch(() => this.destroy())
      .finally(() => (this.#settling = undefined))
  }

  /** Resolves when nothing is being cancelled any more. */
  async settled(): Promise<void> {
    await this.#settling
  }

  /** Resolves when a statement can be sent: nothing is being cancelled, and no rows of a stream are on their way. */
  async ready(): Promise<void> {
    await this.settled()
    await this.#stream?.reader.fetchRest()
  }

  /** Resolves after a round trip. */
  async ping(): Promise<void> {
    await this.#command((done) => this.#wire.ping(done))
  }

  /** Makes the session like new: transaction, locks, temporary tables, variables and prepared statements. */
  async reset(): Promise<void> {
    await this.settled()
    await this.#command((done) => this.#wire.reset(done))
    await this.#initialise()
    this.#isInTransaction = false
  }

  /** Lets statements run without limit of time, until `restoreStatementLimit`. */
  async liftStatementLimit(): Promise<void> {
    await this.#limitStatements(Infinity)
  }

  async restoreStatementLimit(): Promise<void> {
    await this.#limitStatements(this.#settings.statementTimeout)
  }

  async close(): Promise<void> {
    await this.settled()
    if (this.#lost) {
      this.destroy()
      return
    }
    this.#lost = new Error('The connection was closed.')
    await this.#command((done) => this.#wire.end(done))
  }

  /** Ends the connection without a farewell; statements under way fail. */
  destroy(): void {
    this.#lose(new Error('The connection was given up.'))
    // The driver's own `destroy` would wait for the other side, and tell nothing to those who wait for an answer.
    const { stream } = this.#wire as unknown as { readonly stream: Socket }
    stream.destroy()
  }

  async #initialise(): Promise<void> {
    await this.#set(sessionSettings(this.#settings, this.server))
  }

  async #limitStatements(statementTimeout: number): Promise<void> {
    if (!Number.isFinite(this.#settings.statementTimeout) || this.#lost) return
    await this.#set(`set ${statementLimit({ statementTimeout }, this.server)}`).catch(() => this.destroy())
  }

  async #execute(statement: Statement): Promise<Answer> {
    const { sql, parameters } = statement
    if (this.#lost) throw this.#failure(this.#lost, statement)
    const values = wireParameters(this.#typed, parameters)
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        const done = (error: QueryError | null, result: QueryResult, fields: FieldPacket[]) => {
          if (error) reject(error)
          else resolve(answerOf(result, fields, statement))
        }
        if (isPrepared(statement)) this.#wire.execute({ sql, values }, done)
        else this.#wire.query({ sql }, done)
      })
      if (answer.transaction) this.#isInTransaction = answer.transaction === 'open'
      return answer
    } catch (error) {
      throw this.#failure(error, statement)
    } finally {
      this.#forget(statement)
    }
  }

  async #cancel(work: Promise<unknown>): Promise<void> {
    if (this.#lost) return
    await within(cancelTimeout, killQuery(this.#settings, this.#wire.threadId, work))
    // The kill may come after the statement's end, and then it hits what is executed next: this, not a query of others.
    const roundTrip = () => within(cancelTimeout, this.#set('do 0'))
    await roundTrip().catch(async (error: unknown) => {
      if (!isInterruption(error)) throw error
      await roundTrip()
    })
  }

  #set(sql: string): Promise<void> {
    return this.#command((done) => this.#wire.query(sql, done))
  }

  #command(send: (done: (error?: QueryError | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      send((error) => (error ? reject(error) : resolve()))
    })
  }

  #failure(error: unknown, statement: Statement): OrmError {
    const failure = driverError(error, statement)
    // Kept as it came, so that the next statement's error is of that statement.
    if (failure instanceof ConnectionLost && error instanceof Error) this.#lose(error)
    return failure
  }

  /** Drops a statement that comes once from those that are kept prepared. */
  #forget(statement: Statement): void {
    if (!statement.prepare && isPrepared(statement) && this.isUsable) this.#wire.unprepare(statement.sql)
  }

  #lose(error: Error): void {
    if (this.#lost) return
    this.#lost = error
    // The driver tells the loss of a connection only to statements with a callback.
    this.#stream?.finish(error)
  }
}

interface OpenStream {
  readonly reader: RowReader
  readonly finish: (failure: unknown) => void
}

/** What has parameters is never sent as text, so that their values are no part of what the server parses. */
function isPrepared({ prepare, parameters }: Statement): boolean {
  return prepare || parameters.length > 0
}
