import { OrmError } from './orm-error.ts'

/** A worker thread of `syncToAsync` or `asyncToSync` ended with a call unanswered; what it did may have happened. */
export class WorkerStopped extends OrmError {
  override readonly name = 'WorkerStopped'
  readonly code = 'worker-stopped'
}

/** A function that `asyncToSync` waits for took longer than `timeout`; its thread was ended. */
export class BridgeTimeout extends OrmError {
  override readonly name = 'BridgeTimeout'
  readonly code = 'bridge-timeout'
}
