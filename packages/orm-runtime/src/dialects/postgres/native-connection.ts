import { DataError } from '../../errors/database-error.ts'
import { OrmError } from '../../errors/orm-error.ts'
import type { ResultColumn, Row, Statement } from '../connections.ts'
import { checkCommit } from './check-commit.ts'
import { driverError, isStalePlan, type ServerFailure } from './driver-error.ts'
import { endNative, type NativeClient } from './native-client.ts'
import { wireParameters, type WireValue } from './parameters.ts'
import type { PreparedStatements } from './prepared-statements.ts'
import { resultColumn } from './result-kinds.ts'
import type { Answer } from './rows-query.ts'

/** One connection whose calls block this thread, through libpq. */
export class NativeConnection {
  readonly #client: NativeClient
  readonly #prepared: PreparedStatements | undefined

  /** @throws OperationalError where the server can't be reached or refuses. */
  constructor(client: NativeClient, address: string, prepared: PreparedStatements | undefined) {
    this.#client = client
    this.#prepared = prepared
    client.connectSync(address)
  }

  get isInTransaction(): boolean {
    return this.#client.getTransactionStatus() !== 'I'
  }

  execute(statement: Statement): Answer {
    const autocommit = !this.isInTransaction
    try {
      return this.#attempt(statement)
    } catch (error) {
      if (error instanceof OrmError) throw error
      const failure = this.#failure(error)
      if (!statement.prepare || !isStalePlan(failure)) throw driverError(failure, statement)
      this.#prepared?.drop(statement.sql)
      if (!autocommit) throw driverError(failure, statement)
    }
    try {
      return this.#attempt(statement)
    } catch (error) {
      throw driverError(this.#failure(error), statement)
    }
  }

  end(): void {
    endNative(this.#client)
  }

  #attempt(statement: Statement): Answer {
    const { sql } = statement
    const values = wireParameters(statement).map((value) => nativeValue(value, statement))
    const rows = statement.prepare ? this.#named(sql, values) : this.#unnamed(sql, values)
    const tag = this.#client.pq.cmdStatus()
    checkCommit(sql, tag)
    return statement.describe ? { rows, tag, columns: this.#columns() } : { rows, tag }
  }

  /** Of the last result, which the client keeps until the next one. */
  #columns(): ResultColumn[] {
    const { pq } = this.#client
    return Array.from({ length: pq.nfields() }, (_, index) => resultColumn(pq.fname(index), pq.ftype(index)))
  }

  #unnamed(sql: string, values: (string | null)[]): Row[] {
    // Only without values may it be several statements.
    return values.length > 0 ? this.#client.querySync(sql, values) : this.#client.querySync(sql)
  }

  #named(sql: string, values: (string | null)[]): Row[] {
    const statements = this.#prepared
    if (!statements) return this.#unnamed(sql, values)
    const dropped = this.isInTransaction ? [] : statements.takeDropped()
    for (const name of dropped) this.#deallocate(name)
    const prepared = statements.use(sql)
    if (!prepared.proven) this.#client.prepareSync(prepared.name, sql, values.length)
    prepared.proven = true
    return this.#client.executeSync(prepared.name, values)
  }

  #deallocate(name: string): void {
    try {
      this.#client.querySync(`deallocate ${name}`)
    } catch {
      // The server has forgotten the name already, or the next statement meets the failure too.
    }
  }

  /** The error with the server's fields, in the words of the other driver. */
  #failure(error: unknown): Error & ServerFailure {
    const fields = this.#client.pq.resultErrorFields() ?? {}
    const message = fields.messagePrimary ?? (error instanceof Error ? error.message.trim() : String(error))
    return Object.assign(new Error(message, { cause: error }), {
      code: fields.sqlState,
      detail: fields.messageDetail,
      hint: fields.messageHint,
      table: fields.tableName,
      column: fields.columnName,
      constraint: fields.constraintName,
    })
  }
}

/** libpq takes texts that end at their first zero byte, so bytes go as hexadecimal digits. */
function nativeValue(value: WireValue, { sql }: Statement): string | null {
  if (value === null) return null
  if (typeof value !== 'string') return `\\x${value.toString('hex')}`
  if (!value.includes('\0')) return value
  throw new DataError({
    message: 'A text holds a zero byte, which PostgreSQL can not store.',
    driverCode: '22021',
    sql,
  })
}
