import type { Row } from '../dialects/dialect.ts'
import { executionScope } from '../execute/execution-scope.ts'

/**
 * The rows of a queryset that was executed, for the transaction (or the connection) that it was executed in. It keeps
 * rows, not instances: each time they are asked for, new instances are made of them.
 */
export class ResultCache<M> {
  #kept: InScope<FetchedRows<M>> | undefined
  #inFlight: InScope<Promise<FetchedRows<M>>> | undefined

  /** The rows, if they were fetched in the scope that asks. */
  get(): FetchedRows<M> | undefined {
    return this.#kept?.scope === executionScope() ? this.#kept.value : undefined
  }

  keep(rows: FetchedRows<M>): void {
    this.#kept = { scope: executionScope(), value: rows }
  }

  /** Joins the execution in flight in the scope that asks, or begins one. Its rejection is all joiners', and not kept. */
  share(execute: () => Promise<FetchedRows<M>>): Promise<FetchedRows<M>> {
    const scope = executionScope()
    if (this.#inFlight?.scope === scope) return this.#inFlight.value
    const begun = { scope, value: execute() }
    this.#inFlight = begun
    const forget = () => {
      if (this.#inFlight === begun) this.#inFlight = undefined
    }
    begun.value.then(forget, forget)
    return begun.value
  }
}

/** The rows of an executed query, and what makes an instance of one. */
export interface FetchedRows<M> {
  readonly rows: readonly Row[]
  readonly instanceOf: (row: Row) => M
}

interface InScope<T> {
  readonly scope: object
  readonly value: T
}
