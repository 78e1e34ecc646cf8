import { FunctionWorker } from './function-worker.ts'
import type { CallOutcome, FunctionCall } from './messages.ts'

/**
 * Worker threads that take calls from one queue: with one thread they run in the order in which they were made. A
 * thread starts when it is needed, and one that has stopped costs only the call that it was running.
 */
export class WorkerPool {
  readonly #size: number
  readonly #threads = new Set<FunctionWorker>()
  readonly #idle: FunctionWorker[] = []
  readonly #queue: Job[] = []

  constructor(size: number) {
    this.#size = size
  }

  run(call: FunctionCall): Promise<CallOutcome> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ call, resolve, reject })
      this.#next()
    })
  }

  /** Waits for the calls that were made, then ends all threads. */
  async close(): Promise<void> {
    while (this.#queue.length > 0 || this.#idle.length < this.#threads.size) await this.#settled()
    const threads = [...this.#threads]
    this.#threads.clear()
    this.#idle.length = 0
    await Promise.all(threads.map((thread) => thread.close()))
  }

  #next(): void {
    if (this.#queue.length === 0) return
    const thread = this.#free()
    const job = thread && this.#queue.shift()
    if (!job) return
    void thread
      .call(job.call)
      .then(job.resolve, job.reject)
      .then(() => this.#release(thread))
  }

  #free(): FunctionWorker | undefined {
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) {
      if (!thread.stopped) return thread
      this.#threads.delete(thread)
    }
    if (this.#threads.size >= this.#size) return undefined
    const started = new FunctionWorker()
    this.#threads.add(started)
    return started
  }

  #release(thread: FunctionWorker): void {
    if (thread.stopped) this.#threads.delete(thread)
    else this.#idle.push(thread)
    this.#next()
    this.#onSettled?.()
  }

  #onSettled: (() => void) | undefined

  #settled(): Promise<void> {
    return new Promise((resolve) => (this.#onSettled = resolve))
  }
}

interface Job {
  readonly call: FunctionCall
  readonly resolve: (outcome: CallOutcome) => void
  readonly reject: (error: unknown) => void
}
