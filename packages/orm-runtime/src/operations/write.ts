import { UsageError } from '../errors/usage-error.ts'
import { atomically, send, type Steps } from '../execute/steps.ts'
import { definitionOf, keyOf, property } from '../models/key-of.ts'
import { postDelete, preDelete } from '../models/model-signals.ts'
import { Row } from '../models/row.ts'
import { filter, using } from '../query/builders.ts'
import { allOf, refuseCombined, refuseSliced, type Query } from '../query/query.ts'
import { deleteStatement, updateStatement } from './change-statements.ts'
import { fetched } from './fetched.ts'
import { chunks } from './insert-instances.ts'
import { save } from './save.ts'
import { checkReceivers, sendSignal } from './send-signal.ts'
import { writingDatabase } from './statements.ts'

// Methods that change rows, each written once for both executors.

export function* create<M>(query: Query, values: object): Steps<M> {
  const instance = new query.definition.model(values)
  yield* save(instance, { forceInsert: true, ...(query.database !== undefined && { using: query.database }) })
  // The query's model is the class of its rows.
  return instance as M
}

export function* update(query: Query, changes: object): Steps<number> {
  refuseSliced(query, 'update')
  refuseCombined(query, 'update')
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

/** `delete` of a query. Where somebody listens, the rows are fetched first, and deleted by their keys. */
export function* remove(query: Query): Steps<number> {
  refuseSliced(query, 'delete')
  refuseCombined(query, 'delete')
  const { definition } = query
  const sender = definition.model
  if (!preDelete.isHeard(sender) && !postDelete.isHeard(sender)) return yield* deleteRows(query)
  const database = writingDatabase(query)
  yield* checkReceivers(postDelete, sender)
  return yield* atomically(database, function* () {
    const instances = yield* fetched<object>(using(query as Query<object>, database.alias))
    for (const instance of instances) yield* sendSignal(preDelete, { sender, instance, using: database.alias })
    let count = 0
    for (const some of chunks(instances, MAX_KEYS)) {
      const keys = some.map((instance) => property(instance, definition.primaryKey))
      const own = filter(allOf(definition), { [`${definition.primaryKey}__in`]: keys })
      count += yield* deleteRows(using(own, database.alias))
    }
    for (const instance of instances) yield* sendSignal(postDelete, { sender, instance, using: database.alias })
    return count
  })
}

/** Keys of one statement. */
const MAX_KEYS = 10_000

/** `delete` of an instance, which keeps its values and loses its key. Answers how many rows there were. */
export function* removeInstance(instance: object): Steps<number> {
  const definition = definitionOf(instance)
  const { primaryKey, model: sender } = definition
  const own = filter(allOf(definition), { [primaryKey]: keyOf(instance, definition.name) })
  const state = Row.state(instance)
  const query = state.database === undefined ? own : using(own, state.database)
  const event = { sender, instance, using: writingDatabase(query).alias }
  yield* checkReceivers(postDelete, sender)
  yield* sendSignal(preDelete, event)
  const count = yield* deleteRows(query)
  yield* sendSignal(postDelete, event)
  Object.assign(instance, { [primaryKey]: undefined })
  state.stored = false
  return count
}

function* deleteRows(query: Query): Steps<number> {
  const { database, statement } = deleteStatement(query)
  return (yield* send(database, statement)).changes
}
