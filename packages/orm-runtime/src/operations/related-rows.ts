import { UsageError } from '../errors/usage-error.ts'
import { atomically, type Steps } from '../execute/steps.ts'
import { property } from '../models/key-of.ts'
import { forgetPrefetched, rememberRelation } from '../models/loaded-relations.ts'
import type { Column } from '../models/model-definition.ts'
import { Row } from '../models/row.ts'
import { filter } from '../query/builders.ts'
import { fetched } from './fetched.ts'
import { mapKey } from './prefetch/linked-rows.ts'
import { keysOf, listOf, ownKey, relatedQuery, targetQuery, type RelatedRows } from './related-query.ts'
import { writingDatabase } from './statements.ts'
import { bulkCreate, type BulkCreateOptions } from './bulk.ts'
import { getOrCreate, updateOrCreate, type Found, type UpdateOrCreateOptions } from './get-or-create.ts'
import { save } from './save.ts'
import { create, update } from './write.ts'

// What the manager of a reverse relation does, each written once for both executors.

/** `bulk: false` saves each instance, which inserts those that no table holds yet. */
export interface AddOptions {
  readonly bulk?: boolean
}

export interface SetOptions extends AddOptions {
  /** Empties the relation first, instead of changing what differs. */
  readonly clear?: boolean
}

export function* addRelated(related: RelatedRows, rows: unknown, { bulk = true }: AddOptions = {}): Steps<void> {
  const { instance, relation } = related
  const list = listOf(rows)
  forgetPrefetched(instance, relation.name)
  if (list.length === 0) return
  if (!bulk) return yield* saveRelated(related, list)
  const keys = keysOf(list, relation.target)
  const key = ownKey(instance)
  yield* update(filter(targetQuery(related), { pk__in: [...keys.values()] }), { [foreignKeyOf(related).name]: key })
  for (const one of list) if (one instanceof Row) refer(one, related, instance)
}

export function* removeRelated(related: RelatedRows, rows: unknown): Steps<void> {
  const { instance, relation } = related
  const { name } = nullable(related, 'remove')
  const list = listOf(rows)
  const key = mapKey(ownKey(instance))
  const keys = keysOf(list, relation.target)
  const stranger = list.find((one) => one instanceof Row && mapKey(property(one, name)) !== key)
  if (stranger) {
    const { model } = targetQuery(related).definition
    throw Object.assign(new model.DoesNotExist(), {
      message: `The ${relation.target} ${String(keysOf([stranger], relation.target).keys().next().value)} is not one of \`${relation.name}\`.`,
    })
  }
  forgetPrefetched(instance, relation.name)
  if (keys.size === 0) return
  yield* update(filter(relatedQuery(related), { pk__in: [...keys.values()] }), { [name]: null })
  for (const one of list) if (one instanceof Row) refer(one, related, null)
}

export function* clearRelated(related: RelatedRows): Steps<void> {
  const { name } = nullable(related, 'clear')
  forgetPrefetched(related.instance, related.relation.name)
  yield* update(relatedQuery(related), { [name]: null })
}

/** Of a foreign key that is never null, rows can only be added. */
export function* setRelated(related: RelatedRows, rows: readonly unknown[], options: SetOptions = {}): Steps<void> {
  const { instance, relation } = related
  if (!foreignKeyOf(related).null) return yield* addRelated(related, rows, options)
  yield* atomically(writingDatabase(targetQuery(related)), function* () {
    forgetPrefetched(instance, relation.name)
    if (options.clear) {
      yield* clearRelated(related)
      return yield* addRelated(related, rows, options)
    }
    const present = keysOf(yield* fetched(relatedQuery<object>(related)), relation.target)
    const unsaved = options.bulk === false ? rows.filter((one) => one instanceof Row && isNew(one)) : []
    const wanted = keysOf(
      rows.filter((one) => !unsaved.includes(one)),
      relation.target,
    )
    const surplus = [...present].filter(([id]) => !wanted.has(id)).map(([, key]) => key)
    const missing = rows.filter(
      (one) => unsaved.includes(one) || ![...keysOf([one], relation.target).keys()].every((id) => present.has(id)),
    )
    if (surplus.length > 0) yield* removeRelated(related, surplus)
    if (missing.length > 0) yield* addRelated(related, missing, options)
  })
}

export function* createRelated<M>(related: RelatedRows, values: object): Steps<M> {
  const { instance, relation } = related
  ownKey(instance)
  forgetPrefetched(instance, relation.name)
  return yield* create<M>(targetQuery(related), { ...values, [relation.foreignKey]: instance })
}

export function* bulkCreateRelated<M>(
  related: RelatedRows,
  rows: readonly object[],
  options?: BulkCreateOptions,
): Steps<M[]> {
  const { instance, relation } = related
  ownKey(instance)
  forgetPrefetched(instance, relation.name)
  for (const row of rows) if (row instanceof Row) refer(row, related, instance)
  const owned = rows.map((row) => (row instanceof Row ? row : { ...row, [relation.foreignKey]: instance }))
  return yield* bulkCreate<M>(targetQuery(related), owned, options)
}

export function* getOrCreateRelated<M>(related: RelatedRows, where: object, defaults: object = {}): Steps<Found<M>> {
  return yield* getOrCreate<M>(targetQuery(related), owned(related, where), defaults)
}

export function* updateOrCreateRelated<M>(
  related: RelatedRows,
  where: object,
  defaults: object = {},
  options: UpdateOrCreateOptions = {},
): Steps<Found<M>> {
  return yield* updateOrCreate<M>(targetQuery(related), owned(related, where), defaults, options)
}

/** What is looked for, and what a new row has, is the instance's own. */
function owned(related: RelatedRows, where: object): object {
  const { instance, relation } = related
  ownKey(instance)
  forgetPrefetched(instance, relation.name)
  return { ...where, [relation.foreignKey]: instance }
}

function* saveRelated(related: RelatedRows, list: readonly unknown[]): Steps<void> {
  const { relation, instance } = related
  const instances = list.map((one) => {
    if (one instanceof Row) return one
    throw new UsageError(`With { bulk: false } a ${relation.target} is wanted here, not its key.`)
  })
  yield* atomically(writingDatabase(targetQuery(related)), function* () {
    for (const one of instances) {
      refer(one, related, instance)
      yield* save(one)
    }
  })
}

/** Gives a related instance the key as well, as the statement has given it to the row. */
function refer(one: object, related: RelatedRows, to: object | null): void {
  Object.assign(one, { [foreignKeyOf(related).name]: to && ownKey(to) })
  rememberRelation(one, related.relation.foreignKey, to)
}

function isNew(instance: object): boolean {
  return Row.peek(instance)?.stored === false
}

function foreignKeyOf(related: RelatedRows): Column {
  const { definition } = targetQuery(related)
  const column = definition.columnByName.get(related.relation.foreignKey)
  if (!column) throw new UsageError(`${definition.name} has no foreign key '${related.relation.foreignKey}'.`)
  return column
}

function nullable(related: RelatedRows, operation: 'remove' | 'clear'): Column {
  const column = foreignKeyOf(related)
  if (column.null) return column
  const { relation } = related
  throw new UsageError(
    `\`${relation.name}.${operation}\` would leave ${relation.target}.${relation.foreignKey} without a value, and it is not nullable. Delete the rows, or give them to another with \`add\`.`,
  )
}
