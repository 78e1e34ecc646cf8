import {
  ConnectionLost,
  DatabaseError,
  DataError,
  Deadlock,
  IntegrityError,
  LockTimeout,
  OperationalError,
  ProgrammingError,
  SerializationFailure,
  StatementTimeout,
  type ConstraintFailure,
  type DatabaseFailure,
} from '../../errors/database-error.ts'
import { OrmError } from '../../errors/orm-error.ts'
import type { Statement } from '../connections.ts'

/** The fields of the server's error messages that say which error it is. */
export interface ServerFailure {
  readonly message: string
  /** SQLSTATE, or Node's code of a network error. */
  readonly code?: string | undefined
  readonly detail?: string | undefined
  readonly hint?: string | undefined
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly constraint?: string | undefined
}

/**
 * The runtime's error for one of the driver or the server. What has no SQLSTATE came from the network, and the connection
 * is lost. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function driverError(error: unknown, { sql, parameters }: Pick<Statement, 'sql' | 'parameters'>): OrmError {
  if (error instanceof OrmError) return error
  const found = serverFailure(error)
  const code = found.code ?? 'CONNECTION'
  const failure: DatabaseFailure = {
    message: found.message,
    driverCode: code,
    sql,
    parameters,
    ...(found.hint !== undefined && { hint: found.hint }),
    cause: error,
  }
  return code.startsWith('23') ? new IntegrityError(constraintFailure(found, failure)) : errorOf(code, failure)
}

/** True for an error after which the statement's plan must be made anew: its tables have changed, or it is gone. */
export function isStalePlan(error: unknown): boolean {
  const { code, message } = serverFailure(error)
  // By the routine's name it would be certain, but proxies leave it out; 0A000 is given for other things too.
  return code === '26000' || (code === '0A000' && /cached plan/i.test(message))
}

export function serverFailure(error: unknown): ServerFailure {
  if (!(error instanceof Error)) return { message: String(error) }
  const text = (key: string): string | undefined => {
    const value: unknown = Reflect.get(error, key)
    return typeof value === 'string' ? value : undefined
  }
  return {
    // Node's error for a host with several addresses has no message of its own.
    message: error.message || (text('code') ?? error.name),
    code: text('code'),
    detail: text('detail'),
    hint: text('hint'),
    table: text('table'),
    column: text('column'),
    constraint: text('constraint'),
  }
}

function errorOf(code: string, failure: DatabaseFailure): DatabaseError {
  switch (code) {
    case '40001':
      return new SerializationFailure(failure)
    case '40P01':
      return new Deadlock(failure)
    case '55P03':
      return new LockTimeout(failure)
    case '57014':
      // By an administrator, or by a signal of ours, which whoever sent it does not report.
      return /user request/i.test(failure.message) ? new OperationalError(failure) : new StatementTimeout(failure)
    case '25P03':
    case '57P01':
    case '57P02':
    case '57P05':
      return new ConnectionLost(failure)
  }
  if (!/^[0-9A-Z]{5}$/.test(code)) return new ConnectionLost(failure)
  return errorOfClass(code.slice(0, 2), failure)
}

function errorOfClass(sqlClass: string, failure: DatabaseFailure): DatabaseError {
  switch (sqlClass) {
    case '08':
      return new ConnectionLost(failure)
    case '22':
      return new DataError(failure)
    case '26':
    case '34':
    case '3F':
    case '42':
      return new ProgrammingError(failure)
    case '28':
    case '3D':
    case '40':
    case '53':
    case '54':
    case '55':
    case '57':
    case '58':
    case 'XX':
      return new OperationalError(failure)
    default:
      return new DatabaseError(failure)
  }
}

function constraintFailure(found: ServerFailure, failure: DatabaseFailure): ConstraintFailure {
  const fields = found.column === undefined ? keyColumns(found.detail ?? '') : [found.column]
  return {
    ...failure,
    kind: kinds[failure.driverCode] ?? 'other',
    ...(found.constraint !== undefined && { constraint: found.constraint }),
    ...(found.table !== undefined && { table: found.table }),
    ...(fields.length > 0 && { fields }),
  }
}

const kinds: Readonly<Record<string, ConstraintFailure['kind']>> = {
  '23502': 'not-null',
  '23503': 'foreign-key',
  '23505': 'unique',
  '23514': 'check',
  '23P01': 'exclusion',
}

/** The columns of `Key (email, "createdAt", lower(name))=(…) already exists.`, in whichever language the server speaks. */
function keyColumns(detail: string): string[] {
  const list = /\((.*?)\)=\(/s.exec(detail)?.[1]
  if (list === undefined) return []
  const columns = list.match(/(?:"(?:[^"]|"")*"|\((?:[^()]|\([^()]*\))*\)|[^,"()])+/g) ?? []
  return columns.map((column) => unquoted(column.trim()))
}

function unquoted(column: string): string {
  return /^"(?:[^"]|"")*"$/.test(column) ? column.slice(1, -1).replaceAll('""', '"') : column
}
