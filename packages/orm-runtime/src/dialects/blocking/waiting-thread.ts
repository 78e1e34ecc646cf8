import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { parametersAreShown } from '../../errors/database-error.ts'
import { ANSWERS, ENDED, type BlockingWorkerData, type Reply, type Request } from './blocking-messages.ts'
import type { BlockingOptions } from './open-blocking.ts'

/** A worker thread whose answers the calling thread waits for, blocked, in bounded time. */
export class WaitingThread {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #signal = new Int32Array(new SharedArrayBuffer(8))

  constructor({ module, options, name }: BlockingOptions) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    const workerData: BlockingWorkerData = {
      module: module.href,
      options,
      name,
      parametersShown: parametersAreShown(),
      port: port2,
      signal: this.#signal,
    }
    this.#worker = new Worker(new URL('./blocking-worker.js', import.meta.url), {
      workerData,
      transferList: [port2],
      // Flags of the program (`--input-type`, loaders) are not for this module, and some would keep it from starting.
      execArgv: [],
    })
    this.#worker.unref()
    // Without a listener the error would end the process; the one who waits hears of it by the signal.
    this.#worker.on('error', () => {})
    this.#worker.on('exit', () => this.#end())
  }

  get ended(): boolean {
    return Atomics.load(this.#signal, ENDED) === 1
  }

  send(request: Request): void {
    this.#port.postMessage(request)
  }

  /** Blocks until the next answer, for so many milliseconds at most; a thread that is late is ended. */
  receive(milliseconds: number): Reply | { readonly answer: 'late' } {
    const deadline = performance.now() + milliseconds
    for (;;) {
      const seen = Atomics.load(this.#signal, ANSWERS)
      const ended = this.ended
      const received = receiveMessageOnPort(this.#port)
      if (received) {
        // Only this package's worker holds the other end of the port.
        const reply = received.message as Reply
        if (reply.answer === 'died') this.stop()
        return reply
      }
      if (ended) return { answer: 'died', reason: 'it ended' }
      const left = deadline - performance.now()
      if (left > 0) Atomics.wait(this.#signal, ANSWERS, seen, left)
      else {
        this.stop()
        return { answer: 'late' }
      }
    }
  }

  /** Ends the thread whatever it does. */
  stop(): void {
    this.#end()
    void this.#worker.terminate()
  }

  /** Lets the thread close its sessions, for so many milliseconds at most. */
  async close(milliseconds: number): Promise<void> {
    if (this.ended) return
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve))
    const timer = setTimeout(() => this.stop(), milliseconds)
    this.#worker.ref()
    this.send({ ask: 'close' })
    await exited
    clearTimeout(timer)
  }

  #end(): void {
    Atomics.store(this.#signal, ENDED, 1)
    this.#port.close()
  }
}
