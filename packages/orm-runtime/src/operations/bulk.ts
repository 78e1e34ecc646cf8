import type { ConflictAction } from '../compile/compile-insert.ts'
import type { Database } from '../execute/database.ts'
import { UsageError } from '../errors/usage-error.ts'
import { atomically, send, type Steps } from '../execute/steps.ts'
import { keyOf } from '../models/key-of.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import type { Query } from '../query/query.ts'
import { setMoments } from './auto-now.ts'
import { bulkUpdateStatement } from './change-statements.ts'
import { columnsNamed } from './columns-named.ts'
import { byColumn, byRow, chunks, insertInstances } from './insert-instances.ts'
import { writingDatabase } from './statements.ts'

/** How `bulkCreate` goes about it. */
export interface BulkCreateOptions<Name extends string = string> {
  /** Rows of one statement; as many as the database takes well if not given. */
  readonly batchSize?: number
  /** Leaves out rows whose key or unique columns others have. The instances then get no keys. */
  readonly ignoreConflicts?: boolean
  /** Updates the row that has the same `uniqueFields`, in the columns `updateFields`. */
  readonly updateConflicts?: boolean
  readonly updateFields?: readonly Name[]
  readonly uniqueFields?: readonly Name[]
}

export interface BulkUpdateOptions {
  /** Rows of one statement; as many as the database takes well if not given. */
  readonly batchSize?: number
}

/** Many rows in few statements, all or none. `rows` are values or new instances; sends no signals. */
export function* bulkCreate<M>(query: Query, rows: readonly object[], options: BulkCreateOptions = {}): Steps<M[]> {
  const { definition } = query
  const { batchSize } = options
  checkBatchSize(batchSize)
  const onConflict = conflictAction(definition, options)
  const { model, columns } = definition
  const instances = rows.map((row) => (row instanceof model ? row : new model(row)))
  const moments = columns.filter(({ definition: field }) => field.autoNow !== undefined)
  if (moments.length > 0) {
    const now = new Date()
    for (const instance of instances) setMoments(instance, moments, 'new', now)
  }
  if (instances.length > 0) {
    yield* insertInstances(writingDatabase(query), definition, instances, { batchSize, onConflict })
  }
  // The query's model is the class of its rows.
  return instances as M[]
}

/** Writes the columns `names` of many instances in few statements, all or none; answers how many rows there were. */
export function* bulkUpdate(
  query: Query,
  instances: readonly object[],
  names: readonly string[],
  { batchSize }: BulkUpdateOptions = {},
): Steps<number> {
  const { definition } = query
  checkBatchSize(batchSize)
  if (names.length === 0) throw new UsageError('`bulkUpdate` of no columns changes nothing: name some.')
  const columns = columnsNamed(definition, names, 'bulkUpdate')
  for (const instance of instances) keyOf(instance, definition.name)
  const database = writingDatabase(query)
  const size = Math.min(batchSize ?? Infinity, mostRows(database, columns))
  const batches = chunks(instances, size)
  const [only] = batches
  if (!only) return 0
  const updateBatch = (batch: readonly object[]) => updateRows(database, definition, columns, batch)
  if (batches.length === 1) return yield* updateBatch(only)
  return yield* atomically(database, function* () {
    let count = 0
    for (const batch of batches) count += yield* updateBatch(batch)
    return count
  })
}

function* updateRows(
  database: Database,
  definition: ModelDefinition,
  columns: readonly Column[],
  instances: readonly object[],
): Steps<number> {
  const all = [definition.key, ...columns]
  const arrays = database.dialect.features.arrayParameters
  const values = arrays ? byColumn(all, instances) : byRow(all, instances)
  const rows = arrays ? 'arrays' : instances.length
  return (yield* send(database, bulkUpdateStatement(database, definition, columns, rows, values))).changes
}

/** For each row there are a WHEN with two parameters in each column, and the key once more. */
function mostRows({ dialect }: Database, columns: readonly Column[]): number {
  const { arrayParameters, maxParameters } = dialect.features
  return arrayParameters ? 10_000 : Math.max(1, Math.min(100, Math.floor(maxParameters / (2 * columns.length + 1))))
}

function conflictAction(definition: ModelDefinition, options: BulkCreateOptions): ConflictAction | undefined {
  const { ignoreConflicts = false, updateConflicts = false, updateFields = [], uniqueFields = [] } = options
  if (ignoreConflicts && updateConflicts) {
    throw new UsageError('`ignoreConflicts` and `updateConflicts` exclude each other: name one of them.')
  }
  if (ignoreConflicts) return { do: 'ignore' }
  if (!updateConflicts) return undefined
  if (updateFields.length === 0 || uniqueFields.length === 0) {
    throw new UsageError(
      '`updateConflicts` takes the columns that tell which rows are the same, and those that are then written: { updateConflicts: true, uniqueFields: […], updateFields: […] }.',
    )
  }
  const unique = uniqueFields.map((name) => {
    const column = definition.columnByName.get(name)
    if (column) return column
    const choices = definition.columns.map((one) => one.name).join(', ')
    throw new UsageError(`${definition.name} has no column '${name}' to be unique. It has: ${choices}.`)
  })
  return { do: 'update', unique, columns: columnsNamed(definition, updateFields, 'bulkCreate') }
}

function checkBatchSize(size: number | undefined): void {
  if (size === undefined || (Number.isSafeInteger(size) && size > 0)) return
  throw new UsageError(`batchSize is a whole number of rows from 1 on, not ${size}.`)
}
