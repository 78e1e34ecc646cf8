import { atomically, type Steps } from '../execute/steps.ts'
import { property } from '../models/key-of.ts'
import { forgetPrefetched } from '../models/loaded-relations.ts'
import { filter } from '../query/builders.ts'
import type { Query } from '../query/query.ts'
import { fetched } from './fetched.ts'
import { mapKey } from './prefetch/linked-rows.ts'
import {
  betweenQuery,
  columnName,
  keysOf,
  listOf,
  ownKey,
  relatedQuery,
  targetQuery,
  type RelatedRows,
} from './related-query.ts'
import { writingDatabase } from './statements.ts'
import { arePairsHeard, tellOfPairs } from './tell-of-pairs.ts'
import { create, remove } from './write.ts'
import { bulkCreate } from './bulk.ts'
import { getOrCreate, updateOrCreate, type Found, type UpdateOrCreateOptions } from './get-or-create.ts'

// What the manager of a many-to-many relation does, each written once for both executors.

export interface ThroughOptions {
  /** Values of the rows between, where they have columns of their own. */
  readonly throughDefaults?: Readonly<Record<string, unknown>>
}

export interface SetRelatedOptions extends ThroughOptions {
  /** Empties the relation first, instead of changing what differs. */
  readonly clear?: boolean
}

/** Pairs that are there already stay as they are. */
export function* addToSet(related: RelatedRows, rows: unknown, options: ThroughOptions = {}): Steps<void> {
  const keys = keysOf(listOf(rows), related.relation.target)
  forgetPrefetched(related.instance, related.relation.name)
  // The runtime's own table between has each pair once, and the database leaves out what is there.
  const isLeftOut = related.relation.through?.automatic && !arePairsHeard(related)
  if (isLeftOut) return yield* insertPairs(related, [...keys.values()], options)
  if (keys.size === 0) return
  yield* atomically(writingDatabase(betweenQuery(related)), function* () {
    const present = yield* farKeys(related, filter(pairsOf(related), { [`${farOf(related)}__in`]: [...keys.values()] }))
    for (const id of present.keys()) keys.delete(id)
    yield* insertPairs(related, [...keys.values()], options)
  })
}

export function* removeFromSet(related: RelatedRows, rows: unknown): Steps<void> {
  const keys = keysOf(listOf(rows), related.relation.target)
  forgetPrefetched(related.instance, related.relation.name)
  if (keys.size === 0) return
  const gone = [...keys.values()]
  yield* tellOfPairs(related, 'Remove', gone, () =>
    deletePairs(filter(pairsOf(related), { [`${farOf(related)}__in`]: gone })),
  )
}

export function* clearSet(related: RelatedRows): Steps<void> {
  forgetPrefetched(related.instance, related.relation.name)
  yield* tellOfPairs(related, 'Clear', undefined, () => deletePairs(pairsOf(related)))
}

/** Removes the pairs that are too many and adds those that are missing. */
export function* replaceSet(
  related: RelatedRows,
  rows: readonly unknown[],
  options: SetRelatedOptions = {},
): Steps<void> {
  const wanted = keysOf(rows, related.relation.target)
  yield* atomically(writingDatabase(betweenQuery(related)), function* () {
    if (options.clear) yield* clearSet(related)
    const present = yield* farKeys(related, pairsOf(related))
    const surplus = [...present].filter(([id]) => !wanted.has(id)).map(([, key]) => key)
    const missing = [...wanted].filter(([id]) => !present.has(id)).map(([, key]) => key)
    forgetPrefetched(related.instance, related.relation.name)
    if (surplus.length > 0) yield* removeFromSet(related, surplus)
    yield* insertPairs(related, missing, options)
  })
}

export function* createInSet<M>(related: RelatedRows, values: object, options: ThroughOptions = {}): Steps<M> {
  ownKey(related.instance)
  forgetPrefetched(related.instance, related.relation.name)
  return yield* atomically(writingDatabase(targetQuery(related)), function* () {
    const made = yield* create<M>(targetQuery(related), values)
    yield* insertPairs(related, [...keysOf([made], related.relation.target).values()], options)
    return made
  })
}

/** The one of the related rows that matches, or a new one that is related. */
export function* getOrCreateInSet<M>(
  related: RelatedRows,
  where: object,
  defaults: object = {},
  options: ThroughOptions = {},
): Steps<Found<M>> {
  return yield* inSet(related, options, () => getOrCreate<M>(relatedQuery(related), where, defaults))
}

/** The one of the related rows that matches, changed, or a new one that is related. */
export function* updateOrCreateInSet<M>(
  related: RelatedRows,
  where: object,
  defaults: object = {},
  options: UpdateOrCreateOptions & ThroughOptions = {},
): Steps<Found<M>> {
  return yield* inSet(related, options, () => updateOrCreate<M>(relatedQuery(related), where, defaults, options))
}

function* inSet<M>(related: RelatedRows, options: ThroughOptions, find: () => Steps<Found<M>>): Steps<Found<M>> {
  forgetPrefetched(related.instance, related.relation.name)
  return yield* atomically(writingDatabase(targetQuery(related)), function* () {
    const found = yield* find()
    if (found[1]) yield* addToSet(related, found[0], options)
    return found
  })
}

function* insertPairs(related: RelatedRows, keys: readonly unknown[], options: ThroughOptions): Steps<void> {
  const { instance, relation } = related
  const near = ownKey(instance)
  if (keys.length === 0) return
  const between = betweenQuery(related)
  const names = [relation.foreignKey, farOf(related)].map((name) => columnName(between.definition, name))
  const pairs = keys.map((far) => ({ ...options.throughDefaults, [names[0] ?? '']: near, [names[1] ?? '']: far }))
  yield* tellOfPairs(related, 'Add', keys, function* () {
    yield* bulkCreate(between, pairs, { ignoreConflicts: relation.through?.automatic ?? false })
  })
}

function* deletePairs(pairs: Query<object>): Steps<void> {
  yield* remove(pairs)
}

/** The rows between that belong to the instance. */
function pairsOf(related: RelatedRows): Query<object> {
  return filter(betweenQuery(related), { [related.relation.foreignKey]: ownKey(related.instance) })
}

function* farKeys(related: RelatedRows, pairs: Query<object>): Steps<Map<unknown, unknown>> {
  const name = columnName(pairs.definition, farOf(related))
  const keys = (yield* fetched(pairs)).map((pair) => property(pair, name))
  return new Map(keys.map((key) => [mapKey(key), key]))
}

function farOf({ relation }: RelatedRows): string {
  return relation.through?.targetKey ?? ''
}
