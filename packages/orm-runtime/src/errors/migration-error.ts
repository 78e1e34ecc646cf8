import { OrmError } from './orm-error.ts'

/** Migrations that can't be made, applied or rolled back; the message says what is in the way. */
export class MigrationError extends OrmError {
  override readonly name = 'MigrationError'
  readonly code = 'migration-error'
}
