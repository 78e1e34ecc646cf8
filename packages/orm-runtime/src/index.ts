export { connect, createTables, close, type ConnectOptions } from './connect.ts'
export { sqlite, type SqliteOptions } from './dialects/sqlite/sqlite.ts'
export type { QueryEvent } from './execute/database.ts'

export { Model, type ModelClass } from './models/model.ts'
export {
  auto,
  boolean,
  datetime,
  foreignKey,
  integer,
  reverse,
  text,
  type Field,
  type Fields,
  type ForeignKey,
  type OnDelete,
  type Reverse,
} from './models/fields.ts'
export type { Instance } from './models/instance.generated.ts'
export type { Changes, FieldsOf, Insert, InstanceOf } from './models/values.ts'
export type { LookupValue, OrderName, RelationPath, Where } from './models/lookups.ts'

export type { Manager } from './query/manager.generated.ts'
export type { QuerySet } from './query/queryset.generated.ts'
export { Avg, Count, Max, Min, Sum, type Aggregate, type AggregateResults } from './query/aggregates.ts'

export { atomic } from './transactions/atomic.ts'
export { aatomic } from './transactions/aatomic.ts'
export { asyncContext } from './execute/async-context.ts'
export { gather } from './gather.ts'
export { mapConcurrent } from './map-concurrent.ts'

export { DatabaseError, IntegrityError } from './errors/database-error.ts'
export { MultipleObjectsReturned, ObjectDoesNotExist } from './errors/row-count-errors.ts'
export { SynchronousOnlyOperation } from './errors/synchronous-only-operation.ts'
export { TransactionError } from './errors/transaction-error.ts'
export { UsageError } from './errors/usage-error.ts'
