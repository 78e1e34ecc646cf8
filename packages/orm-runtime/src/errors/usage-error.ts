import { OrmError } from './orm-error.ts'

/** The program asks for something that does not exist or cannot be: a wrong name, value, or order of calls. */
export class UsageError extends OrmError {
  override readonly name: string = 'UsageError'
  readonly code: string = 'usage-error'
}
