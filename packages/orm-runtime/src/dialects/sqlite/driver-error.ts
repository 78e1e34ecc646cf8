import { DatabaseError, IntegrityError } from '../../errors/database-error.ts'
import type { DriverFailure } from './messages.ts'

/** The runtime's error for one of the driver. */
export function driverError({ message, code = 'DRIVER' }: DriverFailure, sql: string): DatabaseError {
  const failure = { message, driverCode: code, sql }
  return code.startsWith('SQLITE_CONSTRAINT')
    ? new IntegrityError({ ...failure, kind: 'other' })
    : new DatabaseError(failure)
}

/** What is known of an error that the driver threw. */
export function driverFailure(error: unknown): DriverFailure {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  return { message, code }
}
