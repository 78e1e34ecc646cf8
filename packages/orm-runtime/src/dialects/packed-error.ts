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
} from '../errors/database-error.ts'
import { NotSupportedError } from '../errors/not-supported-error.ts'
import { PoolDeadlock, PoolQueueFull, PoolTimeout } from '../errors/pool-errors.ts'
import { TransactionBroken } from '../errors/transaction-error.ts'
import { UsageError } from '../errors/usage-error.ts'

/** An error on its way between threads; structured clone alone would lose its class and most of its fields. */
export interface PackedError {
  readonly message: string
  /** Own fields that can cross, `name` and `code` among them. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly cause?: PackedError
}

/** What crosses of an error. Whatever else was thrown crosses as its text. */
export function packError(error: unknown): PackedError {
  if (!(error instanceof Error)) return { message: String(error), fields: {} }
  const fields = Object.fromEntries(Object.entries(error).filter(([key, value]) => key !== 'cause' && canCross(value)))
  const packed = { message: error.message, fields: { name: error.name, ...fields } }
  return error.cause === undefined ? packed : { ...packed, cause: packError(error.cause) }
}

/** The error as it was, of its class, with the stack of this thread's caller. */
export function unpackError({ message, fields, cause }: PackedError): Error {
  const error = new Error(message, cause && { cause: unpackError(cause) })
  const known = CLASSES.get(fields['code'])
  if (known) Object.setPrototypeOf(error, known.prototype)
  Object.assign(error, fields)
  Object.defineProperty(error, 'name', { value: fields['name'], enumerable: known !== undefined })
  // Once more, because the first line of a stack holds the name that the error had when it was made.
  Error.captureStackTrace(error, unpackError)
  return error
}

const CLASSES: ReadonlyMap<unknown, { readonly prototype: Error }> = new Map<unknown, { readonly prototype: Error }>([
  ['database-error', DatabaseError],
  ['integrity-error', IntegrityError],
  ['programming-error', ProgrammingError],
  ['data-error', DataError],
  ['operational-error', OperationalError],
  ['connection-lost', ConnectionLost],
  ['lock-timeout', LockTimeout],
  ['statement-timeout', StatementTimeout],
  ['serialization-failure', SerializationFailure],
  ['deadlock', Deadlock],
  ['pool-timeout', PoolTimeout],
  ['pool-queue-full', PoolQueueFull],
  ['pool-deadlock', PoolDeadlock],
  ['transaction-broken', TransactionBroken],
  ['not-supported', NotSupportedError],
  ['usage-error', UsageError],
])

function canCross(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isPrimitive) : isPrimitive(value)
}

function isPrimitive(value: unknown): boolean {
  return value === null || ['string', 'number', 'bigint', 'boolean', 'undefined'].includes(typeof value)
}
