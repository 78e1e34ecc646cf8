import type { SelectedModel } from '../compile/compile-select.ts'
import type { Row } from '../dialects/dialect.ts'
import { executionScope } from '../execute/execution-scope.ts'

/**
 * The rows of a queryset that was executed, for the transaction (or the connection) that it was executed in. It keeps
 * rows, not instances: each time they are asked for, new instances are made of them.
 */
export class ResultCache {
  #kept: CachedRows | undefined

  /** The rows, if they were fetched in the scope that asks. */
  get(): CachedRows | undefined {
    return this.#kept?.scope === executionScope() ? this.#kept : undefined
  }

  keep(rows: readonly Row[], models: readonly SelectedModel[]): void {
    this.#kept = { scope: executionScope(), rows, models }
  }
}

interface CachedRows {
  readonly scope: object
  readonly rows: readonly Row[]
  readonly models: readonly SelectedModel[]
}
