import type { RowReader } from '../compile/row-reader.ts'
import type { Row } from '../dialects/connections.ts'
import { executionScope } from '../execute/execution-scope.ts'
import { SharedCall } from '../execute/shared-call.ts'
import type { Query } from '../query/query.ts'
import type { FetchedRelation } from './prefetch/prefetch-rows.ts'

/**
 * The rows of a queryset that was executed, for the transaction (or the connection) that it was executed in. It keeps
 * rows, not instances: each time they are asked for, new instances are made of them.
 */
export class ResultCache {
  #kept: InScope<FetchedRows> | undefined
  #inFlight: InScope<SharedCall<FetchedRows>> | undefined

  /** The rows, if they were fetched in the scope that asks. */
  get(alias: string): FetchedRows | undefined {
    return this.#kept && this.#kept.scope === executionScope(alias) ? this.#kept.value : undefined
  }

  keep(alias: string, rows: FetchedRows): void {
    this.#kept = { scope: executionScope(alias), value: rows }
  }

  /**
   * Joins the execution in flight in the scope that asks, or begins one. Its rejection is all joiners', and not kept. A
   * caller's abort is its own; the execution is aborted once all who wait for it have.
   */
  share(
    alias: string,
    signal: AbortSignal | undefined,
    execute: (signal: AbortSignal | undefined) => Promise<FetchedRows>,
  ): Promise<FetchedRows> {
    const scope = executionScope(alias)
    const known = this.#inFlight
    if (known?.scope === scope && !known.value.isAborted) return known.value.join(signal)
    const forget = () => {
      if (this.#inFlight === begun) this.#inFlight = undefined
    }
    const value = new SharedCall((shared) => execute(shared).finally(forget), signal)
    const begun = { scope, value }
    this.#inFlight = begun
    return value.join(signal)
  }
}

/** The rows of an executed query, what makes a result of one, and the related rows that were prefetched. */
export interface FetchedRows {
  readonly query: Query
  readonly rows: readonly Row[]
  readonly read: RowReader
  readonly related: readonly FetchedRelation[]
}

interface InScope<T> {
  readonly scope: object
  readonly value: T
}
