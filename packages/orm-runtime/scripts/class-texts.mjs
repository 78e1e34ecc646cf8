/** The methods of one class, each with its twin behind it. */
function methods(operations, owner, subject) {
  return operations
    .filter((row) => row.on.includes(owner))
    .flatMap((row) =>
      row.does === 'build' ? [builder(row, owner)] : terminals(row, subject(row), inherited(operations, owner)),
    )
    .join('\n')
}

/** The methods that a manager of related rows has from `Manager`. */
function inherited(operations, owner) {
  if (!owner.startsWith('Related')) return []
  return operations.filter((row) => row.on.includes('Manager')).flatMap(({ name, twin }) => [name, twin])
}

function builder(row, owner) {
  const query = `operations.${row.calls}(${list('this[QUERY]', row.passes)})`
  const [returns, made] = builds(row.returns, owner, query)
  return `${comment(row.documentation)}
  ${signature(row, row.name)}: ${returns} {
    return ${made}
  }
`
}

/** What a builder answers: of the same rows, a queryset of the class that was asked; else the class that the row names. */
function builds(returns, owner, query) {
  if (returns !== 'same') return [returns, `new ${returns.slice(0, returns.indexOf('<'))}(${query})`]
  return [owner === 'QuerySet' ? 'this' : 'Q', `this.derive(${query})`]
}

function terminals(row, subject, inherited) {
  const overriding = (name) => (inherited.includes(name) ? 'override ' : '')
  const steps = `operations.${row.calls}(${list(subject, row.passes)})`
  // Rows are shared among the calls in flight; all else is sent for each call.
  const [query, cache] = subject.split(', ')
  const execution =
    row.calls === 'fetched' ? ['fetchInstances', query, cache ? `, ${cache}` : ''] : ['runAsync', steps, '']
  // Calls by key that are made in one tick share a query.
  if (row.twin === 'aget') execution.splice(0, 2, 'aget', list(query, row.passes))
  // A rest parameter takes all that follows; such calls are aborted by `asyncContext`'s signal.
  const [options, passed] = row.parameters.startsWith('...') ? ['', ''] : ['options?: CallOptions', ', options']
  // Options of the operation's own and those of the call are one object.
  const [parameters, own] = row.parameters.split(/(?:, )?options\?: /)
  const asynchronous = (name, documentation) => `${comment(documentation)}
  ${overriding(name)}${signature({ ...row, parameters }, name, own ? `options?: ${own} & CallOptions` : options)}: Promise<${row.returns}> {
    return ${execution[0]}({ subject: this, operation: '${name}' }, ${execution[1]}${passed}${row.calls === 'fetched' ? execution[2] : ''})
  }
`
  if (row.waits === 'async') return [asynchronous(row.name, row.documentation)]
  const blocking = `${comment(`${row.documentation}\nBlocks; \`await ${row.twin}()\` does not.`)}
  ${overriding(row.name)}${signature(row, row.name)}: ${row.returns} {
    return runSync({ subject: this, operation: '${row.name}', twin: '${row.twin}' }, ${steps})
  }
`
  return [blocking, asynchronous(row.twin, `${row.documentation}\nThe asynchronous twin of \`${row.name}\`.`)]
}

function signature(row, name, options = '') {
  return `${name}${row.typeParameters ?? ''}(${[row.parameters, options].filter(Boolean).join(', ')})`
}

function list(first, rest) {
  return rest ? `${first}, ${rest}` : first
}

function comment(text) {
  // A tag of the documentation comes last, or what follows it would belong to it.
  const lines = text.split('\n')
  const ordered = [...lines.filter((line) => !line.startsWith('@')), ...lines.filter((line) => line.startsWith('@'))]
  return `/**\n${ordered.map((line) => `   * ${line}`).join('\n')}\n   */`
}

const TYPES = `import type { Fields } from '../fields/fields.ts'
import type { Expression, Order } from '../expressions/expression.ts'
import { QUERY } from '../expressions/query-source.ts'
import type { Condition } from '../expressions/q.ts'
import type { AggregateResults, AnnotationFields, Fitting, ResultsOf } from '../expressions/result-types.ts'
import type { ExplainOptions } from '../operations/explain.ts'
import { iterate, iterateAsync, type IteratorOptions } from '../operations/iterate.ts'
import type { InBulkOptions } from '../operations/membership.ts'
import type { UnionOptions } from '../query/combine.ts'
import type { ColumnsOf, DeferRow, FittingValues, ListRow, NamedFields, OnlyRow, ValueArgument, ValuesRow } from '../query/row-types.ts'
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
`

export function instanceText(operations) {
  return `import type { CallOptions } from '../execute/steps.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import type { Fields } from '../fields/fields.ts'
import { Row } from '../models/row.ts'
import * as operations from '../operations/operations.ts'
import type { CleanOptions } from '../operations/full-clean.ts'
import type { SaveOptions } from '../operations/save.ts'
import type { ColumnName, OneNames } from '../query/values.ts'

/** What every row of a model can do. */
export class Instance<F extends Fields> extends Row {
  ${methods(operations, 'Instance', () => 'this')}
}
`
}

