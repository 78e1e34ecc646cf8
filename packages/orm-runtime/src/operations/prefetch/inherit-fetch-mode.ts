import { Row } from '../../models/row.ts'
import type { FetchMode } from '../../query/query.ts'

/**
 * Lets instances of one result know its fetch mode, and for `peers` each other; the instances that `selectRelated`
 * loaded beside them as well, relation by relation.
 */
export function inheritFetchMode(instances: readonly object[], mode: FetchMode): void {
  const peers = mode === 'peers' ? instances.map((one) => new WeakRef(one)) : undefined
  const related = new Map<string, object[]>()
  for (const instance of instances) {
    const state = Row.state(instance)
    // Known already: the relation leads back, or two rows share an instance.
    if (state.fetchMode === mode) continue
    state.fetchMode = mode
    if (peers) state.peers = peers
    for (const [name, one] of Object.entries(state.loaded ?? {})) {
      if (!one) continue
      const group = related.get(name)
      if (group) group.push(one)
      else related.set(name, [one])
    }
  }
  for (const group of related.values()) inheritFetchMode(group, mode)
}
