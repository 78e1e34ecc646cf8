import { TransactionError } from '../errors/transaction-error.ts'

/**
 * A queue for a connection: one exclusive holder, or any number of shared ones, in the order in which they asked. The
 * wait is bounded.
 */
export class Lock {
  readonly #timeout: number
  readonly #waiting: Waiter[] = []
  #shared = 0
  #exclusive: Holder | undefined

  /** @param timeout milliseconds */
  constructor(timeout: number) {
    this.#timeout = timeout
  }

  /**
   * Waits for the lock and answers how to give it back.
   * @throws TransactionError that names the holder, after the timeout; the signal's reason where it aborts before.
   */
  async acquire(mode: 'shared' | 'exclusive', holder: Holder, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted()
    if (this.#waiting.length > 0 || !this.#isFree(mode)) await this.#wait(mode, holder, signal)
    else this.#take(mode, holder)
    let held = true
    return () => {
      if (!held) return
      held = false
      if (mode === 'shared') this.#shared--
      else this.#exclusive = undefined
      this.#admit()
    }
  }

  #isFree(mode: Waiter['mode']): boolean {
    return !this.#exclusive && (mode === 'shared' || this.#shared === 0)
  }

  #take(mode: Waiter['mode'], holder: Holder): void {
    if (mode === 'shared') this.#shared++
    else this.#exclusive = holder
  }

  #wait(mode: Waiter['mode'], holder: Holder, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
      }
      const waiter: Waiter = {
        mode,
        holder,
        enter: () => {
          settle()
          resolve()
        },
      }
      const leave = (reason: unknown) => {
        settle()
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        reject(reason)
        this.#admit()
      }
      const abort = () => leave(signal?.reason)
      const timer = setTimeout(() => leave(new TransactionError(this.#lateMessage(holder))), this.#timeout)
      signal?.addEventListener('abort', abort)
      this.#waiting.push(waiter)
    })
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#isFree(next.mode); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#take(next.mode, next.holder)
      next.enter()
    }
  }

  #lateMessage(holder: Holder): string {
    const holding = this.#exclusive?.describe() ?? `${this.#shared} single statements`
    return `${holder.describe()} waited ${this.#timeout} ms for ${holding} to end. Make the block shorter, or \`timeout\` longer.`
  }
}

/** Who holds or wants the lock, for messages. */
interface Holder {
  readonly describe: () => string
}

interface Waiter {
  readonly mode: 'shared' | 'exclusive'
  readonly holder: Holder
  readonly enter: () => void
}
