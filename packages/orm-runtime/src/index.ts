export { connect, close, connectionState, type ConnectOptions } from './connect.ts'
export type { Holder, PoolState } from './pool/pool-refusals.ts'
export { createTables } from './schema/create-tables.ts'
export { dropTables } from './schema/drop-tables.ts'
export { introspect } from './schema/introspect.ts'
export type { TableDefinition } from './schema/table-definition.ts'
export { migrate, type Migrated, type MigrateOptions } from './migrations/migrate.ts'
export { migrationStatus, type MigrationStatus } from './migrations/migration-status.ts'
export { defineConfig, type OrmConfig } from './define-config.ts'
export { mariadb } from './dialects/mariadb/mariadb.ts'
export type { MariadbOptions } from './dialects/mariadb/connection-options.ts'
export { postgres } from './dialects/postgres/postgres.ts'
export type { PostgresOptions } from './dialects/postgres/connection-options.ts'
export { sqlite, type SqliteOptions } from './dialects/sqlite/sqlite.ts'
export type { Router } from './execute/database.ts'
export type { QueryEvent } from './execute/query-log.ts'

export { Model, type ModelClass } from './querysets/model.ts'
export {
  auto,
  bigAuto,
  bigint,
  binary,
  boolean,
  char,
  choice,
  date,
  datetime,
  decimal,
  duration,
  float,
  foreignKey,
  integer,
  json,
  manyToMany,
  oneToOne,
  reverse,
  reverseOne,
  text,
  time,
  uuid,
  type Field,
  type Fields,
  type ForeignKey,
  type ManyToMany,
  type OnDelete,
  type Reverse,
  type ReverseOne,
} from './fields/fields.ts'
export type { ModelOptions } from './models/model-options.ts'
export type { Instance } from './querysets/instance.generated.ts'
export type { Changes, FieldsOf, Insert, InstanceOf } from './query/values.ts'
export type { LookupValue, OrderName, RelationPath, Where } from './query/lookup-types.ts'

export type { Manager } from './querysets/manager.generated.ts'
export { managerFrom, managerOf, type ManagerClass, type ManagerOf } from './querysets/manager-from.ts'
export { AbstractModel, type AbstractClass } from './querysets/abstract-model.ts'
export { m2mChanged, postDelete, postSave, preDelete, preSave } from './models/model-signals.ts'
export type { DeleteEvent, ManyToManyEvent, SaveEvent } from './models/model-signals.ts'
export type { Signal } from './models/signal.ts'
export type { BulkCreateOptions, BulkUpdateOptions } from './operations/bulk.ts'
export type { CleanOptions } from './operations/full-clean.ts'
export type { UpdateOrCreateOptions } from './operations/get-or-create.ts'
export type { SaveOptions } from './operations/save.ts'
export { email, maxLength, maxValue, minLength, minValue, pattern, url } from './fields/validators.ts'
export type { ConstraintOptions, IndexOptions } from './models/model-options.ts'
export { QuerySet } from './querysets/queryset.generated.ts'
export type { RawParameter } from './operations/raw.ts'
export { RawQuerySet } from './querysets/raw-queryset.ts'
export type { RelatedManager } from './querysets/related-manager.generated.ts'
export type { RelatedSetManager } from './querysets/related-set-manager.generated.ts'
export { Prefetch } from './query/prefetch.ts'
export { aprefetchRelatedObjects, prefetchRelatedObjects } from './querysets/prefetch-related-objects.ts'
export type { FetchMode } from './query/query.ts'
export { Expression, type Order } from './expressions/expression.ts'
export {
  Avg,
  Count,
  Max,
  Min,
  StringAgg,
  Sum,
  type AggregateOptions,
  type StringAggOptions,
} from './expressions/aggregates.ts'
export { Cast, type CastKind } from './expressions/cast.ts'
export { Case, Coalesce, Greatest, Least, NullIf, When } from './expressions/choices.ts'
export { F, OuterRef, Value } from './expressions/columns.ts'
export type { DatePart } from './expressions/expression-node.ts'
export { Extract, Now, Trunc, type TruncPart } from './expressions/moment-functions.ts'
export { Abs, Ceil, Floor, Mod, Power, Random, Round, Sqrt } from './expressions/number-functions.ts'
export { Q, type Condition } from './expressions/q.ts'
export { Exists, Subquery } from './expressions/subquery.ts'
export {
  Concat,
  Left,
  LeftTrim,
  Length,
  Lower,
  Replace,
  Right,
  RightTrim,
  Substring,
  Trim,
  Upper,
} from './expressions/text-functions.ts'
export {
  CumulativeDistribution,
  DenseRank,
  FirstValue,
  Lag,
  LastValue,
  Lead,
  NthValue,
  PercentRank,
  Rank,
  RowNumber,
  Tile,
  Window,
  type WindowOptions,
} from './expressions/window.ts'
export type { AggregateResults } from './expressions/result-types.ts'

export { atomic } from './transactions/atomic.ts'
export { aatomic } from './transactions/aatomic.ts'
export { onCommit, type OnCommitOptions } from './transactions/on-commit.ts'
export type { AtomicOptions } from './execute/atomic-options.ts'
export { asyncContext } from './execute/async-context.ts'
export type { CallOptions } from './execute/steps.ts'
export { asyncToSync, type AsyncToSyncOptions } from './bridges/async-to-sync.ts'
export type { Asynchronous, AsynchronousExports, Blocking, BlockingExports } from './bridges/bridge-types.ts'
export { carryContext, type ContextCarrier } from './bridges/carried-context.ts'
export { closeBridges } from './bridges/close-bridges.ts'
export { syncToAsync, type SyncToAsyncOptions } from './bridges/sync-to-async.ts'
export { cachedQuery, invalidate } from './caching/cached-query.ts'
export { memoryStore, type CacheStore } from './caching/cache-store.ts'
export type { CachedQueryOptions } from './caching/query-caching.ts'
export { reportLongCalls, type LongCall, type LongCallOptions } from './execute/long-calls.ts'
export { timeline, type Timeline } from './tracing/timeline.ts'
export type { TimelineModel, TimelineQuery, TimelineTotals } from './tracing/timeline-model.ts'
export { gather } from './gather.ts'
export { mapConcurrent } from './map-concurrent.ts'

export * from './errors/errors.ts'
