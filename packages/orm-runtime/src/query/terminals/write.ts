import { UsageError } from '../../errors/usage-error.ts'
import type { Steps } from '../../execute/steps.ts'
import { definitionOf, keyOf, property } from '../../models/key-of.ts'
import { filter } from '../builders.ts'
import { allOf, refuseSliced, type Query } from '../query.ts'
import { deleteStatement, insertStatement, updateStatement } from '../statements.ts'

// Methods that change rows, each written once for both executors.

export function* create<M>(query: Query<M>, values: object): Steps<M> {
  const instance = new query.definition.model(values)
  yield* save(instance)
  // The query's model is the class of its rows.
  return instance as M
}

export function* update(query: Query, changes: object): Steps<number> {
  refuseSliced(query, 'update')
  const { definition } = query
  const entries = Object.entries<unknown>({ ...changes })
  if (entries.length === 0) throw new UsageError('update({}) changes nothing: name a column and its new value.')
  const columns = entries.map(([name]) => {
    const column = definition.columnByName.get(name)
    if (column) return column
    const choices = [...definition.columnByName.keys()].join(', ')
    throw new UsageError(`${definition.name} has no column '${name}' to update. It has: ${choices}.`)
  })
  const outcome = yield updateStatement(
    query,
    columns,
    entries.map(([, value]) => value),
  )
  return outcome.changes
}

/** `delete` of a query. */
export function* remove(query: Query): Steps<number> {
  refuseSliced(query, 'delete')
  const outcome = yield deleteStatement(query)
  return outcome.changes
}

/** An UPDATE where the instance has a key, an INSERT where it has none or no row has that key. */
export function* save(instance: object): Steps<void> {
  const definition = definitionOf(instance)
  const { primaryKey } = definition
  const key = property(instance, primaryKey)
  const rest = definition.columns.filter((column) => column.name !== primaryKey)
  const values = rest.map((column) => property(instance, column.name))
  if (key !== undefined) {
    const own = filter(allOf(definition.model), { [primaryKey]: key })
    if (rest.length > 0 && (yield updateStatement(own, rest, values)).changes > 0) return
  }
  const columns = key === undefined ? rest : definition.columns
  const outcome = yield insertStatement(definition, columns, key === undefined ? values : [key, ...values])
  Object.assign(instance, { [primaryKey]: outcome.rows[0]?.[0] })
}

/** `delete` of an instance, which keeps its values and loses its key. */
export function* removeInstance(instance: object): Steps<void> {
  const definition = definitionOf(instance)
  const key = keyOf(instance, definition.name)
  yield deleteStatement(filter(allOf(definition.model), { [definition.primaryKey]: key }))
  Object.assign(instance, { [definition.primaryKey]: undefined })
}
