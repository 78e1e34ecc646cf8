import { inspect } from 'node:util'
import { OrmError } from './orm-error.ts'

/** What a dialect knows of an error that its driver or server gave. */
export interface DatabaseFailure {
  readonly message: string
  /** The driver's or server's own code: `SQLITE_BUSY`, `23505`, `ER_DUP_ENTRY`. */
  readonly driverCode: string
  /** The statement, with placeholders. */
  readonly sql: string
  /** Shown by type and length only, unless `connect({ showParameters: true })`. */
  readonly parameters?: readonly unknown[]
  readonly hint?: string
  readonly cause?: unknown
}

let parametersShown = false

/** Lets messages of database errors show the values of parameters. */
export function showParameters(shown: boolean): void {
  parametersShown = shown
}

/** Whether messages show the values of parameters, for threads that are told when they start. */
export function parametersAreShown(): boolean {
  return parametersShown
}

/** The database refused or failed. */
export class DatabaseError extends OrmError {
  override readonly name: string = 'DatabaseError'
  readonly code: string = 'database-error'
  readonly driverCode: string
  /** The statement, without its values. */
  readonly sql: string

  constructor({ message, driverCode, sql, parameters = [], hint, cause }: DatabaseFailure) {
    const values = parameters.length > 0 ? `\n  with: ${rendered(parameters)}` : ''
    super(`${message}\n  in: ${sql}${values}`, { ...(hint !== undefined && { hint }), cause })
    this.driverCode = driverCode
    this.sql = sql
  }
}

/** What a constraint of the database asks for. */
export interface ConstraintFailure extends DatabaseFailure {
  readonly kind: 'unique' | 'foreign-key' | 'not-null' | 'check' | 'exclusion' | 'other'
  /** The constraint's name, where the database tells it. */
  readonly constraint?: string
  readonly table?: string
  /** The columns, where the database tells them. */
  readonly fields?: readonly string[]
}

/** A constraint of the database does not hold: unique, not null, foreign key, check. */
export class IntegrityError extends DatabaseError {
  override readonly name = 'IntegrityError'
  override readonly code = 'integrity-error'
  readonly kind: ConstraintFailure['kind']
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly fields: readonly string[]

  constructor(failure: ConstraintFailure) {
    super(failure)
    this.kind = failure.kind
    this.constraint = failure.constraint
    this.table = failure.table
    this.fields = failure.fields ?? []
  }
}

/** The SQL is wrong for this database: a table or column that does not exist, a syntax error. */
export class ProgrammingError extends DatabaseError {
  override readonly name = 'ProgrammingError'
  override readonly code = 'programming-error'
}

/** A value that the column's type can't hold. */
export class DataError extends DatabaseError {
  override readonly name = 'DataError'
  override readonly code = 'data-error'
}

/** The database could not do it this time: connection, locks, disk, shutdown. */
export class OperationalError extends DatabaseError {
  override readonly name: string = 'OperationalError'
  override readonly code: string = 'operational-error'
}

/** The connection, or the thread that held it, is gone. What it was doing may or may not have happened. */
export class ConnectionLost extends OperationalError {
  override readonly name = 'ConnectionLost'
  override readonly code = 'connection-lost'
}

/** A lock was not to be had within the database's own lock timeout (or at once, with `noWait`). */
export class LockTimeout extends OperationalError {
  override readonly name = 'LockTimeout'
  override readonly code = 'lock-timeout'
}

/** The statement ran longer than `statementTimeout` and was cancelled. */
export class StatementTimeout extends OperationalError {
  override readonly name = 'StatementTimeout'
  override readonly code = 'statement-timeout'
}

/** The database ended this transaction so that others could go on; the same transaction may succeed when it is tried again. */
export class SerializationFailure extends OperationalError {
  override readonly name: string = 'SerializationFailure'
  override readonly code: string = 'serialization-failure'
}

/** Two transactions waited for each other and the database ended this one. */
export class Deadlock extends SerializationFailure {
  override readonly name = 'Deadlock'
  override readonly code = 'deadlock'
}

function rendered(parameters: readonly unknown[]): string {
  const shown = parameters.slice(0, 20).map((one) => (parametersShown ? literal(one) : redacted(one)))
  return `[${shown.join(', ')}${parameters.length > 20 ? `, … ${parameters.length} in all` : ''}]`
}

function literal(value: unknown): string {
  return inspect(value, { breakLength: Infinity })
}

function redacted(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `string(${value.length})`
  if (Array.isArray(value)) return `array(${value.length})`
  if (value instanceof Uint8Array) return `binary(${value.length})`
  return value instanceof Date ? 'date' : typeof value
}
