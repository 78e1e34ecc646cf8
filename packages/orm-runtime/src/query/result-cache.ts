import type { Row } from '../dialects/dialect.ts'
import { executionScope } from '../execute/execution-scope.ts'

/**
 * The rows of a queryset that was executed, for the transaction (or the connection) that it was executed in. It keeps
 * rows, not instances: each time they are asked for, new instances are made of them.
 */
export class ResultCache<M> {
  #kept: CachedRows<M> | undefined

  /** The rows, if they were fetched in the scope that asks. */
  get(): CachedRows<M> | undefined {
    return this.#kept?.scope === executionScope() ? this.#kept : undefined
  }

  keep(rows: readonly Row[], instanceOf: (row: Row) => M): void {
    this.#kept = { scope: executionScope(), rows, instanceOf }
  }
}

interface CachedRows<M> {
  readonly scope: object
  readonly rows: readonly Row[]
  readonly instanceOf: (row: Row) => M
}
