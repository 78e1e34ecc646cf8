import { DatabaseError, IntegrityError } from '../../errors/database-error.ts'

/** The runtime's error for one that the driver threw. */
export function driverError(error: unknown, sql: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  if (!code.startsWith('SQLITE_')) return error
  const kind = code.startsWith('SQLITE_CONSTRAINT') ? IntegrityError : DatabaseError
  return new kind(error.message, code, sql)
}
