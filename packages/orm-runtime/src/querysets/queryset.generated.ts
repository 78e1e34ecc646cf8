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
import type { FetchMode, Query } from '../query/query.ts'
import type { Changes, FieldsOf, Insert } from '../query/values.ts'
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
   * Loads the rows that foreign keys lead to in the same query.
   */
  selectRelated(...names: RelationPath<F>[]): this {
    return this.derive(operations.selectRelated(this[QUERY], ...names))
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
   * Changes all rows of the query in one statement and answers how many there were.
   * Blocks; `await aupdate()` does not.
   */
  update(changes: Changes<FieldsOf<M>>): number {
    return runSync({ subject: this, operation: 'update', twin: 'aupdate' }, operations.update(this[QUERY], changes))
  }

  /**
   * Changes all rows of the query in one statement and answers how many there were.
   * The asynchronous twin of `update`.
   */
  aupdate(changes: Changes<FieldsOf<M>>, options?: CallOptions): Promise<number> {
    return runAsync({ subject: this, operation: 'aupdate' }, operations.update(this[QUERY], changes), options)
  }

  /**
   * Deletes all rows of the query in one statement and answers how many there were.
   * Blocks; `await adelete()` does not.
   */
  delete(): number {
    return runSync({ subject: this, operation: 'delete', twin: 'adelete' }, operations.remove(this[QUERY]))
  }

  /**
   * Deletes all rows of the query in one statement and answers how many there were.
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
