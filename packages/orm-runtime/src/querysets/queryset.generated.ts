// Generated from orm-runtime/src/operations.ts by `npm run generate`; not edited by hand.

import type { Fields } from '../fields/fields.ts'
import type { Expression, Order } from '../expressions/expression.ts'
import { QUERY } from '../expressions/query-source.ts'
import type { AggregateResults, AggregatesOf } from '../expressions/result-types.ts'
import type { CallOptions } from '../execute/steps.ts'
import { fetchInstances } from '../operations/fetch-instances.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import * as operations from '../operations/operations.ts'
import type { OrderName, RelationPath, Where } from '../query/lookup-types.ts'
import type { PrefetchedAttributes, PrefetchLookup, PrefetchLookups } from '../query/prefetch-types.ts'
import type { FetchMode, Query } from '../query/query.ts'
import type { BulkCreateOptions, BulkUpdateOptions } from '../operations/bulk.ts'
import type { UpdateOrCreateOptions } from '../operations/get-or-create.ts'
import type { Changes, ColumnName, FieldsOf, Insert } from '../query/values.ts'
import { ResultCache } from '../operations/result-cache.ts'
import { stream } from '../operations/stream.ts'
import { Queryable } from './queryable.ts'

/**
 * A query that is sent when it is awaited or iterated, and at no other time. Immutable: builders answer a new one. `M`
 * is the model, `F` its fields and annotations, `R` what its rows become.
 */
