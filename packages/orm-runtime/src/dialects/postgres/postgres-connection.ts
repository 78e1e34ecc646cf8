import type { Client } from 'pg'
import type Cursor from 'pg-cursor'
import { ConnectionLost, OperationalError } from '../../errors/database-error.ts'
import { OrmError } from '../../errors/orm-error.ts'
import { within } from '../../pool/within.ts'
import type { Row, Statement } from '../connections.ts'
import { onAbort } from '../on-abort.ts'
import { cancelRequest } from './cancel-request.ts'
import { checkCommit } from './check-commit.ts'
import { clientConfig, type PostgresSettings } from './connection-options.ts'
import { driverError, isStalePlan, serverFailure } from './driver-error.ts'
import { loadDriver, type Driver } from './driver.ts'
import { wireParameters } from './parameters.ts'
import { PreparedStatements } from './prepared-statements.ts'
import { rowsSender, type Answer, type Send } from './rows-query.ts'

/** How statements of a connection follow each other: each after the last one's answer, or without waiting for it. */
export type Manner = 'one-by-one' | 'pipelined'

// A cancelled statement ends at once, or the server is not to be reached.
const cancelTimeout = 5_000
const cancelAgainAfter = 100

/** One connection to the server. Its errors are the runtime's. */
export class PostgresConnection {
  readonly #driver: Driver
  readonly #client: Client
  readonly #send: Send
  readonly #unnamed: boolean
  readonly #prepared: PreparedStatements
  #lost: Error | undefined
  /** The end of the cancellation under way, if any; never rejects. */
  #settling: Promise<void> | undefined

  /** @throws UsageError where the driver is missing, OperationalError where the server can't be reached or refuses. */
  static async open(settings: PostgresSettings, manner: Manner): Promise<PostgresConnection> {
    const driver = await loadDriver()
    const client = new driver.Client({ ...clientConfig(settings), pipeline: manner === 'pipelined' })
    const connection = new PostgresConnection(driver, client, settings)
    try {
      await client.connect()
      return connection
    } catch (error) {
      await client.end().catch(() => undefined)
      throw refusal(client, error)
    }
  }

  private constructor(driver: Driver, client: Client, { unnamed, preparedStatements }: PostgresSettings) {
    this.#driver = driver
    this.#client = client
    this.#send = rowsSender(driver)
    this.#unnamed = unnamed
    this.#prepared = new PreparedStatements(preparedStatements)
    // Without a listener the loss of an idle connection would end the process.
    client.on('error', (error) => (this.#lost ??= error))
    client.on('end', () => (this.#lost ??= new Error('The connection ended.')))
  }

  get isUsable(): boolean {
    return this.#lost === undefined
  }

  /** True while the session's transaction is open, failed or not. */
  get isInTransaction(): boolean {
    return this.#client.getTransactionStatus() !== 'I'
  }

  /**
   * Executes a statement.
   * @throws The signal's reason at once when it aborts; the statement is cancelled, and what is sent next waits for that.
   */
  async execute(statement: Statement, signal?: AbortSignal): Promise<Answer> {
    if (this.#settling) await this.#settling
    signal?.throwIfAborted()
    const answer = this.#execute(statement)
    return signal ? this.abortable(answer, signal) : answer
  }

  /** Submits a cursor, which has the connection for itself until it is closed. */
  openCursor(cursor: Cursor<Row>): void {
    this.#client.query(cursor)
  }

  /**
   * The result of work on this connection, or the signal's reason as soon as it aborts. Then the server is asked to cancel
   * the work, and `finish` leaves the connection ready for others.
   */
  abortable<T>(work: Promise<T>, signal: AbortSignal, finish = async (): Promise<void> => {}): Promise<T> {
    return new Promise((resolve, reject) => {
      const ignore = onAbort(signal, () => {
        this.#settling = this.#cancel(work, finish).catch(() => this.destroy())
        // An AbortSignal's reason may be anything, and is handed on as it is.
        reject(signal.reason as Error)
      })
      work.then(resolve, reject).finally(ignore)
    })
  }

  /** Resolves when nothing is being cancelled any more. */
  async settled(): Promise<void> {
    await this.#settling
  }

  /** Resolves after a round trip, in a failed transaction too. */
  async ping(): Promise<void> {
    await this.#send(this.#client, { text: '' })
  }

  /** Makes the session like new, except that statements stay prepared. */
  async reset(): Promise<void> {
    await this.settled()
    await this.#send(this.#client, {
      text: 'rollback; close all; reset all; select pg_advisory_unlock_all()',
    })
  }

  /** Ends the connection; a pipelined one after the answers to what was sent. */
  async close(): Promise<void> {
    await this.#client.end()
  }

  /** Ends the connection whatever it is doing. */
  destroy(): void {
    this.#lost ??= new Error('The connection was given up.')
    this.#client.connection.stream.destroy()
  }

  async #execute(statement: Statement): Promise<Answer> {
    const autocommit = !this.isInTransaction
    try {
      return await this.#attempt(statement)
    } catch (error) {
      if (!statement.prepare || !isStalePlan(error)) throw this.#failure(error, statement)
      // Bound to a plan of a table that has changed since, or that was deallocated behind our back, nothing of it was
      // executed. In a transaction it can't be tried again, but the next transaction gets a new plan.
      if (!autocommit) throw this.#failure(error, statement)
    }
    try {
      return await this.#attempt(statement)
    } catch (error) {
      throw this.#failure(error, statement)
    }
  }

  async #attempt(statement: Statement): Promise<Answer> {
    const { sql, prepare, describe } = statement
    const values = wireParameters(statement)
    const dropped = this.isInTransaction ? [] : this.#prepared.takeDropped()
    if (dropped.length > 0) await this.#deallocate(dropped)
    if (!prepare || this.#unnamed) {
      const answer = await this.#send(this.#client, { text: sql, values, ...(describe && { describe }) })
      checkCommit(sql, answer.tag)
      return answer
    }

    let prepared = this.#prepared.use(sql)
    // The driver takes a name for prepared as soon as it is sent. If that failed, all behind it would fail as well.
    while (prepared.firstUse) {
      await prepared.firstUse
      prepared = this.#prepared.use(sql)
    }
    const { name } = prepared
    const answer = this.#send(this.#client, { name, text: sql, values })
    if (prepared.proven) return this.#droppingStale(answer, sql, name)
    const first = prepared
    first.firstUse = answer.then(
      () => void ([first.proven, first.firstUse] = [true, undefined]),
      () => void (first.firstUse = undefined),
    )
    return answer
  }

  async #droppingStale(answer: Promise<Answer>, sql: string, name: string): Promise<Answer> {
    try {
      return await answer
    } catch (error) {
      if (isStalePlan(error)) this.#prepared.drop(sql, name)
      throw error
    }
  }

