// Generated from orm-runtime/src/operations.ts by `npm run generate`; not edited by hand.

import type { AggregateResults, AggregatesOf } from './aggregates.ts'
import type { Fields } from '../models/fields.ts'
import type { OrderName, RelationPath, Where } from '../models/lookups.ts'
import type { Changes, Insert } from '../models/values.ts'
import { fetchInstances } from '../execute/fetch-instances.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import * as operations from './terminals/operations.ts'
import { QUERY, Queryable } from './queryable.ts'
import { QuerySet } from './queryset.generated.ts'

/** Where the queries of a model begin: `User.objects`. */
export class Manager<M, F extends Fields> extends Queryable<M> {
  /**
   * All rows of the query.
   */
  all(): QuerySet<M, F> {
    return new QuerySet(operations.all(this[QUERY]))
  }

  /**
   * No rows: a query that matches nothing.
   */
  none(): QuerySet<M, F> {
    return new QuerySet(operations.none(this[QUERY]))
  }

  /**
   * The rows for which all lookups hold. Lookups on one reverse relation in one call speak of the same related row.
   */
  filter<const P extends string>(where: Where<F, P>): QuerySet<M, F> {
    return new QuerySet(operations.filter(this[QUERY], where))
  }

  /**
   * The rows for which not all lookups hold.
   */
  exclude<const P extends string>(where: Where<F, P>): QuerySet<M, F> {
    return new QuerySet(operations.exclude(this[QUERY], where))
  }

  /**
   * The rows in the order of columns, `-` before a name for the reverse; replaces an earlier order.
   */
  orderBy(...names: OrderName<F>[]): QuerySet<M, F> {
    return new QuerySet(operations.orderBy(this[QUERY], ...names))
  }

  /**
   * The rows from index `from` up to, not including, `to`.
   */
  slice(from: number, to?: number): QuerySet<M, F> {
    return new QuerySet(operations.slice(this[QUERY], from, to))
  }

  /**
   * Loads the rows that foreign keys lead to in the same query.
   */
  selectRelated(...names: RelationPath<F>[]): QuerySet<M, F> {
    return new QuerySet(operations.selectRelated(this[QUERY], ...names))
  }

  /**
   * The one row that matches.
   * Blocks; `await aget()` does not.
   * @throws DoesNotExist if none does, MultipleObjectsReturned if several do; each model has its own.
   */
  get<const P extends string = never>(where?: Where<F, P>): M {
    return runSync({ subject: this, operation: 'get', twin: 'aget' }, operations.get(this[QUERY], where))
  }

  /**
   * The one row that matches.
   * The asynchronous twin of `get`.
   * @throws DoesNotExist if none does, MultipleObjectsReturned if several do; each model has its own.
   */
  aget<const P extends string = never>(where?: Where<F, P>): Promise<M> {
    return runAsync({ subject: this, operation: 'aget' }, operations.get(this[QUERY], where))
  }

  /**
   * The first row, by the primary key unless the query is ordered; undefined if there is none.
   * Blocks; `await afirst()` does not.
   */
  first(): M | undefined {
    return runSync({ subject: this, operation: 'first', twin: 'afirst' }, operations.first(this[QUERY]))
  }

  /**
   * The first row, by the primary key unless the query is ordered; undefined if there is none.
   * The asynchronous twin of `first`.
   */
  afirst(): Promise<M | undefined> {
    return runAsync({ subject: this, operation: 'afirst' }, operations.first(this[QUERY]))
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
  acount(): Promise<number> {
    return runAsync({ subject: this, operation: 'acount' }, operations.count(this[QUERY]))
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
  aexists(): Promise<boolean> {
    return runAsync({ subject: this, operation: 'aexists' }, operations.exists(this[QUERY]))
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
  ): Promise<AggregateResults<F, A>> {
    return runAsync({ subject: this, operation: 'aaggregate' }, operations.aggregate(this[QUERY], aggregates))
  }

  /**
   * All rows of the model.
   * Blocks; `await allAsync()` does not.
   */
  toArray(): M[] {
    return runSync({ subject: this, operation: 'toArray', twin: 'allAsync' }, operations.fetched(this[QUERY]))
  }

  /**
   * All rows of the model.
   * The asynchronous twin of `toArray`.
   */
  allAsync(): Promise<M[]> {
    return fetchInstances({ subject: this, operation: 'allAsync' }, this[QUERY])
  }

  /**
   * Inserts a row and answers its instance.
   * Blocks; `await acreate()` does not.
   * @throws IntegrityError where a constraint does not hold.
   */
  create(values: Insert<F>): M {
    return runSync({ subject: this, operation: 'create', twin: 'acreate' }, operations.create(this[QUERY], values))
  }

  /**
   * Inserts a row and answers its instance.
   * The asynchronous twin of `create`.
   * @throws IntegrityError where a constraint does not hold.
   */
  acreate(values: Insert<F>): Promise<M> {
    return runAsync({ subject: this, operation: 'acreate' }, operations.create(this[QUERY], values))
  }

  /**
   * Changes all rows of the query in one statement and answers how many there were.
   * Blocks; `await aupdate()` does not.
   */
  update(changes: Changes<F>): number {
    return runSync({ subject: this, operation: 'update', twin: 'aupdate' }, operations.update(this[QUERY], changes))
  }

  /**
   * Changes all rows of the query in one statement and answers how many there were.
   * The asynchronous twin of `update`.
   */
  aupdate(changes: Changes<F>): Promise<number> {
    return runAsync({ subject: this, operation: 'aupdate' }, operations.update(this[QUERY], changes))
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
  adelete(): Promise<number> {
    return runAsync({ subject: this, operation: 'adelete' }, operations.remove(this[QUERY]))
  }
}
