// Generated from orm-runtime/src/operations.ts by `npm run generate`; not edited by hand.

import type { Fields } from '../fields/fields.ts'
import type { Expression, Order } from '../expressions/expression.ts'
import { QUERY } from '../expressions/query-source.ts'
import type { Condition } from '../expressions/q.ts'
import type { AggregateResults, AnnotationFields, Fitting, ResultsOf } from '../expressions/result-types.ts'
import type { ExplainOptions } from '../operations/explain.ts'
import { iterate, iterateAsync, type IteratorOptions } from '../operations/iterate.ts'
import type { InBulkOptions } from '../operations/membership.ts'
import type { UnionOptions } from '../query/combine.ts'
import type {
  ColumnsOf,
  DeferRow,
  FittingValues,
  ListRow,
  NamedFields,
  OnlyRow,
  ValueArgument,
  ValuesRow,
} from '../query/row-types.ts'
import type { SelectForUpdateOptions } from '../query/rows.ts'
import type { QuerySource } from '../expressions/query-source.ts'
import type { CallOptions } from '../execute/steps.ts'
import { aget } from '../operations/aget.ts'
import { fetchInstances } from '../operations/fetch-instances.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import * as operations from '../operations/operations.ts'
import type { ColumnPath, FittingWhere, OrderName, RelationPath, Where } from '../query/lookup-types.ts'
import type { PrefetchedAttributes, PrefetchLookup, PrefetchLookups } from '../query/prefetch-types.ts'
import type { FetchMode, Query } from '../query/query.ts'
import type { BulkCreateOptions, BulkUpdateOptions } from '../operations/bulk.ts'
import type { UpdateOrCreateOptions } from '../operations/get-or-create.ts'
import type { Changes, ColumnName, FieldsOf, Insert, KeyOf } from '../query/values.ts'
import { Queryable } from './queryable.ts'
import type { RawParameter } from '../operations/raw.ts'
import { QuerySet } from './queryset.generated.ts'
import { RawQuerySet } from './raw-queryset.ts'

/** Where the queries of a model begin: `User.objects`. Its builders answer querysets of the class `Q`. */
export class Manager<M, F extends Fields, R = M, Q = QuerySet<M, F, R>> extends Queryable<R> {
  readonly #querySet: new (query: Query<R>) => Q

  constructor(query: Query<R>, querySet?: new (query: Query<R>) => Q) {
    super(query)
    // Without a class of its own, `Q` is QuerySet.
    this.#querySet = querySet ?? (QuerySet as unknown as new (query: Query<R>) => Q)
  }

  /** @internal A queryset of the manager's class. */
  protected derive(query: Query<R>): Q {
    return new this.#querySet(query)
  }

  /**
   * All rows of the query.
   */
  all(): Q {
    return this.derive(operations.all(this[QUERY]))
  }

  /**
   * No rows: a query that matches nothing.
   */
  none(): Q {
    return this.derive(operations.none(this[QUERY]))
  }

  /**
   * The rows for which all lookups hold. Lookups on one reverse relation in one call speak of the same related row.
   */
  filter<
    const P extends string = never,
    const C extends Condition | Expression = never,
    const A extends readonly object[] = [],
  >(where: Where<F, P> | (C & FittingWhere<F, C>), ...more: A & { [I in keyof A]: FittingWhere<F, A[I]> }): Q {
    return this.derive(operations.filter(this[QUERY], where, ...more))
  }

  /**
   * The rows for which not all lookups hold.
   */
  exclude<
    const P extends string = never,
    const C extends Condition | Expression = never,
    const A extends readonly object[] = [],
  >(where: Where<F, P> | (C & FittingWhere<F, C>), ...more: A & { [I in keyof A]: FittingWhere<F, A[I]> }): Q {
    return this.derive(operations.exclude(this[QUERY], where, ...more))
  }

  /**
   * The rows in the order of columns, `-` before a name for the reverse; replaces an earlier order.
   */
  orderBy(...names: (OrderName<F> | Order | Expression)[]): Q {
    return this.derive(operations.orderBy(this[QUERY], ...names))
  }

  /**
   * The rows from index `from` up to, not including, `to`.
   */
  slice(from: number, to?: number): Q {
    return this.derive(operations.slice(this[QUERY], from, to))
  }

  /**
   * The same query on another database, by its name in `connect`.
   */
  using(database: string): Q {
    return this.derive(operations.using(this[QUERY], database))
  }