  /** Frees statements. Not in a transaction, because in a failed one it would fail as well. */
  async #deallocate(dropped: readonly string[]): Promise<void> {
    // The types of the driver leave this out. It would keep the texts of dropped statements for ever.
    const { parsedStatements } = this.#client.connection as unknown as { parsedStatements: object }
    const names = dropped.filter((name) => Reflect.has(parsedStatements, name))
    for (const name of names) Reflect.deleteProperty(parsedStatements, name)
    const text = names.map((name) => `deallocate ${name}`).join('; ')
    // A failure says that the server has forgotten the name already, or the next statement meets it too.
    await this.#send(this.#client, { text }).catch(() => undefined)
  }

  async #cancel(work: Promise<unknown>, finish: () => Promise<void>): Promise<void> {
    const ended = work.catch(() => undefined)
    const giveUp = performance.now() + cancelTimeout
    let isOver = false
    while (!isOver) {
      await within(cancelTimeout, cancelRequest(this.#driver, this.#client))
      // A request that overtakes the statement finds nothing to cancel.
      isOver = await endsWithin(cancelAgainAfter, ended)
      if (!isOver && performance.now() > giveUp) throw new Error('The server does not cancel the statement.')
    }
    await within(cancelTimeout, finish())
    // The signal may come after the statement's end, and then it hits what is executed next: this, not a query of others.
    await within(cancelTimeout, this.ping()).catch(async (error: unknown) => {
      if (serverFailure(error).code !== '57014') throw error
      await within(cancelTimeout, this.ping())
    })
  }

  #failure(error: unknown, statement: Statement): OrmError {
    const failure = driverError(error, statement)
    if (failure instanceof ConnectionLost) this.#lost ??= failure
    return failure
  }
}

function endsWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  return within(milliseconds, work).then(
    () => true,
    () => false,
  )
}

function refusal(
  { host, port, database }: Client & { readonly database?: string | undefined },
  error: unknown,
): OrmError {
  if (error instanceof OrmError) return error
  const { code = 'CONNECTION', message, hint } = serverFailure(error)
  return new OperationalError({
    message: `Can't connect to the PostgreSQL database '${database ?? ''}' at ${host}:${port}: ${message}`,
    driverCode: code,
    sql: '(none: no connection yet)',
    ...(hint !== undefined && { hint }),
    cause: error,
  })
}
