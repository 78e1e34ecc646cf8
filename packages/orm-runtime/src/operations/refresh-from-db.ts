import { UsageError } from '../errors/usage-error.ts'
import type { Steps } from '../execute/steps.ts'
import { definitionOf, keyOf, property } from '../models/key-of.ts'
import { Row } from '../models/row.ts'
import { filter, using } from '../query/builders.ts'
import { allOf } from '../query/query.ts'
import { only } from '../query/rows.ts'
import { isDeferredForPeers, loadDeferredForPeers } from './load-deferred.ts'
import { get } from './read.ts'

/**
 * Reads the columns of an instance again, all that it has or those named, and forgets its loaded relations.
 * @throws DoesNotExist where its row is gone.
 */
export function* refreshFromDb(instance: object, names?: readonly string[]): Steps<void> {
  const definition = definitionOf(instance)
  const key = keyOf(instance, definition.name)
  const state = Row.state(instance)
  const columns = names
    ? names.map((name) => {
        const column = definition.columnByName.get(name)
        if (column) return column
        const choices = definition.columns.map((one) => one.name).join(', ')
        throw new UsageError(`${definition.name} has no column '${name}' to refresh. It has: ${choices}.`)
      })
    : definition.columns.filter(({ name }) => !state.deferred?.has(name))
  if (isDeferredForPeers(instance, columns)) return yield* loadDeferredForPeers(instance, columns)
  const row = filter(allOf<object>(definition), { [definition.primaryKey]: key })
  const own = columns.length < definition.columns.length ? only<object>(row, ...columns.map(({ name }) => name)) : row
  const fresh = yield* get(state.database === undefined ? own : using(own, state.database))
  for (const { name, relation } of columns) {
    state.deferred?.delete(name)
    Object.assign(instance, { [name]: property(fresh, name) })
    if (relation !== undefined) delete state.loaded?.[relation]
  }
  if (names) return
  delete state.prefetched
  delete state.loaded
}
