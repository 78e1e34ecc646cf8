import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { BridgeTimeout, WorkerStopped } from '../errors/bridge-errors.ts'
import { sendOutcome } from './call-outcome.ts'
import { withContext } from './carried-context.ts'
import { loadFunctionNow } from './load-function.ts'
import type { CallOutcome, FromAsyncWorker, FunctionCall, ToAsyncWorker } from './messages.ts'
import { packError } from './sent-error.ts'
import { workerFlags } from './worker-flags.ts'

/** What the worker of {@link AsyncThread} is started with. */
export interface AsyncWorkerStart {
  readonly port: MessagePort
  /** Counts the worker's messages, for the thread that waits. */
  readonly messages: Int32Array
}

/**
 * A worker thread that runs asynchronous functions while the calling thread waits, blocked. Meanwhile the calling thread
 * runs the thread-sensitive functions that they call by `syncToAsync`, as in asgiref; those may call and wait again.
 */
export class AsyncThread {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #messages = new Int32Array(new SharedArrayBuffer(4))
  readonly #settled = new Map<number, CallOutcome>()
  #lastId = 0
  #reason: string | undefined

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    const workerData: AsyncWorkerStart = { port: port2, messages: this.#messages }
    this.#worker = new Worker(new URL('./async-worker.js', import.meta.url), {
      workerData,
      transferList: [port2],
      execArgv: workerFlags(),
    })
    // Without a listener the error would end the process; who waits hears of it by a message.
    this.#worker.on('error', (error: unknown) => (this.#reason ??= String(error)))
    this.#worker.on('exit', (code) => (this.#reason ??= `it ended with code ${code}`))
    this.#worker.unref()
  }

  get stopped(): boolean {
    return this.#reason !== undefined
  }

  /**
   * Blocks until the function has settled.
   * @throws BridgeTimeout after so many milliseconds; the thread is ended then.
   * @throws WorkerStopped where the thread ends before.
   */
  call(call: FunctionCall, timeout: number): CallOutcome {
    const id = ++this.#lastId
    this.#send({ is: 'call', id, call })
    const deadline = performance.now() + timeout
    for (;;) {
      const seen = Atomics.load(this.#messages, 0)
      const received = receiveMessageOnPort(this.#port)
      // Only the worker of this package holds the other end of the port.
      if (received) this.#take(received.message as FromAsyncWorker)
      const outcome = this.#settled.get(id)
      if (outcome) {
        this.#settled.delete(id)
        return outcome
      }
      if (this.#reason !== undefined) throw new WorkerStopped(stopped(call.name, this.#reason))
      if (received) continue
      const left = deadline - performance.now()
      if (left > 0) Atomics.wait(this.#messages, 0, seen, left)
      else {
        void this.close(`it was ended because \`${call.name}\` took longer than ${timeout} ms`)
        throw new BridgeTimeout(late(call.name, timeout))
      }
    }
  }

  /** Ends the thread, whatever it does. */
  async close(reason = 'it was closed'): Promise<void> {
    this.#reason ??= reason
    this.#port.close()
    await this.#worker.terminate()
  }

  #take(message: FromAsyncWorker): void {
    if (message.is === 'stopping') this.#reason ??= message.reason
    else if (message.is === 'outcome') this.#settled.set(message.id, message.outcome)
    else this.#runHere(message.id, message.call)
  }

  #runHere(id: number, call: FunctionCall): void {
    const send = (outcome: CallOutcome) => this.#send({ is: 'outcome', id, outcome })
    sendOutcome(call.name, outcomeOf(call), send)
  }

  #send(message: ToAsyncWorker): void {
    this.#port.postMessage(message)
  }
}

function outcomeOf(call: FunctionCall): CallOutcome {
  try {
    const run = loadFunctionNow(call)
    return { result: withContext(call.context, () => run(...call.parameters)) }
  } catch (error) {
    return { failure: packError(error) }
  }
}

function stopped(name: string, reason: string): string {
  return `The worker thread that ran \`${name}\` stopped: ${reason}. What the call was doing may have happened; the next call starts a new thread.`
}

function late(name: string, timeout: number): string {
  return `\`${name}\` did not settle within ${timeout} ms, so asyncToSync ended its thread. What it was doing may have happened; give a longer \`timeout\` if it may take so long.`
}
