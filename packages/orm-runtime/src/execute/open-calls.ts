import { UsageError } from '../errors/usage-error.ts'
import { currentContext } from './context.ts'

/** Counts the asynchronous calls of a connection that have not settled, so that `close()` can wait for them. */
export class OpenCalls {
  #open = 0
  #closing = false
  #drained: (() => void) | undefined

  /** @throws UsageError once `close()` was called, except inside a transaction that began before. */
  refuseClosing(): void {
    if (!this.#closing || currentContext()?.isPartOfCall) return
    throw new UsageError('The database is being closed: no query can begin.')
  }

  /** Counts a call until it settles. */
  async follow<T>(call: PromiseLike<T>): Promise<T> {
    this.#open++
    try {
      return await call
    } finally {
      if (--this.#open === 0) this.#drained?.()
    }
  }

  /** Lets no further call begin and waits for those that have. */
  async close(): Promise<void> {
    this.#closing = true
    if (this.#open > 0) await new Promise<void>((resolve) => (this.#drained = resolve))
  }
}
