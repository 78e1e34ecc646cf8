import { Worker } from 'node:worker_threads'
import { WorkerStopped } from '../errors/bridge-errors.ts'
import type { CallOutcome, FunctionCall } from './messages.ts'
import { workerFlags } from './worker-flags.ts'

/** A worker thread that runs synchronous functions, one at a time. */
export class FunctionWorker {
  readonly #worker: Worker
  readonly #ended: Promise<void>
  #waiting: Waiting | undefined
  #reason: string | undefined

  constructor() {
    this.#worker = new Worker(new URL('./sync-worker.js', import.meta.url), { execArgv: workerFlags() })
    this.#worker.on('message', (outcome: CallOutcome) => this.#settle((waiting) => waiting.resolve(outcome)))
    this.#worker.on('error', (error: unknown) => (this.#reason ??= String(error)))
    this.#ended = new Promise((resolve) =>
      this.#worker.on('exit', (code) => {
        this.#reason ??= `it ended with code ${code}`
        this.#settle(({ name, reject }) => reject(new WorkerStopped(stopped(name, this.#reason))))
        resolve()
      }),
    )
    this.#worker.unref()
  }

  /** True once the thread has ended, which it does by itself only if it fails. */
  get stopped(): boolean {
    return this.#reason !== undefined
  }

  /** Runs a function; the process does not end before its answer. */
  call(call: FunctionCall): Promise<CallOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting = { name: call.name, resolve, reject }
      try {
        this.#worker.postMessage(call)
        this.#worker.ref()
      } catch (error) {
        // A parameter can't be cloned.
        this.#waiting = undefined
        throw error
      }
    })
  }

  /** Ends the thread; what its modules do on `process.on('exit')` is done. */
  async close(): Promise<void> {
    if (this.stopped) return
    this.#worker.ref()
    this.#worker.postMessage('close')
    await this.#ended
  }

  #settle(settle: (waiting: Waiting) => void): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    this.#worker.unref()
    if (waiting) settle(waiting)
  }
}

interface Waiting {
  readonly name: string
  readonly resolve: (outcome: CallOutcome) => void
  readonly reject: (error: WorkerStopped) => void
}

function stopped(name: string, reason: string | undefined): string {
  return `The worker thread that ran \`${name}\` stopped: ${reason}. What the call was doing may have happened; the next call starts a new thread.`
}
