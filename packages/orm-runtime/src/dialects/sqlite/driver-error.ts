import { DatabaseError, IntegrityError } from '../../errors/database-error.ts'
import type { DriverFailure } from './messages.ts'

/** The runtime's error for one of the driver. */
export function driverError({ message, code = 'DRIVER' }: DriverFailure, sql: string): DatabaseError {
  const kind = code.startsWith('SQLITE_CONSTRAINT') ? IntegrityError : DatabaseError
  return new kind(message, code, sql)
}

/** What is known of an error that the driver threw. */
export function driverFailure(error: unknown): DriverFailure {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  return { message, code }
}
