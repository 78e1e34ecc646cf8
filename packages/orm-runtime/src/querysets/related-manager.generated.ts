// Generated from orm-runtime/src/operations.ts by `npm run generate`; not edited by hand.

import { RELATED } from '../expressions/query-source.ts'
import type { CallOptions } from '../execute/steps.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import * as operations from '../operations/operations.ts'
import { relatedQuery, type RelatedRows } from '../operations/related-query.ts'
import type { BulkCreateOptions } from '../operations/bulk.ts'
import type { UpdateOrCreateOptions } from '../operations/get-or-create.ts'
import type { AddOptions, SetOptions } from '../operations/related-rows.ts'
import type { Where } from '../query/lookup-types.ts'
import type { Detachable, OneOrMore, RelatedInsert } from '../query/related-types.ts'
import type { ColumnName, FieldsOf, Insert, KeyOf } from '../query/values.ts'
import { Manager } from './manager.generated.ts'

/** The rows whose foreign key, `Via`, leads to an instance: `user.orders`. */
export class RelatedManager<M, Via extends string = string> extends Manager<M, FieldsOf<M>> {
  /** @internal */
  readonly [RELATED]: RelatedRows

  constructor(related: RelatedRows) {
    super(relatedQuery(related))
    this[RELATED] = related
  }

  /**
   * Gives rows, as instances or keys, to the instance: one statement changes their foreign key. `{ bulk: false }` saves each instance instead, also those that are new.
   * Blocks; `await aadd()` does not.
   * @throws UsageError for an instance that was never saved.
   */
  add(rows: OneOrMore<M>, options?: AddOptions): void {
    return runSync(
      { subject: this, operation: 'add', twin: 'aadd' },
      operations.addRelated(this[RELATED], rows, options),
    )
  }