export class QuerySet<M, F extends Fields, R = M>
  extends Queryable<R>
  implements PromiseLike<R[]>, AsyncIterable<R>, Iterable<R>
{
  /** Exists in types only. */
  declare readonly '~of': readonly [M, F, R]
  readonly #cache = new ResultCache()

  /** @internal A queryset of the same class; subclasses keep the constructor. */
  protected derive(query: Query<R>): this {
    // The class that was asked, whose constructor subclasses keep.
    const { constructor } = this as unknown as { readonly constructor: new (query: Query<R>) => unknown }
    return new constructor(query) as this
  }

  /**
   * All rows of the query.
   */
  all(): this {
    return this.derive(operations.all(this[QUERY]))
  }

  /**
   * No rows: a query that matches nothing.
   */
  none(): this {
    return this.derive(operations.none(this[QUERY]))
  }

  /**
   * The rows for which all lookups hold. Lookups on one reverse relation in one call speak of the same related row.
   */
  filter<const P extends string>(where: Where<F, P>): this {
    return this.derive(operations.filter(this[QUERY], where))
  }

  /**
   * The rows for which not all lookups hold.
   */
  exclude<const P extends string>(where: Where<F, P>): this {
    return this.derive(operations.exclude(this[QUERY], where))
  }

  /**
   * The rows in the order of columns, `-` before a name for the reverse; replaces an earlier order.
   */
  orderBy(...names: (OrderName<F> | Order | Expression)[]): this {
    return this.derive(operations.orderBy(this[QUERY], ...names))
  }

  /**
   * The rows from index `from` up to, not including, `to`.
   */
  slice(from: number, to?: number): this {
    return this.derive(operations.slice(this[QUERY], from, to))
  }

  /**
   * Loads the rows that foreign keys and one-to-one relations lead to in the same query.
   */
  selectRelated(...names: RelationPath<F>[]): this {
    return this.derive(operations.selectRelated(this[QUERY], ...names))
  }

  /**
   * Loads relations for all rows, one more query for each part of a path: `prefetchRelated('comments__author')`, `new Prefetch(path, { queryset, toAttr })`.
   */
  prefetchRelated<const P extends readonly PrefetchLookup[]>(
    ...lookups: PrefetchLookups<F, P>
  ): QuerySet<M, F, R & PrefetchedAttributes<P>> {
    return new QuerySet(operations.prefetchRelated(this[QUERY], ...lookups))
  }

  /**
   * What reading a relation that is not loaded does: `one` loads it, `peers` loads it for all rows of the result, `raise` throws.
   */
  fetchMode(mode: FetchMode): this {
    return this.derive(operations.fetchMode(this[QUERY], mode))
  }

  /**
   * The one row that matches.
   * Blocks; `await aget()` does not.
   * @throws DoesNotExist if none does, MultipleObjectsReturned if several do; each model has its own.
   */
  get<const P extends string = never>(where?: Where<F, P>): R {
    return runSync({ subject: this, operation: 'get', twin: 'aget' }, operations.get(this[QUERY], where))
  }

  /**
   * The one row that matches.
   * The asynchronous twin of `get`.
   * @throws DoesNotExist if none does, MultipleObjectsReturned if several do; each model has its own.
   */
  aget<const P extends string = never>(where?: Where<F, P>, options?: CallOptions): Promise<R> {
    return runAsync({ subject: this, operation: 'aget' }, operations.get(this[QUERY], where), options)
  }

  /**
   * The first row, by the primary key unless the query is ordered; undefined if there is none.
   * Blocks; `await afirst()` does not.
   */
  first(): R | undefined {
    return runSync({ subject: this, operation: 'first', twin: 'afirst' }, operations.first(this[QUERY]))
  }

  /**
   * The first row, by the primary key unless the query is ordered; undefined if there is none.
   * The asynchronous twin of `first`.
   */
  afirst(options?: CallOptions): Promise<R | undefined> {
    return runAsync({ subject: this, operation: 'afirst' }, operations.first(this[QUERY]), options)
  }

  /**
   * How many rows there are.
   * Blocks; `await acount()` does not.
   */
  count(): number {
    return runSync({ subject: this, operation: 'count', twin: 'acount' }, operations.count(this[QUERY]))
  }

  /**
   * How many rows there are.
   * The asynchronous twin of `count`.
   */
  acount(options?: CallOptions): Promise<number> {
    return runAsync({ subject: this, operation: 'acount' }, operations.count(this[QUERY]), options)
  }

  /**
   * Whether there is any row.
   * Blocks; `await aexists()` does not.
   */
  exists(): boolean {
    return runSync({ subject: this, operation: 'exists', twin: 'aexists' }, operations.exists(this[QUERY]))
  }

  /**
   * Whether there is any row.
   * The asynchronous twin of `exists`.
   */
  aexists(options?: CallOptions): Promise<boolean> {
    return runAsync({ subject: this, operation: 'aexists' }, operations.exists(this[QUERY]), options)
  }

  /**
   * Values computed from all rows: `aggregate({ orders: Count(), revenue: Sum('total') })`.
   * Blocks; `await aaggregate()` does not.
   */
  aggregate<const A extends Readonly<Record<string, AggregatesOf<F>>>>(aggregates: A): AggregateResults<F, A> {
    return runSync(
      { subject: this, operation: 'aggregate', twin: 'aaggregate' },
      operations.aggregate(this[QUERY], aggregates),
    )
  }

  /**
   * Values computed from all rows: `aggregate({ orders: Count(), revenue: Sum('total') })`.
   * The asynchronous twin of `aggregate`.
   */
  aaggregate<const A extends Readonly<Record<string, AggregatesOf<F>>>>(
    aggregates: A,
    options?: CallOptions,
  ): Promise<AggregateResults<F, A>> {
    return runAsync({ subject: this, operation: 'aaggregate' }, operations.aggregate(this[QUERY], aggregates), options)
  }

  /**
   * The rows. Later calls on the same queryset answer from its cache.
   * Blocks; `await toArrayAsync()` does not.
   */
  toArray(): R[] {
    return runSync(
      { subject: this, operation: 'toArray', twin: 'toArrayAsync' },
      operations.fetched(this[QUERY], this.#cache),
    )
  }

  /**
   * The rows. Later calls on the same queryset answer from its cache.
   * The asynchronous twin of `toArray`.
   */
  toArrayAsync(options?: CallOptions): Promise<R[]> {
    return fetchInstances({ subject: this, operation: 'toArrayAsync' }, this[QUERY], options, this.#cache)
  }

  /**
   * Inserts a row and answers its instance.
   * Blocks; `await acreate()` does not.
   * @throws IntegrityError where a constraint does not hold.
   */
  create(values: Insert<FieldsOf<M>>): M {
    return runSync({ subject: this, operation: 'create', twin: 'acreate' }, operations.create(this[QUERY], values))
  }

  /**
   * Inserts a row and answers its instance.
   * The asynchronous twin of `create`.
   * @throws IntegrityError where a constraint does not hold.
   */
  acreate(values: Insert<FieldsOf<M>>, options?: CallOptions): Promise<M> {
    return runAsync({ subject: this, operation: 'acreate' }, operations.create(this[QUERY], values), options)
  }

  /**
   * Inserts many rows in few statements, all or none, and answers their instances, with keys where the database answers them. Sends no signals.
   * Blocks; `await abulkCreate()` does not.
   * @throws IntegrityError where a constraint does not hold.
   */
  bulkCreate(
    rows: readonly Insert<FieldsOf<M>>[] | readonly (M & object)[],
    options?: BulkCreateOptions<ColumnName<FieldsOf<M>>>,
  ): M[] {
    return runSync(
      { subject: this, operation: 'bulkCreate', twin: 'abulkCreate' },
      operations.bulkCreate(this[QUERY], rows, options),
    )
  }

  /**
   * Inserts many rows in few statements, all or none, and answers their instances, with keys where the database answers them. Sends no signals.
   * The asynchronous twin of `bulkCreate`.
   * @throws IntegrityError where a constraint does not hold.
   */
  abulkCreate(
    rows: readonly Insert<FieldsOf<M>>[] | readonly (M & object)[],
    options?: BulkCreateOptions<ColumnName<FieldsOf<M>>> & CallOptions,
  ): Promise<M[]> {
    return runAsync(
      { subject: this, operation: 'abulkCreate' },
      operations.bulkCreate(this[QUERY], rows, options),
      options,
    )
  }

  /**
   * Writes some columns of many instances in few statements, all or none, and answers how many rows there were. Sends no signals.
   * Blocks; `await abulkUpdate()` does not.
   */
  bulkUpdate(
    instances: readonly (M & object)[],
    fields: readonly ColumnName<FieldsOf<M>>[],
    options?: BulkUpdateOptions,
  ): number {
    return runSync(
      { subject: this, operation: 'bulkUpdate', twin: 'abulkUpdate' },
      operations.bulkUpdate(this[QUERY], instances, fields, options),
    )
  }

  /**
   * Writes some columns of many instances in few statements, all or none, and answers how many rows there were. Sends no signals.
   * The asynchronous twin of `bulkUpdate`.
   */
  abulkUpdate(
    instances: readonly (M & object)[],
    fields: readonly ColumnName<FieldsOf<M>>[],
    options?: BulkUpdateOptions & CallOptions,
  ): Promise<number> {
    return runAsync(
      { subject: this, operation: 'abulkUpdate' },
      operations.bulkUpdate(this[QUERY], instances, fields, options),
      options,
    )
  }

  /**
   * The one row that matches, or else a new one from the plain names of `where` and from `defaults`; and whether it was created.
   * Blocks; `await agetOrCreate()` does not.
   */
  getOrCreate<const P extends string>(
    where: Where<F, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
  ): [instance: M, created: boolean] {
    return runSync(
      { subject: this, operation: 'getOrCreate', twin: 'agetOrCreate' },
      operations.getOrCreate(this[QUERY], where, defaults),
    )
  }

  /**
   * The one row that matches, or else a new one from the plain names of `where` and from `defaults`; and whether it was created.
   * The asynchronous twin of `getOrCreate`.
   */
  agetOrCreate<const P extends string>(
    where: Where<F, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: CallOptions,
  ): Promise<[instance: M, created: boolean]> {
    return runAsync(
      { subject: this, operation: 'agetOrCreate' },
      operations.getOrCreate(this[QUERY], where, defaults),
      options,
    )
  }

  /**
   * The one row that matches, changed by `defaults`, or else a new one from them (or from `createDefaults`); and whether it was created.
   * Blocks; `await aupdateOrCreate()` does not.
   */
  updateOrCreate<const P extends string>(
    where: Where<F, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>>,
  ): [instance: M, created: boolean] {
    return runSync(
      { subject: this, operation: 'updateOrCreate', twin: 'aupdateOrCreate' },
      operations.updateOrCreate(this[QUERY], where, defaults, options),
    )
  }

  /**
   * The one row that matches, changed by `defaults`, or else a new one from them (or from `createDefaults`); and whether it was created.
   * The asynchronous twin of `updateOrCreate`.
   */
  aupdateOrCreate<const P extends string>(
    where: Where<F, P>,
    defaults?: Partial<Insert<FieldsOf<M>>>,
    options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>> & CallOptions,
  ): Promise<[instance: M, created: boolean]> {
    return runAsync(
      { subject: this, operation: 'aupdateOrCreate' },
      operations.updateOrCreate(this[QUERY], where, defaults, options),
      options,
    )
  }

  /**
   * Changes all rows of the query in one statement and answers how many there were. Sends no signals.
   * Blocks; `await aupdate()` does not.
   */
  update(changes: Changes<FieldsOf<M>>): number {
    return runSync({ subject: this, operation: 'update', twin: 'aupdate' }, operations.update(this[QUERY], changes))
  }

  /**
   * Changes all rows of the query in one statement and answers how many there were. Sends no signals.
   * The asynchronous twin of `update`.
   */
  aupdate(changes: Changes<FieldsOf<M>>, options?: CallOptions): Promise<number> {
    return runAsync({ subject: this, operation: 'aupdate' }, operations.update(this[QUERY], changes), options)
  }

  /**
   * Deletes all rows of the query in one statement and answers how many there were. Only where `preDelete` or `postDelete` have receivers are they fetched before.
   * Blocks; `await adelete()` does not.
   */
  delete(): number {
    return runSync({ subject: this, operation: 'delete', twin: 'adelete' }, operations.remove(this[QUERY]))
  }

  /**
   * Deletes all rows of the query in one statement and answers how many there were. Only where `preDelete` or `postDelete` have receivers are they fetched before.
   * The asynchronous twin of `delete`.
   */
  adelete(options?: CallOptions): Promise<number> {
    return runAsync({ subject: this, operation: 'adelete' }, operations.remove(this[QUERY]), options)
  }

  /** Sends the query; `await queryset` is `await queryset.toArrayAsync()`. Later calls answer from its cache. */
  then<A = R[], B = never>(
    fulfilled?: ((rows: R[]) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.toArrayAsync().then(fulfilled, rejected)
  }

  /** The rows, one after the other. Blocks; `for await` does not. */
  [Symbol.iterator](): IterableIterator<R> {
    const call = { subject: this, operation: '[Symbol.iterator]', twin: '[Symbol.asyncIterator]' }
    return runSync(call, operations.iterated(this[QUERY], this.#cache))
  }

  /** The rows, fetched in chunks: `for await (const row of queryset)`. */
  [Symbol.asyncIterator](): AsyncGenerator<R, void, void> {
    return stream(this, this[QUERY], this.#cache)
  }
}
