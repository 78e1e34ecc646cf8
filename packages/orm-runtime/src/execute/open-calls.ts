import { UsageError } from '../errors/usage-error.ts'

/** The asynchronous calls of a connection that have not settled, so that `close()` can wait for them. */
export class OpenCalls {
  readonly #open = new Set<Promise<unknown>>()
  #closing = false

  /** @throws UsageError once `close()` was called. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing) throw new UsageError('The database is being closed: no query can begin.')
    const promise = work()
    this.#open.add(promise)
    try {
      return await promise
    } finally {
      this.#open.delete(promise)
    }
  }

  /** Lets no further call begin and waits for those that have. */
  async close(): Promise<void> {
    this.#closing = true
    await Promise.allSettled([...this.#open])
  }
}
