import { PoolTimeout } from '../errors/pool-errors.ts'
import type { Caller, SendOptions } from '../dialects/connections.ts'
import { onAbort } from '../dialects/on-abort.ts'
import type { PoolState } from './pool-refusals.ts'

/** Milliseconds; timers with a longer delay fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1
const MOST_NAMED = 5

export interface TurnLockOptions {
  /** What is waited for, for messages: `the writing connection`. */
  readonly name: string
  /** Milliseconds. */
  readonly timeout: number
  /** How many may share it. */
  readonly capacity: number
}

/**
 * A queue for something that one holds alone or several share, in the order in which they asked. The wait is bounded,
 * and an abort leaves the queue.
 */
export class TurnLock {
  readonly #options: TurnLockOptions
  readonly #waiting = new Set<Waiter>()
  readonly #sharing = new Set<Holding>()
  #alone: Holding | undefined

  constructor(options: TurnLockOptions) {
    this.#options = options
  }

  /** The way to give it back, if nobody is in the way. Faster than `acquire`, which answers in a later turn. */
  tryShare(caller: Caller): (() => void) | undefined {
    return this.#waiting.size === 0 && this.#isFree('shared') ? this.#take('shared', caller) : undefined
  }

  /**
   * Waits for a turn and answers how to give it back.
   * @throws PoolTimeout that names the holders, after the timeout; the signal's reason, when it aborts.
   */
  async acquire(mode: Waiter['mode'], { caller, signal }: SendOptions): Promise<() => void> {
    signal?.throwIfAborted()
    if (this.#waiting.size === 0 && this.#isFree(mode)) return this.#take(mode, caller)
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiter)
        clearTimeout(timer)
        ignore?.()
      }
      const refuse = (reason: Error) => {
        leave()
        reject(reason)
        this.#admit()
      }
      const enter = () => {
        leave()
        resolve(this.#take(mode, caller))
      }
      const waiter: Waiter = { mode, enter }
      const timer = setTimeout(() => refuse(this.#late(caller)), Math.min(this.#options.timeout, LONGEST_DELAY))
      this.#waiting.add(waiter)
      // A signal's reason may be anything; it is handed on as it is.
      const ignore = signal && onAbort(signal, () => refuse(signal.reason as Error))
    })
  }

  /** Who has it, and how many wait. */
  state(): Pick<PoolState, 'waiting' | 'holders'> {
    const holders = this.#holdings().map(({ caller, since }) => ({
      name: this.#options.name,
      described: caller.describe(),
      since: new Date(since),
      place: undefined,
    }))
    return { waiting: this.#waiting.size, holders }
  }

  #isFree(mode: Waiter['mode']): boolean {
    if (this.#alone) return false
    return mode === 'shared' ? this.#sharing.size < this.#options.capacity : this.#sharing.size === 0
  }

  #take(mode: Waiter['mode'], caller: Caller): () => void {
    const holding: Holding = { caller, since: Date.now() }
    if (mode === 'shared') this.#sharing.add(holding)
    else this.#alone = holding
    return () => {
      if (this.#alone === holding) this.#alone = undefined
      // Giving back twice gives back once.
      else if (!this.#sharing.delete(holding)) return
      if (this.#waiting.size > 0) this.#admit()
    }
  }

  #admit(): void {
    for (const waiter of this.#waiting) {
      if (!this.#isFree(waiter.mode)) return
      waiter.enter()
    }
  }

  #holdings(): Holding[] {
    return this.#alone ? [this.#alone] : [...this.#sharing]
  }

  #late(caller: Caller): PoolTimeout {
    const { name, timeout } = this.#options
    const holders = this.#holdings()
    const named = holders.slice(0, MOST_NAMED).map((holding) => `\n  held by ${holding.caller.describe()}`)
    const more = holders.length > MOST_NAMED ? `\n  and ${holders.length - MOST_NAMED} more` : ''
    return new PoolTimeout(`${caller.describe()} waited ${timeout} ms for ${name}.${named.join('')}${more}`, {
      hint: 'Let the holder finish sooner, for example without waiting for other services meanwhile, or make `timeout` longer.',
    })
  }
}

interface Waiter {
  readonly mode: 'shared' | 'alone'
  readonly enter: () => void
}

/** An object of its own for each turn: one caller may have several. */
interface Holding {
  readonly caller: Caller
  /** Milliseconds of the epoch. */
  readonly since: number
}
