import type { Steps } from '../execute/steps.ts'
import { definitionOf, keyOf, property } from '../models/key-of.ts'
import type { Column } from '../models/model-definition.ts'
import { Row } from '../models/row.ts'
import { filter } from '../query/builders.ts'
import { allOf } from '../query/query.ts'
import { only } from '../query/rows.ts'
import { fetched } from './fetched.ts'
import { mapKey } from './prefetch/linked-rows.ts'

/** True where the fetch mode lets columns that were left out be loaded for all rows of the result. */
export function isDeferredForPeers(instance: object, columns: readonly Column[]): boolean {
  const { fetchMode, deferred } = Row.peek(instance) ?? {}
  return fetchMode === 'peers' && columns.length > 0 && columns.every(({ name }) => deferred?.has(name))
}

/**
 * Loads columns that were left out, for all rows of the result that lack them, in one query.
 * @throws DoesNotExist where the row of the instance is gone.
 */
export function* loadDeferredForPeers(instance: object, columns: readonly Column[]): Steps<void> {
  const definition = definitionOf(instance)
  const { peers = [], database } = Row.state(instance)
  const lacking = new Map<unknown, object>()
  for (const one of [instance, ...peers.map((peer) => peer.deref())]) {
    if (one && isDeferredForPeers(one, columns)) lacking.set(mapKey(keyOf(one, definition.name)), one)
  }
  const keys = [...lacking.values()].map((one) => keyOf(one, definition.name))
  const rows = filter({ ...allOf<object>(definition), database }, { pk__in: keys })
  for (const fresh of yield* fetched<object>(only(rows, ...columns.map(({ name }) => name)))) {
    const one = lacking.get(mapKey(keyOf(fresh, definition.name)))
    if (!one) continue
    for (const { name } of columns) {
      Row.peek(one)?.deferred?.delete(name)
      Object.assign(one, { [name]: property(fresh, name) })
    }
  }
  if (isDeferredForPeers(instance, columns)) throw new definition.model.DoesNotExist()
}
