import { OrmError } from './orm-error.ts'

/** A blocking call where it would stop the event loop for everybody. */
export class SynchronousOnlyOperation extends OrmError {
  override readonly name = 'SynchronousOnlyOperation'
  readonly code = 'synchronous-only-operation'
}
