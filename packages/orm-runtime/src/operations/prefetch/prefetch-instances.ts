import type { Steps } from '../../execute/steps.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { definitionOf, property } from '../../models/key-of.ts'
import { loadedRelation } from '../../models/loaded-relations.ts'
import { Row } from '../../models/row.ts'
import { Prefetch } from '../../query/prefetch.ts'
import type { PrefetchLookup } from '../../query/prefetch-types.ts'
import { attach } from './hydrate.ts'
import { linkedRows, mapKey, noRows, parentColumn, type PrefetchSource } from './linked-rows.ts'
import { prefetchTree, type PrefetchNode } from './prefetch-tree.ts'

/**
 * Loads relations for instances that are there already, one query for each part of the paths. What is loaded already
 * is not loaded again.
 * @throws UsageError for instances of several models, or without a key.
 */
export function* prefetchInstances(instances: readonly object[], prefetches: readonly PrefetchLookup[]): Steps<void> {
  const [first] = instances
  if (!first) return
  const other = instances.find((one) => one.constructor !== first.constructor)
  if (other) {
    throw new UsageError(
      `prefetchRelatedObjects takes instances of one model, not ${first.constructor.name} and ${other.constructor.name}.`,
    )
  }
  const lookups = prefetches.map((one) => (typeof one === 'string' ? new Prefetch(one) : one))
  yield* loadNodes(instances, prefetchTree(definitionOf(first), lookups))
}

/** Loads one relation for those of the instances that do not have it. */
export function* loadNode(instances: readonly object[], node: PrefetchNode): Steps<void> {
  const missing = instances.filter((one) => fetched(one, node) === undefined)
  const [first] = missing
  if (!first) return
  const source = sourceOf(first)
  const name = parentColumn(definitionOf(first), node.relation)
  const keys = new Map<unknown, unknown>()
  for (const one of missing) {
    const key = property(one, name)
    if (key !== null && key !== undefined) keys.set(mapKey(key), key)
  }
  const { groups, ...rest } =
    keys.size === 0 ? noRows(node, source) : yield* linkedRows(node, [...keys.values()], source)
  const steps = attach(missing, { along: [], node, property: name, groups, fetched: { ...rest, related: [] } })
  while (!steps.next().done);
}

function* loadNodes(instances: readonly object[], nodes: readonly PrefetchNode[]): Steps<void> {
  for (const node of nodes) {
    yield* loadNode(instances, node)
    if (node.children.length === 0) continue
    const related = new Set<object>()
    for (const instance of instances) for (const one of fetched(instance, node) ?? []) related.add(one)
    yield* loadNodes([...related], node.children)
  }
}

/** The related instances that are there, or undefined where they would have to be loaded. */
function fetched(instance: object, { relation, attribute, query }: PrefetchNode): readonly object[] | undefined {
  if (attribute !== undefined) {
    const value = property(instance, attribute)
    if (value === undefined) return undefined
    // The attribute holds what `attach` has put there: instances, one, or null.
    if (Array.isArray(value)) return value as readonly object[]
    return value === null ? [] : [value]
  }
  if (relation.many) return Row.peek(instance)?.prefetched?.[relation.name]
  const known = query ? undefined : loadedRelation(instance, relation.name)
  return known === undefined ? undefined : known === null ? [] : [known]
}

function sourceOf(instance: object): PrefetchSource {
  const { database, fetchMode = 'one' } = Row.peek(instance) ?? {}
  return { database, fetchMode }
}
