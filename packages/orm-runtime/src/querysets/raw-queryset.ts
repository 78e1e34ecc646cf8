import { inspect } from 'node:util'
import { UsageError } from '../errors/usage-error.ts'
import { isConnected } from '../execute/database.ts'
import { runSync } from '../execute/run-sync.ts'
import type { CallOptions } from '../execute/steps.ts'
import { using } from '../query/builders.ts'
import { fetchRaw, rawFetched, rawStatement, type RawQuery } from '../operations/raw.ts'
import { ResultCache } from '../operations/result-cache.ts'

/**
 * SQL of the program's own, whose rows are instances: what `raw` answers. It is sent when it is awaited or iterated;
 * later calls answer from its cache.
 */
export class RawQuerySet<R> implements PromiseLike<R[]>, AsyncIterable<R>, Iterable<R> {
  readonly #raw: RawQuery<R>
  readonly #cache = new ResultCache()

  constructor(raw: RawQuery<R>) {
    this.#raw = raw
  }

  /** The same SQL on another database, by its name in `connect`. */
  using(database: string): RawQuerySet<R> {
    return new RawQuerySet({ ...this.#raw, query: using(this.#raw.query, database) })
  }

  /** The rows. Blocks; `await toArrayAsync()` does not. */
  toArray(): R[] {
    const call = { subject: this, operation: 'toArray', twin: 'toArrayAsync' }
    return runSync(call, rawFetched(this.#raw, this.#cache))
  }

  /** The rows. The asynchronous twin of `toArray`. */
  toArrayAsync(options?: CallOptions): Promise<R[]> {
    return fetchRaw({ subject: this, operation: 'toArrayAsync' }, this.#raw, this.#cache, options)
  }

  /** Sends the SQL; `await` of it is `await` of its `toArrayAsync()`. */
  then<A = R[], B = never>(
    fulfilled?: ((rows: R[]) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.toArrayAsync().then(fulfilled, rejected)
  }

  /** The rows, one after the other. Blocks; `for await` does not. */
  [Symbol.iterator](): IterableIterator<R> {
    const call = { subject: this, operation: '[Symbol.iterator]', twin: '[Symbol.asyncIterator]' }
    return runSync(call, rawFetched(this.#raw, this.#cache)).values()
  }

  /** The rows, one after the other. They are fetched at once: a SELECT too large for that is a queryset's. */
  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, void> {
    yield* await fetchRaw({ subject: this, operation: '[Symbol.asyncIterator]' }, this.#raw, this.#cache)
  }

  /** Prints the SQL; never sends it. */
  [inspect.custom](): string {
    const { sql, query } = this.#raw
    const text = isConnected() ? rawStatement(this.#raw).statement.sql : typeof sql === 'string' ? sql : sql.join('?')
    return `RawQuerySet(${query.definition.name}: ${text})`
  }

  /** @throws UsageError always: JSON would need the rows. */
  toJSON(): never {
    throw new UsageError(
      `${this.#raw.query.definition.name}.objects.raw(…) is a query, not its rows. Write \`await\` before it, or \`.toArray()\` behind it.`,
    )
  }
}
