/** The methods of one class, each with its twin behind it. */
function methods(operations, owner, subject) {
  return operations
    .filter((row) => row.on.includes(owner))
    .flatMap((row) => (row.does === 'build' ? [builder(row)] : terminals(row, subject(row))))
    .join('\n')
}

function builder(row) {
  return `${comment(row.documentation)}
  ${signature(row, row.name)}: ${row.returns} {
    return new QuerySet(operations.${row.calls}(${list('this[QUERY]', row.passes)}))
  }
`
}

function terminals(row, subject) {
  const steps = `operations.${row.calls}(${list(subject, row.passes)})`
  // Rows are shared among the calls in flight; all else is sent for each call.
  const execution = row.calls === 'fetched' ? ['fetchInstances', subject] : ['runAsync', steps]
  const asynchronous = (name, documentation) => `${comment(documentation)}
  ${signature(row, name)}: Promise<${row.returns}> {
    return ${execution[0]}({ subject: this, operation: '${name}' }, ${execution[1]})
  }
`
  if (row.waits === 'async') return [asynchronous(row.name, row.documentation)]
  const blocking = `${comment(`${row.documentation}\nBlocks; \`await ${row.twin}()\` does not.`)}
  ${signature(row, row.name)}: ${row.returns} {
    return runSync({ subject: this, operation: '${row.name}', twin: '${row.twin}' }, ${steps})
  }
`
  return [blocking, asynchronous(row.twin, `${row.documentation}\nThe asynchronous twin of \`${row.name}\`.`)]
}

function signature(row, name) {
  return `${name}${row.typeParameters ?? ''}(${row.parameters})`
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

const TYPES = `import type { AggregateResults, AggregatesOf } from './aggregates.ts'
import type { Fields } from '../models/fields.ts'
import type { OrderName, RelationPath, Where } from '../models/lookups.ts'
import type { Changes, Insert } from '../models/values.ts'
import { fetchInstances } from '../execute/fetch-instances.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
`

export function instanceText(operations) {
  return `import { runAsync } from '../execute/run-async.ts'
import { runSync } from '../execute/run-sync.ts'
import type { Fields } from './fields.ts'
import type { ForeignKeyNames } from './values.ts'
import * as operations from '../query/terminals/operations.ts'
import { RelationHolder } from './relation-holder.ts'

/** What every row of a model can do. */
export class Instance<F extends Fields> extends RelationHolder {
  ${methods(operations, 'Instance', () => 'this')}
}
`
}

export function managerText(operations) {
  return `${TYPES}import * as operations from './terminals/operations.ts'
import { QUERY, Queryable } from './queryable.ts'
import { QuerySet } from './queryset.generated.ts'

/** Where the queries of a model begin: \`User.objects\`. */
export class Manager<M, F extends Fields> extends Queryable<M> {
  ${methods(operations, 'Manager', () => 'this[QUERY]')}
}
`
}

export function querySetText(operations) {
  const subject = (row) => (row.calls === 'fetched' ? 'this[QUERY], this.#cache' : 'this[QUERY]')
  return `${TYPES}import { stream } from '../execute/stream.ts'
import * as operations from './terminals/operations.ts'
import { QUERY, Queryable } from './queryable.ts'
import { ResultCache } from './result-cache.ts'

/** A query that is sent when it is awaited or iterated, and at no other time. Immutable: builders answer a new one. */
export class QuerySet<M, F extends Fields> extends Queryable<M> implements PromiseLike<M[]>, AsyncIterable<M>, Iterable<M> {
  readonly #cache = new ResultCache<M>()

  ${methods(operations, 'QuerySet', subject)}

  /** Sends the query; \`await queryset\` is \`await queryset.toArrayAsync()\`. Later calls answer from its cache. */
  then<A = M[], B = never>(
    fulfilled?: ((rows: M[]) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.toArrayAsync().then(fulfilled, rejected)
  }

  /** The rows, one after the other. Blocks; \`for await\` does not. */
  [Symbol.iterator](): IterableIterator<M> {
    const call = { subject: this, operation: '[Symbol.iterator]', twin: '[Symbol.asyncIterator]' }
    return runSync(call, operations.iterated(this[QUERY], this.#cache))
  }

  /** The rows, fetched in chunks: \`for await (const row of queryset)\`. */
  [Symbol.asyncIterator](): AsyncGenerator<M, void, void> {
    return stream(this, this[QUERY], this.#cache)
  }
}
`
}
