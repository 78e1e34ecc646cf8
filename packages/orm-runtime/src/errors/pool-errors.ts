import { OrmError } from './orm-error.ts'

/** No connection became free within `acquireTimeout`; the message names who holds them, and where they were taken. */
export class PoolTimeout extends OrmError {
  override readonly name = 'PoolTimeout'
  readonly code = 'pool-timeout'
}

/** More callers wait for a connection than `maxQueue` allows. */
export class PoolQueueFull extends OrmError {
  override readonly name = 'PoolQueueFull'
  readonly code = 'pool-queue-full'
}

/** All connections are held by callers that wait for one more themselves. */
export class PoolDeadlock extends OrmError {
  override readonly name = 'PoolDeadlock'
  readonly code = 'pool-deadlock'
}
