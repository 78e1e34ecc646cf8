/** The database refused a statement. */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError'
  /** The driver's code, for example `SQLITE_BUSY`. */
  readonly code: string
  /** The statement, without its values. */
  readonly sql: string

  constructor(message: string, code: string, sql: string) {
    super(`${message}\n  in: ${sql}`)
    this.code = code
    this.sql = sql
  }
}

/** A constraint of the database does not hold: unique, not null, foreign key. */
export class IntegrityError extends DatabaseError {
  override readonly name = 'IntegrityError'
}
