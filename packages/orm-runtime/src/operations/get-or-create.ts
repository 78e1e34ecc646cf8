import { IntegrityError } from '../errors/database-error.ts'
import type { Database } from '../execute/database.ts'
import { atomically, type Steps } from '../execute/steps.ts'
import type { Query } from '../query/query.ts'
import { derived } from '../query/query.ts'
import { columnsNamed } from './columns-named.ts'
import { get } from './read.ts'
import { save } from './save.ts'
import { writingDatabase } from './statements.ts'
import { create } from './write.ts'

/** `created` is false for a row that was there. */
export type Found<M> = [instance: M, created: boolean]

export interface UpdateOrCreateOptions<Values extends object = object> {
  /** What a new row has in place of `defaults`. */
  readonly createDefaults?: Values
}

/**
 * The one row that matches, or a new one from the plain names of `where` and from `defaults`. Of two callers at the same
 * time one creates the row, by a unique constraint, and the other gets it.
 */
export function* getOrCreate<M>(query: Query, where: object, defaults: object = {}): Steps<Found<M>> {
  const known = yield* find<M>(query, where)
  if (known !== undefined) return [known, false]
  const values = { ...plainNames(where), ...defaults }
  try {
    return [yield* atomically(writingDatabase(query), () => create<M>(query, values)), true]
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error
    const other = yield* find<M>(query, where)
    if (other === undefined) throw error
    return [other, false]
  }
}

/**
 * The one row that matches, changed by `defaults`, or a new one. A row is locked before it is changed, where the database
 * locks rows. A creation that another caller's has overtaken is undone before the row is locked: InnoDB would see a
 * deadlock of all who wait in between.
 */
export function* updateOrCreate<M>(
  query: Query,
  where: object,
  defaults: object = {},
  { createDefaults = defaults }: UpdateOrCreateOptions = {},
): Steps<Found<M>> {
  const database = writingDatabase(query)
  const change = () => findAndChange<M>(query, where, defaults, database)
  const changed = yield* atomically(database, change)
  if (changed !== undefined) return [changed, false]
  const values = { ...plainNames(where), ...createDefaults }
  try {
    return [yield* atomically(database, () => create<M>(query, values)), true]
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error
    const other = yield* atomically(database, change)
    if (other === undefined) throw error
    return [other, false]
  }
}

function* findAndChange<M>(query: Query, where: object, defaults: object, database: Database): Steps<M | undefined> {
  const locked = database.dialect.features.selectForUpdate ? lockedRows(query) : query
  const instance = yield* find<M & object>(locked, where)
  const names = Object.keys(defaults)
  if (instance === undefined || names.length === 0) return instance
  const columns = columnsNamed(query.definition, names, 'updateOrCreate')
  for (const [name, value] of Object.entries<unknown>({ ...defaults })) Object.assign(instance, { [name]: value })
  const moments = query.definition.columns.filter(({ definition }) => definition.autoNow === 'save')
  const written = new Set([...columns, ...moments].map(({ name }) => name))
  yield* save(instance, { updateFields: [...written], using: database.alias })
  return instance
}

function* find<M>(query: Query, where: object): Steps<M | undefined> {
  try {
    // The query's model is the class of its rows.
    return (yield* get(query, where)) as M
  } catch (error) {
    if (error instanceof query.definition.model.DoesNotExist) return undefined
    throw error
  }
}

/** Lookups say which row is meant; only plain names say what a new one has. */
function plainNames(where: object): object {
  return Object.fromEntries(Object.entries(where).filter(([name]) => !name.includes('__')))
}

function lockedRows(query: Query): Query {
  return derived(query, 'lock', [], (state) => ({ ...state, lock: {} }))
}
