import { OrmError } from './orm-error.ts'

/** The connected database has no such feature; the message says which ones have. */
export class NotSupportedError extends OrmError {
  override readonly name = 'NotSupportedError'
  readonly code = 'not-supported'
}
