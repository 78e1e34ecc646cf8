import { ObjectNotUpdated } from '../errors/row-count-errors.ts'
import { UsageError } from '../errors/usage-error.ts'
import { databaseFor, type Database } from '../execute/database.ts'
import { send, type Steps } from '../execute/steps.ts'
import { definitionOf, property } from '../models/key-of.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import { postSave, preSave } from '../models/model-signals.ts'
import { Row } from '../models/row.ts'
import { filter, using } from '../query/builders.ts'
import { allOf, type Query } from '../query/query.ts'
import { setMoments } from './auto-now.ts'
import { updateStatement } from './change-statements.ts'
import { columnsNamed } from './columns-named.ts'
import { insertInstances } from './insert-instances.ts'
import { exists } from './read.ts'
import { refreshFromDb } from './refresh-from-db.ts'
import { checkReceivers, sendSignal } from './send-signal.ts'

/** How an instance is saved. */
export interface SaveOptions<Name extends string = string> {
  /** The columns to write; of none, nothing happens. The row has to be there. */
  readonly updateFields?: readonly Name[]
  /** Never updates: a key that is taken is an IntegrityError. */
  readonly forceInsert?: boolean
  /** Never inserts: @throws ObjectNotUpdated where no row has the key. */
  readonly forceUpdate?: boolean
  /** The database, by its name in `connect`. */
  readonly using?: string
}

/** An UPDATE where the instance has a key, an INSERT where it has none or no row has that key. */
export function* save(instance: object, options: SaveOptions = {}): Steps<void> {
  const definition = definitionOf(instance)
  const sender = definition.model
  const state = Row.state(instance)
  const database = databaseFor(definition, options.using ?? state.database, 'write')
  const columns = writtenColumns(instance, definition, options, database)
  if (columns?.length === 0) return
  const heard = preSave.isHeard(sender) || postSave.isHeard(sender)
  if (!heard) {
    yield* write(instance, definition, database, columns, options)
    return
  }
  const event = { sender, instance, updateFields: columns?.map(({ name }) => name), using: database.alias }
  yield* checkReceivers(postSave, sender)
  yield* sendSignal(preSave, event)
  const created = yield* write(instance, definition, database, columns, options)
  yield* sendSignal(postSave, { ...event, created })
}

/** The columns that are to be updated, and no row inserted; undefined for all of the instance. */
function writtenColumns(
  instance: object,
  definition: ModelDefinition,
  { updateFields, forceInsert = false, forceUpdate = false }: SaveOptions,
  { alias }: Database,
): readonly Column[] | undefined {
  if (forceInsert && (forceUpdate || updateFields)) {
    throw new UsageError('`forceInsert` and an update exclude each other: name one of them.')
  }
  if (updateFields) return columnsNamed(definition, updateFields, 'save')
  const { deferred, database } = Row.state(instance)
  if (!deferred?.size || forceInsert || (database ?? alias) !== alias) return undefined
  // What was not loaded is not written.
  return definition.columns.filter((column) => column !== definition.key && !deferred.has(column.name))
}

/** Answers whether a row was inserted. */
function* write(
  instance: object,
  definition: ModelDefinition,
  database: Database,
  columns: readonly Column[] | undefined,
  options: SaveOptions,
): Steps<boolean> {
  const { key } = definition
  const state = Row.state(instance)
  const mustUpdate = options.forceUpdate === true || columns !== undefined
  if (!mustUpdate) giveKey(instance, key)
  const value = property(instance, key.name) ?? undefined
  if (mustUpdate && value === undefined) {
    throw new UsageError(`This ${definition.name} has no ${key.name} yet, so no row can be updated: save it first.`)
  }
  // A key that is made for each new instance belongs to no row yet.
  const isNew = options.forceInsert === true || (state.stored === false && key.definition.default !== undefined)
  if (value !== undefined && (mustUpdate || !isNew)) {
    const written = columns ?? definition.columns.filter((column) => column !== key)
    setMoments(instance, written, 'stored')
    const own = using(filter(allOf(definition), { [key.name]: value }), database.alias)
    if (yield* updateRow(instance, own, written)) {
      state.stored = true
      state.database = database.alias
      return false
    }
    if (mustUpdate) throw new ObjectNotUpdated(definition.name, key.name)
  }
  setMoments(instance, definition.columns, 'new')
  if (value === undefined) Object.assign(instance, { [key.name]: undefined })
  const missing = definition.columns.filter(
    ({ name, definition: field }) => field.databaseDefault !== undefined && property(instance, name) === undefined,
  )
  yield* insertInstances(database, definition, [instance])
  if (missing.length > 0 && !database.dialect.features.returning) {
    yield* refreshFromDb(
      instance,
      missing.map(({ name }) => name),
    )
  }
  return true
}

/** A new key for an instance that lost its own when its row was deleted. */
function giveKey(instance: object, { name, definition }: Column): void {
  const { default: make } = definition
  if ((property(instance, name) ?? undefined) !== undefined || make === undefined) return
  Object.assign(instance, { [name]: typeof make === 'function' ? (make as () => unknown)() : make })
}

function* updateRow(instance: object, own: Query, columns: readonly Column[]): Steps<boolean> {
  if (columns.length === 0) return yield* exists(own)
  const values = columns.map(({ name }) => property(instance, name))
  const { database, statement } = updateStatement(own, columns, values)
  return (yield* send(database, statement)).changes > 0
}
