import { UsageError } from '../errors/usage-error.ts'
import { databaseFor } from '../execute/database.ts'
import { send, type Steps } from '../execute/steps.ts'
import { definitionOf, keyOf, property } from '../models/key-of.ts'
import { Row } from '../models/row.ts'
import { filter } from '../query/builders.ts'
import { allOf, refuseSliced, type Query } from '../query/query.ts'
import { deleteStatement, insertStatement, updateStatement } from './statements.ts'

// Methods that change rows, each written once for both executors.

export function* create<M>(query: Query, values: object): Steps<M> {
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
    const choices = [...definition.columnByName.keys()].filter((one) => one !== 'pk').join(', ')
    throw new UsageError(`${definition.name} has no column '${name}' to update. It has: ${choices}.`)
  })
  const { database, statement } = updateStatement(
    query,
    columns,
    entries.map(([, value]) => value),
  )
  return (yield* send(database, statement)).changes
}

/** `delete` of a query. */
export function* remove(query: Query): Steps<number> {
  refuseSliced(query, 'delete')
  const { database, statement } = deleteStatement(query)
  return (yield* send(database, statement)).changes
}

/** An UPDATE where the instance has a key, an INSERT where it has none or no row has that key. */
export function* save(instance: object): Steps<void> {
  const definition = definitionOf(instance)
  const { primaryKey } = definition
  const key = property(instance, primaryKey)
  const rest = definition.columns.filter((column) => column !== definition.key)
  const values = rest.map((column) => property(instance, column.name))
  if (key !== undefined) {
    const own = filter(allOf(definition), { [primaryKey]: key })
    if (rest.length > 0) {
      const { database, statement } = updateStatement(own, rest, values)
      if ((yield* send(database, statement)).changes > 0) return
    }
  }
  const columns = key === undefined ? rest : [definition.key, ...rest]
  const database = databaseFor(definition, undefined, 'write')
  const statement = insertStatement(database, definition, columns, key === undefined ? values : [key, ...values])
  const outcome = yield* send(database, statement)
  if (key === undefined) Object.assign(instance, { [primaryKey]: outcome.rows[0]?.[0] ?? outcome.insertId })
  Row.state(instance).stored = true
}

/** `delete` of an instance, which keeps its values and loses its key. */
export function* removeInstance(instance: object): Steps<void> {
  const definition = definitionOf(instance)
  const key = keyOf(instance, definition.name)
  const { database, statement } = deleteStatement(filter(allOf(definition), { [definition.primaryKey]: key }))
  yield* send(database, statement)
  Object.assign(instance, { [definition.primaryKey]: undefined })
}
