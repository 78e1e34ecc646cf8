// Generated from orm-runtime/src/operations.ts by `npm run generate`; not edited by hand.

import { RELATED } from '../expressions/query-source.ts'
import type { CallOptions } from '../execute/steps.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import * as operations from '../operations/operations.ts'
import { relatedQuery, type RelatedRows } from '../operations/related-query.ts'
import type { UpdateOrCreateOptions } from '../operations/get-or-create.ts'
import type { SetRelatedOptions, ThroughOptions } from '../operations/related-set.ts'
import type { Where } from '../query/lookup-types.ts'
import type { OneOrMore } from '../query/related-types.ts'
import type { FieldsOf, Insert, KeyOf } from '../query/values.ts'
import { Manager } from './manager.generated.ts'

/** The rows that a many-to-many relation leads to from an instance: `post.tags`. */
export class RelatedSetManager<M> extends Manager<M, FieldsOf<M>> {
  /** @internal */
  readonly [RELATED]: RelatedRows

  constructor(related: RelatedRows) {
    super(relatedQuery(related))
    this[RELATED] = related
  }

  /**
   * Relates rows, as instances or keys, to the instance; those that are already stay as they are.
   * Blocks; `await aadd()` does not.
   * @throws UsageError for an instance that was never saved.
   */
  add(rows: OneOrMore<M>, options?: ThroughOptions): void {
    return runSync({ subject: this, operation: 'add', twin: 'aadd' }, operations.addToSet(this[RELATED], rows, options))
  }

  /**
   * Relates rows, as instances or keys, to the instance; those that are already stay as they are.
   * The asynchronous twin of `add`.
   * @throws UsageError for an instance that was never saved.
   */
  aadd(rows: OneOrMore<M>, options?: ThroughOptions & CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'aadd' }, operations.addToSet(this[RELATED], rows, options), options)
  }

  /**
   * Relates rows to the instance no longer. The rows themselves stay.
   * Blocks; `await aremove()` does not.
   */
  remove(rows: OneOrMore<M>): void {
    return runSync(
      { subject: this, operation: 'remove', twin: 'aremove' },
      operations.removeFromSet(this[RELATED], rows),
    )
  }

  /**
   * Relates rows to the instance no longer. The rows themselves stay.
   * The asynchronous twin of `remove`.
   */
  aremove(rows: OneOrMore<M>, options?: CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'aremove' }, operations.removeFromSet(this[RELATED], rows), options)
  }

  /**
   * Relates no row to the instance any more. The rows themselves stay.
   * Blocks; `await aclear()` does not.
   */
  clear(): void {
    return runSync({ subject: this, operation: 'clear', twin: 'aclear' }, operations.clearSet(this[RELATED]))
  }

  /**
   * Relates no row to the instance any more. The rows themselves stay.
   * The asynchronous twin of `clear`.
   */
  aclear(options?: CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'aclear' }, operations.clearSet(this[RELATED]), options)
  }

  /**
   * Relates exactly these rows to the instance: adds those that are missing, removes those that are too many.
   * Blocks; `await aset()` does not.
   */
  set(rows: readonly (M | KeyOf<M>)[], options?: SetRelatedOptions): void {
    return runSync(
      { subject: this, operation: 'set', twin: 'aset' },
      operations.replaceSet(this[RELATED], rows, options),
    )
  }

  /**
   * Relates exactly these rows to the instance: adds those that are missing, removes those that are too many.
   * The asynchronous twin of `set`.
   */
  aset(rows: readonly (M | KeyOf<M>)[], options?: SetRelatedOptions & CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'aset' }, operations.replaceSet(this[RELATED], rows, options), options)
  }

  /**
   * Inserts a row, relates it to the instance and answers it.
   * Blocks; `await acreate()` does not.
   * @throws IntegrityError where a constraint does not hold.
   */
  override create(values: Insert<FieldsOf<M>>, options?: ThroughOptions): M {
    return runSync(
      { subject: this, operation: 'create', twin: 'acreate' },
      operations.createInSet(this[RELATED], values, options),
    )
  }

  /**
   * Inserts a row, relates it to the instance and answers it.
   * The asynchronous twin of `create`.
   * @throws IntegrityError where a constraint does not hold.
   */
  override acreate(values: Insert<FieldsOf<M>>, options?: ThroughOptions & CallOptions): Promise<M> {
    return runAsync(
      { subject: this, operation: 'acreate' },
      operations.createInSet(this[RELATED], values, options),
      options,
    )
  }

  /**
   * The one related row that matches, or else a new one that belongs to the instance; and whether it was created.
   * Blocks; `await agetOrCreate()` does not.
   */
  override getOrCreate<const P extends string>(
    where: Where<FieldsOf<M>, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: ThroughOptions,
  ): [instance: M, created: boolean] {
    return runSync(
      { subject: this, operation: 'getOrCreate', twin: 'agetOrCreate' },
      operations.getOrCreateInSet(this[RELATED], where, defaults, options),
    )
  }

  /**
   * The one related row that matches, or else a new one that belongs to the instance; and whether it was created.
   * The asynchronous twin of `getOrCreate`.
   */
  override agetOrCreate<const P extends string>(
    where: Where<FieldsOf<M>, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: ThroughOptions & CallOptions,
  ): Promise<[instance: M, created: boolean]> {
    return runAsync(
      { subject: this, operation: 'agetOrCreate' },
      operations.getOrCreateInSet(this[RELATED], where, defaults, options),
      options,
    )
  }

  /**
   * The one related row that matches, changed by `defaults`, or else a new one that belongs to the instance; and whether it was created.
   * Blocks; `await aupdateOrCreate()` does not.
   */
  override updateOrCreate<const P extends string>(
    where: Where<FieldsOf<M>, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>> & ThroughOptions,
  ): [instance: M, created: boolean] {
    return runSync(
      { subject: this, operation: 'updateOrCreate', twin: 'aupdateOrCreate' },
      operations.updateOrCreateInSet(this[RELATED], where, defaults, options),
    )
  }

  /**
   * The one related row that matches, changed by `defaults`, or else a new one that belongs to the instance; and whether it was created.
   * The asynchronous twin of `updateOrCreate`.
   */
  override aupdateOrCreate<const P extends string>(
    where: Where<FieldsOf<M>, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>> & ThroughOptions & CallOptions,
  ): Promise<[instance: M, created: boolean]> {
    return runAsync(
      { subject: this, operation: 'aupdateOrCreate' },
      operations.updateOrCreateInSet(this[RELATED], where, defaults, options),
      options,
    )
  }
}
