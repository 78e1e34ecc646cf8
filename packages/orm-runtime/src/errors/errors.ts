export { BridgeTimeout, WorkerStopped } from './bridge-errors.ts'
export {
  ConnectionLost,
  DatabaseError,
  DataError,
  Deadlock,
  IntegrityError,
  LockTimeout,
  OperationalError,
  ProgrammingError,
  SerializationFailure,
  StatementTimeout,
} from './database-error.ts'
export { FieldFetchBlocked } from './field-fetch-blocked.ts'
export { MigrationError } from './migration-error.ts'
export { NotSupportedError } from './not-supported-error.ts'
export { OrmError } from './orm-error.ts'
export { PoolDeadlock, PoolQueueFull, PoolTimeout } from './pool-errors.ts'
export { MultipleObjectsReturned, ObjectDoesNotExist, ObjectNotUpdated } from './row-count-errors.ts'
export { SynchronousOnlyOperation } from './synchronous-only-operation.ts'
export {
  TransactionBroken,
  TransactionClosed,
  TransactionError,
  TransactionOutcomeUnknown,
} from './transaction-error.ts'
export { UsageError } from './usage-error.ts'
export { ValidationError } from './validation-error.ts'