  /**
   * Gives rows, as instances or keys, to the instance: one statement changes their foreign key. `{ bulk: false }` saves each instance instead, also those that are new.
   * The asynchronous twin of `add`.
   * @throws UsageError for an instance that was never saved.
   */
  aadd(rows: OneOrMore<M>, options?: AddOptions & CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'aadd' }, operations.addRelated(this[RELATED], rows, options), options)
  }

  /**
   * Takes rows from the instance: their foreign key becomes null. Exists where it may be null.
   * Blocks; `await aremove()` does not.
   * @throws DoesNotExist for an instance that belongs to another, UsageError where the foreign key is not nullable.
   */
  remove(this: this & Detachable<M, Via>, rows: OneOrMore<M>): void {
    return runSync(
      { subject: this, operation: 'remove', twin: 'aremove' },
      operations.removeRelated(this[RELATED], rows),
    )
  }

  /**
   * Takes rows from the instance: their foreign key becomes null. Exists where it may be null.
   * The asynchronous twin of `remove`.
   * @throws DoesNotExist for an instance that belongs to another, UsageError where the foreign key is not nullable.
   */
  aremove(this: this & Detachable<M, Via>, rows: OneOrMore<M>, options?: CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'aremove' }, operations.removeRelated(this[RELATED], rows), options)
  }

  /**
   * Takes all rows from the instance: their foreign key becomes null. Exists where it may be null.
   * Blocks; `await aclear()` does not.
   * @throws UsageError where the foreign key is not nullable.
   */
  clear(this: this & Detachable<M, Via>): void {
    return runSync({ subject: this, operation: 'clear', twin: 'aclear' }, operations.clearRelated(this[RELATED]))
  }

  /**
   * Takes all rows from the instance: their foreign key becomes null. Exists where it may be null.
   * The asynchronous twin of `clear`.
   * @throws UsageError where the foreign key is not nullable.
   */
  aclear(this: this & Detachable<M, Via>, options?: CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'aclear' }, operations.clearRelated(this[RELATED]), options)
  }

  /**
   * Makes these rows those of the instance: adds what is missing and, where the foreign key may be null, removes what is too much.
   * Blocks; `await aset()` does not.
   */
  set(rows: readonly (M | KeyOf<M>)[], options?: SetOptions): void {
    return runSync(
      { subject: this, operation: 'set', twin: 'aset' },
      operations.setRelated(this[RELATED], rows, options),
    )
  }

  /**
   * Makes these rows those of the instance: adds what is missing and, where the foreign key may be null, removes what is too much.
   * The asynchronous twin of `set`.
   */
  aset(rows: readonly (M | KeyOf<M>)[], options?: SetOptions & CallOptions): Promise<void> {
    return runAsync({ subject: this, operation: 'aset' }, operations.setRelated(this[RELATED], rows, options), options)
  }

  /**
   * Inserts a row that belongs to the instance and answers it.
   * Blocks; `await acreate()` does not.
   * @throws IntegrityError where a constraint does not hold.
   */
  override create(values: RelatedInsert<M, Via> | Insert<FieldsOf<M>>): M {
    return runSync(
      { subject: this, operation: 'create', twin: 'acreate' },
      operations.createRelated(this[RELATED], values),
    )
  }

  /**
   * Inserts a row that belongs to the instance and answers it.
   * The asynchronous twin of `create`.
   * @throws IntegrityError where a constraint does not hold.
   */
  override acreate(values: RelatedInsert<M, Via> | Insert<FieldsOf<M>>, options?: CallOptions): Promise<M> {
    return runAsync({ subject: this, operation: 'acreate' }, operations.createRelated(this[RELATED], values), options)
  }

  /**
   * The one related row that matches, or else a new one that belongs to the instance; and whether it was created.
   * Blocks; `await agetOrCreate()` does not.
   */
  override getOrCreate<const P extends string>(
    where: Where<FieldsOf<M>, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
  ): [instance: M, created: boolean] {
    return runSync(
      { subject: this, operation: 'getOrCreate', twin: 'agetOrCreate' },
      operations.getOrCreateRelated(this[RELATED], where, defaults),
    )
  }

  /**
   * The one related row that matches, or else a new one that belongs to the instance; and whether it was created.
   * The asynchronous twin of `getOrCreate`.
   */
  override agetOrCreate<const P extends string>(
    where: Where<FieldsOf<M>, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: CallOptions,
  ): Promise<[instance: M, created: boolean]> {
    return runAsync(
      { subject: this, operation: 'agetOrCreate' },
      operations.getOrCreateRelated(this[RELATED], where, defaults),
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
    options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>>,
  ): [instance: M, created: boolean] {
    return runSync(
      { subject: this, operation: 'updateOrCreate', twin: 'aupdateOrCreate' },
      operations.updateOrCreateRelated(this[RELATED], where, defaults, options),
    )
  }

  /**
   * The one related row that matches, changed by `defaults`, or else a new one that belongs to the instance; and whether it was created.
   * The asynchronous twin of `updateOrCreate`.
   */
  override aupdateOrCreate<const P extends string>(
    where: Where<FieldsOf<M>, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>> & CallOptions,
  ): Promise<[instance: M, created: boolean]> {
    return runAsync(
      { subject: this, operation: 'aupdateOrCreate' },
      operations.updateOrCreateRelated(this[RELATED], where, defaults, options),
      options,
    )
  }

  /**
   * Inserts many rows that belong to the instance in few statements, all or none, and answers their instances. Sends no signals.
   * Blocks; `await abulkCreate()` does not.
   * @throws IntegrityError where a constraint does not hold.
   */
  override bulkCreate(
    rows: readonly (RelatedInsert<M, Via> | Insert<FieldsOf<M>>)[] | readonly (M & object)[],
    options?: BulkCreateOptions<ColumnName<FieldsOf<M>>>,
  ): M[] {
    return runSync(
      { subject: this, operation: 'bulkCreate', twin: 'abulkCreate' },
      operations.bulkCreateRelated(this[RELATED], rows, options),
    )
  }

  /**
   * Inserts many rows that belong to the instance in few statements, all or none, and answers their instances. Sends no signals.
   * The asynchronous twin of `bulkCreate`.
   * @throws IntegrityError where a constraint does not hold.
   */
  override abulkCreate(
    rows: readonly (RelatedInsert<M, Via> | Insert<FieldsOf<M>>)[] | readonly (M & object)[],
    options?: BulkCreateOptions<ColumnName<FieldsOf<M>>> & CallOptions,
  ): Promise<M[]> {
    return runAsync(
      { subject: this, operation: 'abulkCreate' },
      operations.bulkCreateRelated(this[RELATED], rows, options),
      options,
    )
  }
}
