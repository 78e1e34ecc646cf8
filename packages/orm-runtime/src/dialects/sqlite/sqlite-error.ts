import {
  DatabaseError,
  DataError,
  IntegrityError,
  LockTimeout,
  OperationalError,
  ProgrammingError,
  SerializationFailure,
  type ConstraintFailure,
  type DatabaseFailure,
} from '../../errors/database-error.ts'
import type { Statement } from '../connections.ts'

/** What is known of an error that better-sqlite3 threw; it crosses threads. */
export interface SqliteFailure {
  readonly message: string
  /** The extended result code; absent where the driver refused the call before SQLite saw it. */
  readonly code?: string
}

export function sqliteFailure(error: unknown): SqliteFailure {
  if (!(error instanceof Error)) return { message: String(error) }
  return 'code' in error ? { message: error.message, code: String(error.code) } : { message: error.message }
}

/** The runtime's error for one of the driver. */
export function sqliteError(
  { message, code = 'DRIVER' }: SqliteFailure,
  { sql, parameters }: Pick<Statement, 'sql' | 'parameters'>,
): DatabaseError {
  const failure: DatabaseFailure = { message, driverCode: code, sql, parameters }
  if (code === 'SQLITE_CONSTRAINT_DATATYPE') return new DataError(failure)
  if (code.startsWith('SQLITE_CONSTRAINT')) return new IntegrityError({ ...failure, ...constraintOf(message, code) })
  const known = KINDS.find(({ when }) => when.test(`${code}: ${message}`))
  if (!known) return new DatabaseError(failure)
  return new known.error(known.hint === undefined ? failure : { ...failure, hint: known.hint })
}

/** The first that fits `CODE: message`. */
const KINDS: readonly {
  readonly when: RegExp
  readonly error: new (failure: DatabaseFailure) => DatabaseError
  readonly hint?: string
}[] = [
  {
    when: /^SQLITE_BUSY_SNAPSHOT/,
    error: SerializationFailure,
    hint: 'Another connection wrote after this transaction had read. Begin a transaction that writes with BEGIN IMMEDIATE.',
  },
  {
    when: /^SQLITE_(?:BUSY|LOCKED)/,
    error: LockTimeout,
    hint: 'Another connection or process holds the write lock. Make its transaction shorter, or `timeout` longer.',
  },
  {
    when: /^SQLITE_READONLY/,
    error: OperationalError,
    hint: 'The statement writes, but the file is read-only, or the statement was sent as one that reads.',
  },
  { when: /^SQLITE_FULL/, error: OperationalError, hint: 'The disk is full.' },
  {
    when: /^SQLITE_CANTOPEN/,
    error: OperationalError,
    hint: 'The file or its directory was removed, or may not be written.',
  },
  {
    when: /^SQLITE_(?:IOERR|CORRUPT|NOTADB|NOMEM|PROTOCOL|PERM|AUTH|ABORT|INTERRUPT|NOLFS|SCHEMA)/,
    error: OperationalError,
  },
  {
    when: /no such table/,
    error: ProgrammingError,
    hint: 'Make the tables first: apply the migrations, or call createTables().',
  },
  {
    when: /no such column|has no column named/,
    error: ProgrammingError,
    hint: 'If the model changed after its table was made, apply a migration that adds the column.',
  },
  { when: /^SQLITE_(?:MISMATCH|TOOBIG|RANGE)|datatype mismatch|integer overflow|malformed JSON/, error: DataError },
  { when: /^DRIVER: .*(?:can only bind|is too big)/, error: DataError },
  { when: /^DRIVER: .*connection is not open/, error: OperationalError, hint: 'It was closed.' },
  { when: /^(?:SQLITE_ERROR|SQLITE_MISUSE|DRIVER)/, error: ProgrammingError },
]

type Constraint = Pick<ConstraintFailure, 'kind' | 'constraint' | 'table' | 'fields'>

/** Reads `UNIQUE constraint failed: users.email, users.tenant`, and its siblings. */
function constraintOf(message: string, code: string): Constraint {
  const kind = CONSTRAINTS[code] ?? 'other'
  const detail = /constraint failed: (.+)$/.exec(message)?.[1]
  if (detail === undefined) return { kind }
  // A unique index over expressions is told by name.
  const index = /^index '(.+)'$/.exec(detail)?.[1]
  if (index !== undefined) return { kind, constraint: index }
  // A check without a name is told by its condition, which is no name.
  if (kind === 'check') return /^\w+$/.test(detail) ? { kind, constraint: detail } : { kind }
  if (kind !== 'unique' && kind !== 'not-null') return { kind }
  const columns = detail.split(', ').map((column) => column.split('.'))
  const table = columns[0]?.[0]
  return { kind, ...(table !== undefined && { table }), fields: columns.map(([, name]) => name ?? '') }
}

const CONSTRAINTS: Readonly<Record<string, Constraint['kind']>> = {
  SQLITE_CONSTRAINT_UNIQUE: 'unique',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'unique',
  SQLITE_CONSTRAINT_ROWID: 'unique',
  SQLITE_CONSTRAINT_NOTNULL: 'not-null',
  SQLITE_CONSTRAINT_FOREIGNKEY: 'foreign-key',
  SQLITE_CONSTRAINT_CHECK: 'check',
}
