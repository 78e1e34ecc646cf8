import { setImmediate as turn } from 'node:timers/promises'
import { rememberRelation } from '../../models/loaded-relations.ts'
import { property } from '../../models/key-of.ts'
import { Row } from '../../models/row.ts'
import type { Query } from '../../query/query.ts'
import type { FetchedRows } from '../result-cache.ts'
import { inheritFetchMode } from './inherit-fetch-mode.ts'
import { mapKey } from './linked-rows.ts'
import type { FetchedRelation } from './prefetch-rows.ts'

/**
 * New results of fetched rows, with their prefetched relations. Yields between chunks, where an asynchronous caller lets
 * the event loop turn.
 */
function* hydrating<R>(fetched: FetchedRows): Generator<undefined, R[], undefined> {
  const { rows, read, related, query } = fetched
  const results: object[] = []
  for (const row of rows) {
    if (results.length > 0 && results.length % CHUNK === 0) yield undefined
    results.push(read(row))
  }
  for (const relation of related) yield* attach(results, relation)
  return completed(results, query)
}

/** Gives instances what they have of their query. */
function completed<R>(results: object[], query: Query): R[] {
  const { parent, fetchMode } = query
  const isInstances = query.shape.state.rows.kind === 'instances'
  if (parent && isInstances) for (const one of results) rememberRelation(one, parent.name, parent.instance)
  if (fetchMode !== 'one' && isInstances) inheritFetchMode(results, fetchMode)
  // The reader was made for the query whose rows the caller names.
  return results as R[]
}

/** Less than a millisecond's work. */
const CHUNK = 500

/** All at once. */
export function hydrated<R>(fetched: FetchedRows): R[] {
  const { rows, read, related, query } = fetched
  // A generator would be a tenth of what one row costs.
  if (related.length === 0) return completed(rows.map(read), query)
  const steps = hydrating<R>(fetched)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** All, with the event loop turning between chunks. */
export async function hydratedInTurns<R>(fetched: FetchedRows): Promise<R[]> {
  const steps = hydrating<R>(fetched)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await turn()
  }
}

/** Gives parents their related instances. */
export function* attach(roots: readonly object[], relation: FetchedRelation): Generator<undefined, void, undefined> {
  const { along, node, property: name, groups, fetched } = relation
  const instances = yield* hydrating<object>(fetched)
  for (const root of roots) {
    const parent = along.reduce<object | null>((one, step) => one && (Row.peek(one)?.loaded?.[step] ?? null), root)
    if (parent === null) continue
    const indexes = groups.get(mapKey(property(parent, name)))
    if (node.relation.many) {
      giveMany(parent, node, indexes ? indexes.map((index) => instances[index] as object) : [])
    } else {
      giveOne(parent, node, (indexes && instances[indexes[0] ?? 0]) ?? null)
    }
  }
}

function giveMany(parent: object, { relation, attribute }: FetchedRelation['node'], related: object[]): void {
  if (relation.kind === 'reverse') for (const one of related) rememberRelation(one, relation.foreignKey, parent)
  if (attribute === undefined) (Row.state(parent).prefetched ??= {})[relation.name] = related
  else Object.assign(parent, { [attribute]: related })
}

function giveOne(parent: object, { relation, attribute }: FetchedRelation['node'], related: object | null): void {
  if (related && relation.kind === 'reverseOne') rememberRelation(related, relation.foreignKey, parent)
  if (attribute === undefined) rememberRelation(parent, relation.name, related)
  else Object.assign(parent, { [attribute]: related })
}
