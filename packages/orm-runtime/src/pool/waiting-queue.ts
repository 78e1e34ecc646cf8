import type { CallSite } from './call-site.ts'
import { onAbort } from '../dialects/on-abort.ts'
import type { AcquireRequest, Lease } from './lease.ts'

/** Somebody who waits for a connection. */
export interface Waiter<C> {
  readonly request: AcquireRequest
  readonly callSite: CallSite | undefined
  readonly grant: (lease: Lease<C>) => void
  readonly refuse: (reason: unknown) => void
}

/** Timers with a longer delay fire at once. */
export const longestDelay = 2 ** 31 - 1

/** Callers in the order in which they came. Each leaves when it is served, when its time is over or when it aborts. */
export class WaitingQueue<C> {
  readonly #waiters = new Set<Waiter<C>>()

  get size(): number {
    return this.#waiters.size
  }

  /** Waits for a turn. `timedOut` makes the error of somebody whose time is over. */
  wait(
    request: AcquireRequest,
    callSite: CallSite | undefined,
    { timeout, timedOut }: { timeout: number; timedOut: () => Error },
  ): Promise<Lease<C>> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter)
        clearTimeout(timer)
        ignoreAbort?.()
      }
      const refuse = (reason: unknown) => {
        leave()
        // A signal's reason may be anything; it is handed on as it is.
        const handedOn = reason as Error
        reject(handedOn)
      }
      const grant = (lease: Lease<C>) => {
        leave()
        resolve(lease)
      }
      const aborted = () => refuse(request.signal?.reason)
      const waiter: Waiter<C> = { request, callSite, grant, refuse }
      // This timer keeps the process alive: somebody waits for the answer.
      const timer = setTimeout(() => refuse(timedOut()), Math.min(timeout, longestDelay))
      const ignoreAbort = request.signal && onAbort(request.signal, aborted)
      this.#waiters.add(waiter)
    })
  }

  first(): Waiter<C> | undefined {
    const [first] = this.#waiters
    return first
  }

  refuseAll(reason: unknown): void {
    for (const waiter of [...this.#waiters]) waiter.refuse(reason)
  }

  requests(): AcquireRequest[] {
    return [...this.#waiters].map(({ request }) => request)
  }
}
