import { currentContext, type Context } from '../execute/context.ts'
import { connected, isConnected, type Database } from '../execute/database.ts'
import { atEndOfTick } from '../execute/end-of-tick.ts'
import { runAsync, runJoined } from '../execute/run-async.ts'
import type { AsyncCall, CallOptions } from '../execute/steps.ts'
import type { Query } from '../query/query.ts'
import type { Shape, ShapeState } from '../query/shape.ts'
import { KeyBatch } from './key-batch.ts'
import { get } from './read.ts'
import { readingDatabase } from './statements.ts'

/** `aget`. Calls by key that are made in one tick share one query. */
export function aget<R>(call: AsyncCall, query: Query<R>, where?: object, options?: CallOptions): Promise<R> {
  const key = where && keyOf(query, where)
  if (key === undefined) return runAsync(call, get(query, where), options)
  // A batch is of queries of one shape, whose rows are the caller's.
  return runJoined(call, () => batchOf(query, readingDatabase(query)).join(call, key, options), options) as Promise<R>
}

/** The batches of this tick. Their number is small: one for each shape that is asked for by key at the same time. */
let open: {
  readonly batch: KeyBatch
  readonly shape: Shape
  readonly database: Database
  readonly context: unknown
}[] = []

function batchOf<R>(query: Query<R>, database: Database): KeyBatch {
  const context: Context | undefined = currentContext()
  const { shape } = query
  const known = open.find((one) => one.shape === shape && one.database === database && one.context === context)
  if (known) return known.batch
  const batch = new KeyBatch(query)
  const entry = { batch, shape, database, context }
  open.push(entry)
  atEndOfTick(() => {
    open = open.filter((one) => one !== entry)
    batch.send()
  })
  return batch
}

/** The key, where the call asks for nothing but the row of a key that can be told from others for certain. */
function keyOf(query: Query, where: object): unknown {
  const { definition } = query
  let key: unknown
  for (const name in where) {
    if (key !== undefined || (name !== definition.primaryKey && name !== 'pk')) return undefined
    key = (where as Readonly<Record<string, unknown>>)[name]
  }
  if (!isExact(definition.key.type.kind, key) || !isPlain(query)) return undefined
  return isConnected() && connected().batching ? key : undefined
}

/** Text is not: a database may take two for the same that JavaScript does not. */
function isExact(kind: string, key: unknown): boolean {
  if (kind === 'uuid') return typeof key === 'string' && CANONICAL_UUID.test(key)
  if (kind !== 'auto' && kind !== 'bigAuto' && kind !== 'integer' && kind !== 'bigint') return false
  return typeof key === 'bigint' || Number.isSafeInteger(key)
}

const CANONICAL_UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** True for a manager's own query, with related rows and chosen columns at most. */
function isPlain({ shape, values, known, prefetch, parent, fetchMode }: Query): boolean {
  if (values.length > 0 || known || prefetch.length > 0 || parent || fetchMode === 'peers') return false
  let plain = plainShapes.get(shape)
  if (plain === undefined) plainShapes.set(shape, (plain = isPlainState(shape.state)))
  return plain
}

const plainShapes = new WeakMap<Shape, boolean>()

function isPlainState({
  where,
  annotations,
  rows,
  distinct,
  combined,
  lock,
  offset,
  limit,
  none,
}: ShapeState): boolean {
  const narrowed = distinct ?? combined ?? lock ?? offset ?? limit ?? none
  return narrowed === undefined && where.length === 0 && annotations.length === 0 && rows.kind === 'instances'
}