export function managerText(operations) {
  return `${TYPES}import { Queryable } from './queryable.ts'
import type { RawParameter } from '../operations/raw.ts'
import { QuerySet } from './queryset.generated.ts'
import { RawQuerySet } from './raw-queryset.ts'

/** Where the queries of a model begin: \`User.objects\`. Its builders answer querysets of the class \`Q\`. */
export class Manager<M, F extends Fields, R = M, Q = QuerySet<M, F, R>> extends Queryable<R> {
  readonly #querySet: new (query: Query<R>) => Q

  constructor(query: Query<R>, querySet?: new (query: Query<R>) => Q) {
    super(query)
    // Without a class of its own, \`Q\` is QuerySet.
    this.#querySet = querySet ?? (QuerySet as unknown as new (query: Query<R>) => Q)
  }

  /** @internal A queryset of the manager's class. */
  protected derive(query: Query<R>): Q {
    return new this.#querySet(query)
  }

  ${methods(operations, 'Manager', () => 'this[QUERY]')}

  /** The rows one after the other, fetched in chunks and kept nowhere. Blocks; \`aiterator()\` does not. */
  iterator(options?: IteratorOptions): Generator<R, void, void> {
    return iterate(this, this[QUERY], options)
  }

  /** The rows one after the other, fetched in chunks and kept nowhere. The asynchronous twin of \`iterator\`. */
  aiterator(options?: IteratorOptions & CallOptions): AsyncGenerator<R, void, void> {
    return iterateAsync(this, this[QUERY], options)
  }
}
`
}

export function relatedManagerText(operations) {
  return `${RELATED_TYPES}import type { BulkCreateOptions } from '../operations/bulk.ts'
import type { UpdateOrCreateOptions } from '../operations/get-or-create.ts'
import type { AddOptions, SetOptions } from '../operations/related-rows.ts'
import type { Where } from '../query/lookup-types.ts'
import type { Detachable, OneOrMore, RelatedInsert } from '../query/related-types.ts'
import type { ColumnName, FieldsOf, Insert, KeyOf } from '../query/values.ts'
import { Manager } from './manager.generated.ts'

/** The rows whose foreign key, \`Via\`, leads to an instance: \`user.orders\`. */
export class RelatedManager<M, Via extends string = string> extends Manager<M, FieldsOf<M>> {
  ${relatedParts}
  ${methods(operations, 'RelatedManager', () => 'this[RELATED]')}
}
`
}

export function relatedSetManagerText(operations) {
  return `${RELATED_TYPES}import type { UpdateOrCreateOptions } from '../operations/get-or-create.ts'
import type { SetRelatedOptions, ThroughOptions } from '../operations/related-set.ts'
import type { Where } from '../query/lookup-types.ts'
import type { OneOrMore } from '../query/related-types.ts'
import type { FieldsOf, Insert, KeyOf } from '../query/values.ts'
import { Manager } from './manager.generated.ts'

/** The rows that a many-to-many relation leads to from an instance: \`post.tags\`. */
export class RelatedSetManager<M> extends Manager<M, FieldsOf<M>> {
  ${relatedParts}
  ${methods(operations, 'RelatedSetManager', () => 'this[RELATED]')}
}
`
}

const RELATED_TYPES = `import { RELATED } from '../expressions/query-source.ts'
import type { CallOptions } from '../execute/steps.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import * as operations from '../operations/operations.ts'
import { relatedQuery, type RelatedRows } from '../operations/related-query.ts'
`

const relatedParts = `/** @internal */
  readonly [RELATED]: RelatedRows

  constructor(related: RelatedRows) {
    super(relatedQuery(related))
    this[RELATED] = related
  }
`

export function querySetText(operations) {
  const subject = (row) => (row.calls === 'fetched' ? 'this[QUERY], this.#cache' : 'this[QUERY]')
  return `${TYPES}import { ResultCache } from '../operations/result-cache.ts'
import { stream } from '../operations/stream.ts'
import { Queryable } from './queryable.ts'

/**
 * A query that is sent when it is awaited or iterated, and at no other time. Immutable: builders answer a new one. \`M\`
 * is the model, \`F\` its fields and annotations, \`R\` what its rows become.
 */
export class QuerySet<M, F extends Fields, R = M> extends Queryable<R> implements PromiseLike<R[]>, AsyncIterable<R>, Iterable<R> {
  /** Exists in types only. */
  declare readonly '~of': readonly [M, F, R]
  readonly #cache = new ResultCache()

  /** @internal A queryset of the same class; subclasses keep the constructor. */
  protected derive(query: Query<R>): this {
    // The class that was asked, whose constructor subclasses keep.
    const { constructor } = this as unknown as { readonly constructor: new (query: Query<R>) => unknown }
    return new constructor(query) as this
  }

  ${methods(operations, 'QuerySet', subject)}

  /** The rows one after the other, fetched in chunks and kept nowhere. Blocks; \`aiterator()\` does not. */
  iterator(options?: IteratorOptions): Generator<R, void, void> {
    return iterate(this, this[QUERY], options)
  }

  /** The rows one after the other, fetched in chunks and kept nowhere. The asynchronous twin of \`iterator\`. */
  aiterator(options?: IteratorOptions & CallOptions): AsyncGenerator<R, void, void> {
    return iterateAsync(this, this[QUERY], options)
  }

  /** Sends the query; \`await queryset\` is \`await queryset.toArrayAsync()\`. Later calls answer from its cache. */
  then<A = R[], B = never>(
    fulfilled?: ((rows: R[]) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.toArrayAsync().then(fulfilled, rejected)
  }

  /** The rows, one after the other. Blocks; \`for await\` does not. */
  [Symbol.iterator](): IterableIterator<R> {
    const call = { subject: this, operation: '[Symbol.iterator]', twin: '[Symbol.asyncIterator]' }
    return runSync(call, operations.iterated(this[QUERY], this.#cache))
  }

  /** The rows, fetched in chunks: \`for await (const row of queryset)\`. */
  [Symbol.asyncIterator](): AsyncGenerator<R, void, void> {
    return stream(this, this[QUERY], this.#cache)
  }
}
`
}