  /**
   * Loads the rows that foreign keys and one-to-one relations lead to in the same query.
   */
  selectRelated(...names: RelationPath<F>[]): Q {
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
  fetchMode(mode: FetchMode): Q {
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
    return aget({ subject: this, operation: 'aget' }, this[QUERY], where, options)
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
  aggregate<const A extends Readonly<Record<string, Expression>>>(
    aggregates: A & Fitting<F, A>,
  ): AggregateResults<F, A> {
    return runSync(
      { subject: this, operation: 'aggregate', twin: 'aaggregate' },
      operations.aggregate(this[QUERY], aggregates),
    )
  }

  /**
   * Values computed from all rows: `aggregate({ orders: Count(), revenue: Sum('total') })`.
   * The asynchronous twin of `aggregate`.
   */
  aaggregate<const A extends Readonly<Record<string, Expression>>>(
    aggregates: A & Fitting<F, A>,
    options?: CallOptions,
  ): Promise<AggregateResults<F, A>> {
    return runAsync({ subject: this, operation: 'aaggregate' }, operations.aggregate(this[QUERY], aggregates), options)
  }

  /**
   * All rows of the model.
   * Blocks; `await allAsync()` does not.
   */
  toArray(): R[] {
    return runSync({ subject: this, operation: 'toArray', twin: 'allAsync' }, operations.fetched(this[QUERY]))
  }

  /**
   * All rows of the model.
   * The asynchronous twin of `toArray`.
   */
  allAsync(options?: CallOptions): Promise<R[]> {
    return fetchInstances({ subject: this, operation: 'allAsync' }, this[QUERY], options)
  }

  /**
   * Adds computed values to the rows: `annotate({ orders: Count('orders') })`. Behind `values`, aggregates are of the rows with equal values; otherwise of the rows that are related to each row.
   */
  annotate<const A extends Readonly<Record<string, Expression | Condition>>>(
    annotations: A & Fitting<F, A>,
  ): QuerySet<M, F & AnnotationFields<F, A>, R & ResultsOf<F, A>> {
    return new QuerySet(operations.annotate(this[QUERY], annotations))
  }

  /**
   * Computed values for filters, order and other expressions; the rows do not have them.
   */
  alias<const A extends Readonly<Record<string, Expression | Condition>>>(
    annotations: A & Fitting<F, A>,
  ): QuerySet<M, F & AnnotationFields<F, A>, R> {
    return new QuerySet(operations.alias(this[QUERY], annotations))
  }

  /**
   * Plain objects with these columns instead of instances: `values('id', 'user__email')`.
   */
  values<const A extends readonly ValueArgument[]>(
    ...columns: A & FittingValues<F, A>
  ): QuerySet<M, NamedFields<F, A>, ValuesRow<F, A>> {
    return new QuerySet(operations.values(this[QUERY], ...columns))
  }

  /**
   * Arrays of values instead of instances: `valuesList('id', 'email')`; with `{ flat: true }` the values of one column.
   */
  valuesList<const A extends readonly (ValueArgument | { readonly flat: boolean })[]>(
    ...columns: A & FittingValues<F, A>
  ): QuerySet<M, NamedFields<F, A>, ListRow<F, A>> {
    return new QuerySet(operations.valuesList(this[QUERY], ...columns))
  }

  /**
   * Loads these columns and the key. Others are loaded when they are read, which blocks: `await arefreshFromDb()` before.
   */
  only<const P extends ColumnsOf<M> & string>(...columns: P[]): QuerySet<M, F, OnlyRow<M, R, P>> {
    return new QuerySet(operations.only(this[QUERY], ...columns))
  }

  /**
   * Loads all columns but these. They are loaded when they are read, which blocks: `await arefreshFromDb()` before.
   */
  defer<const P extends ColumnsOf<M> & string>(...columns: P[]): QuerySet<M, F, DeferRow<M, R, P>> {
    return new QuerySet(operations.defer(this[QUERY], ...columns))
  }

  /**
   * Equal rows once. With names, on PostgreSQL, the first row of those that are equal in these.
   */
  distinct(...names: ColumnPath<F>[]): Q {
    return this.derive(operations.distinct(this[QUERY], ...names))
  }

  /**
   * The rows in the opposite order.
   */
  reverse(): Q {
    return this.derive(operations.reverse(this[QUERY]))
  }

  /**
   * Locks the rows until the transaction ends. On SQLite it adds nothing: its transactions write one at a time anyway.
   * @throws TransactionError where it is fetched outside of a transaction.
   */
  selectForUpdate(options?: SelectForUpdateOptions): Q {
    return this.derive(operations.selectForUpdate(this[QUERY], options))
  }

  /**
   * The rows of this query and of others, equal ones once unless `{ all: true }` comes last.
   */
  union(...others: (QuerySource<R> | UnionOptions)[]): Q {
    return this.derive(operations.union(this[QUERY], ...others))
  }

  /**
   * The rows that this query and all others have.
   */
  intersection(...others: QuerySource<R>[]): Q {
    return this.derive(operations.intersection(this[QUERY], ...others))
  }

  /**
   * The rows of this query that none of the others has.
   */
  difference(...others: QuerySource<R>[]): Q {
    return this.derive(operations.difference(this[QUERY], ...others))
  }

  /**
   * The last row, by the primary key unless the query is ordered; undefined if there is none.
   * Blocks; `await alast()` does not.
   */
  last(): R | undefined {
    return runSync({ subject: this, operation: 'last', twin: 'alast' }, operations.last(this[QUERY]))
  }

  /**
   * The last row, by the primary key unless the query is ordered; undefined if there is none.
   * The asynchronous twin of `last`.
   */
  alast(options?: CallOptions): Promise<R | undefined> {
    return runAsync({ subject: this, operation: 'alast' }, operations.last(this[QUERY]), options)
  }

  /**
   * Rows of SQL of the program's own: raw followed by a template, whose values become parameters, or `raw(sql, parameters)` with the database's own placeholders.
   * The primary key must be among the columns. Columns of the table that are missing are loaded when they are read; others become properties, typed by `raw<{ rank: number }>(…)`. The manager's own conditions are no part of it.
   * On SQLite a decimal is stored as a whole number of its last place.
   */
  raw<Extra = unknown>(sql: string | TemplateStringsArray, ...parameters: RawParameter[]): RawQuerySet<R & Extra> {
    return new RawQuerySet(operations.raw(this[QUERY], sql, ...parameters))
  }

  /**
   * The first row by these columns: `earliest('createdAt')`.
   * Blocks; `await aearliest()` does not.
   * @throws DoesNotExist if there is none.
   */
  earliest(...names: OrderName<F>[]): R {
    return runSync(
      { subject: this, operation: 'earliest', twin: 'aearliest' },
      operations.earliest(this[QUERY], ...names),
    )
  }

  /**
   * The first row by these columns: `earliest('createdAt')`.
   * The asynchronous twin of `earliest`.
   * @throws DoesNotExist if there is none.
   */
  aearliest(...names: OrderName<F>[]): Promise<R> {
    return runAsync({ subject: this, operation: 'aearliest' }, operations.earliest(this[QUERY], ...names))
  }

  /**
   * The last row by these columns: `latest('createdAt')`.
   * Blocks; `await alatest()` does not.
   * @throws DoesNotExist if there is none.
   */
  latest(...names: OrderName<F>[]): R {
    return runSync({ subject: this, operation: 'latest', twin: 'alatest' }, operations.latest(this[QUERY], ...names))
  }

  /**
   * The last row by these columns: `latest('createdAt')`.
   * The asynchronous twin of `latest`.
   * @throws DoesNotExist if there is none.
   */
  alatest(...names: OrderName<F>[]): Promise<R> {
    return runAsync({ subject: this, operation: 'alatest' }, operations.latest(this[QUERY], ...names))
  }

  /**
   * Whether the instance is among the rows.
   * Blocks; `await acontains()` does not.
   */
  contains(instance: M & object): boolean {
    return runSync(
      { subject: this, operation: 'contains', twin: 'acontains' },
      operations.contains(this[QUERY], instance),
    )
  }

  /**
   * Whether the instance is among the rows.
   * The asynchronous twin of `contains`.
   */
  acontains(instance: M & object, options?: CallOptions): Promise<boolean> {
    return runAsync({ subject: this, operation: 'acontains' }, operations.contains(this[QUERY], instance), options)
  }

  /**
   * The rows with these keys in a map by key, all rows without keys; keys of no row are absent. `field` is a unique column to go by instead.
   * Blocks; `await ainBulk()` does not.
   */
  inBulk<const K extends ColumnsOf<M> & string = never>(
    keys?: readonly ([K] extends [never] ? KeyOf<M> : M[K & keyof M])[] | null,
    bulk?: InBulkOptions<K>,
  ): Map<[K] extends [never] ? KeyOf<M> : M[K & keyof M], R> {
    return runSync({ subject: this, operation: 'inBulk', twin: 'ainBulk' }, operations.inBulk(this[QUERY], keys, bulk))
  }

  /**
   * The rows with these keys in a map by key, all rows without keys; keys of no row are absent. `field` is a unique column to go by instead.
   * The asynchronous twin of `inBulk`.
   */
  ainBulk<const K extends ColumnsOf<M> & string = never>(
    keys?: readonly ([K] extends [never] ? KeyOf<M> : M[K & keyof M])[] | null,
    bulk?: InBulkOptions<K>,
    options?: CallOptions,
  ): Promise<Map<[K] extends [never] ? KeyOf<M> : M[K & keyof M], R>> {
    return runAsync({ subject: this, operation: 'ainBulk' }, operations.inBulk(this[QUERY], keys, bulk), options)
  }

  /**
   * How the database fetches the rows, in its own words; with `analyze` it does so and measures.
   * Blocks; `await aexplain()` does not.
   */
  explain(explained?: ExplainOptions): string {
    return runSync(
      { subject: this, operation: 'explain', twin: 'aexplain' },
      operations.explain(this[QUERY], explained),
    )
  }

  /**
   * How the database fetches the rows, in its own words; with `analyze` it does so and measures.
   * The asynchronous twin of `explain`.
   */
  aexplain(explained?: ExplainOptions, options?: CallOptions): Promise<string> {
    return runAsync({ subject: this, operation: 'aexplain' }, operations.explain(this[QUERY], explained), options)
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

  /** The rows one after the other, fetched in chunks and kept nowhere. Blocks; `aiterator()` does not. */
  iterator(options?: IteratorOptions): Generator<R, void, void> {
    return iterate(this, this[QUERY], options)
  }

  /** The rows one after the other, fetched in chunks and kept nowhere. The asynchronous twin of `iterator`. */
  aiterator(options?: IteratorOptions & CallOptions): AsyncGenerator<R, void, void> {
    return iterateAsync(this, this[QUERY], options)
  }
}
