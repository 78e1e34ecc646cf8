import { onAbort, orAborted } from '../dialects/on-abort.ts'

/** Work that several callers wait for. Each may abort for itself; the work is aborted once all of them have. */
export class SharedCall<T> {
  readonly #result: Promise<T>
  /** None where the first caller can't abort: then nobody can, and the work may go the quickest way. */
  readonly #controller: AbortController | undefined
  #waiting = 0

  constructor(begin: (signal: AbortSignal | undefined) => Promise<T>, first: AbortSignal | undefined) {
    this.#controller = first && new AbortController()
    this.#result = begin(this.#controller?.signal)
    // Those who wait hear of it; if all have left, nobody is there to.
    this.#result.catch(() => undefined)
  }

  /** True once nobody can join any more. */
  get isAborted(): boolean {
    return this.#controller?.signal.aborted ?? false
  }

  /** The result, or a rejection with the caller's own reason. */
  async join(signal: AbortSignal | undefined): Promise<T> {
    this.#waiting++
    if (!signal) return this.#result
    const leave = () => {
      if (--this.#waiting === 0) this.#controller?.abort(signal.reason)
    }
    const ignore = onAbort(signal, leave)
    try {
      return await orAborted(this.#result, signal)
    } finally {
      ignore()
    }
  }
}
