// A pool of connections to a server, whichever driver opens them.
//
// The packages that exist cover less than half of what is needed here: none of tarn, generic-pool and lightning-pool
// knows who holds a connection (so a timeout can't say it), sees holders that wait for each other, lets an AbortSignal
// leave the queue or ends connections by age; tarn has no limit of the queue, and generic-pool tries a server that is down
// again at once, for ever. What they would leave to us is the larger part and would have to be built around them.
//
// Words: a *member* is an open connection; a member is idle, leased, or *on its way* (being opened, checked or reset, and
// then offered to whoever waits first).
import { captureCallSite, type CallSite } from './call-site.ts'
import type { AcquireRequest, Holding, Lease, LeaseState } from './lease.ts'
import type { PoolOptions } from './pool-options.ts'
import { closingRefusal, deadlockRefusal, queueFullRefusal, timeoutRefusal, type PoolState } from './pool-refusals.ts'
import { settled, type Settled } from './settled.ts'
import { longestDelay, WaitingQueue } from './waiting-queue.ts'
import { within } from './within.ts'

/** What the pool asks of a driver. */
export interface PooledDriver<C> {
  readonly open: () => Promise<C>
  /** Rejects where the connection does not answer. */
  readonly ping: (connection: C) => Promise<void>
  /** Makes a connection like new, an open transaction rolled back; rejects where that fails. */
  readonly reset: (connection: C) => Promise<void>
  readonly close: (connection: C) => Promise<void>
  /** False for a connection that is known to be gone. */
  readonly isUsable: (connection: C) => boolean
}

interface Member<C> {
  readonly connection: C
  readonly number: number
  /** In milliseconds of `performance.now()`. */
  readonly expires: number
  idleSince: number
}

// A server that comes back is not to be met by all at once.
const concurrentOpens = 4
const firstBackOff = 50
const longestBackOff = 5_000
// A ping, reset or close that takes longer than this is taken for one that will never answer.
const roundTripTimeout = 5_000
// Idle members are looked through this often within the time that one may be idle.
const sweepsPerTimeout = 4

export class Pool<C> {
  readonly #driver: PooledDriver<C>
  readonly #options: PoolOptions
  readonly #queue = new WaitingQueue<C>()
  /** The one that was used last is at the end and is taken first, so that those nobody needs grow old. */
  #idle: Member<C>[] = []
  readonly #leases = new Map<Lease<unknown>, Holding>()
  /** The numbers of all members, and of those being opened or closed: they count against `max`. */
  readonly #numbers = new Set<number>()
  #onTheirWay = 0
  #opening = 0
  #failedOpens = 0
  #openFailure: unknown
  #backOff: NodeJS.Timeout | undefined
  #sweep: NodeJS.Timeout | undefined
  /** Set by `close`; settles when all is closed. */
  #closed: Settled | undefined

  constructor(driver: PooledDriver<C>, options: PoolOptions) {
    this.#driver = driver
    this.#options = options
    this.#openMissing()
  }

  /**
   * A connection for the caller alone; first come, first served.
   * @throws PoolTimeout, PoolQueueFull, PoolDeadlock, the signal's reason, or the driver's error where no connection can
   * be opened.
   */
  async acquire(request: AcquireRequest): Promise<Lease<C>> {
    request.signal?.throwIfAborted()
    // Who holds a connection is part of the work that `close` waits for.
    if (this.#closed && !request.holds) throw closingRefusal(this.#options)
    const callSite = request.use === 'statement' ? undefined : captureCallSite()
    const member = this.#queue.size === 0 ? this.#takeFresh() : undefined
    if (member) return this.#lease(member, request, callSite)

    if (this.#wouldDeadlock(request)) throw deadlockRefusal(this.#options, this.state())
    if (this.#inVain() >= this.#options.maxQueue) throw queueFullRefusal(this.#options, this.state())
    const timedOut = () => timeoutRefusal(this.#options, this.state(), this.#openFailure)
    const turn = this.#queue.wait(request, callSite, { timeout: this.#options.acquireTimeout, timedOut })
    this.#checkIdle()
    this.#openMissing()
    try {
      return await turn
    } finally {
      this.#finishClosing()
    }
  }

  /** Refuses new callers, waits until those that hold or wait for a connection are done, and closes all. */
  async close(): Promise<void> {
    this.#closed ??= settled()
    this.#finishClosing()
    await this.#closed.promise
  }

  state(): PoolState {
    const [wall, now] = [Date.now(), performance.now()]
    const holders = [...this.#leases].map(([{ name }, { request, callSite, since }]) => ({
      name,
      described: request.caller.describe(),
      since: new Date(wall - (now - since)),
      place: callSite?.place(),
    }))
    return { size: this.#numbers.size, idle: this.#idle.length, waiting: this.#queue.size, holders }
  }

  #lease(member: Member<C>, request: AcquireRequest, callSite: CallSite | undefined): Lease<C> {
    const lease: Lease<C> = {
      connection: member.connection,
      name: `${this.#options.name} ${member.number}`,
      release: async (state) => {
        if (!this.#leases.delete(lease)) return
        await this.#takeBack(member, state)
        this.#finishClosing()
      },
    }
    this.#leases.set(lease, { request, callSite, since: performance.now() })
    return lease
  }

  async #takeBack(member: Member<C>, state: LeaseState): Promise<void> {
    if (state === 'broken') return this.#discard(member)
    if (state === 'clean') return this.#offer(member)
    return this.#offerAfter(member, (connection) => this.#driver.reset(connection))
  }

  /** Offers a member once `proof` has shown that it works; closes it where it does not. */
  async #offerAfter(member: Member<C>, proof: (connection: C) => Promise<void>): Promise<void> {
    this.#onTheirWay++
    const works = await within(roundTripTimeout, proof(member.connection)).then(
      () => true,
      () => false,
    )
    this.#onTheirWay--
    return works ? this.#offer(member) : this.#discard(member)
  }

  /** Gives a member to whoever waits first, or keeps it. */
  async #offer(member: Member<C>): Promise<void> {
    const now = performance.now()
    if (member.expires <= now || !this.#driver.isUsable(member.connection)) return this.#discard(member)
    const waiter = this.#queue.first()
    if (waiter) {
      waiter.grant(this.#lease(member, waiter.request, waiter.callSite))
      return
    }
    member.idleSince = now
    this.#idle.push(member)
    this.#sweepLater()
    this.#finishClosing()
  }

  /** An idle member that needs no ping. Those found dead or too old are closed on the way. */
  #takeFresh(): Member<C> | undefined {
    const now = performance.now()
    for (let member = this.#idle.pop(); member; member = this.#idle.pop()) {
      if (member.expires <= now || !this.#driver.isUsable(member.connection)) {
        void this.#discard(member)
      } else if (now - member.idleSince > this.#options.pingAfterIdle) {
        this.#idle.push(member)
        return undefined
      } else {
        return member
      }
    }
    return undefined
  }

  /** Pings as many idle members as callers would otherwise wait for none. */
  #checkIdle(): void {
    while (this.#queue.size > this.#onTheirWay) {
      const member = this.#idle.pop()
      if (!member) return
      void this.#offerAfter(member, (connection) => this.#driver.ping(connection))
    }
  }

  async #discard(member: Member<C>): Promise<void> {
    await within(roundTripTimeout, this.#driver.close(member.connection)).catch(() => undefined)
    this.#numbers.delete(member.number)
    this.#openMissing()
    this.#finishClosing()
  }

  /** Opens connections for callers that nothing is on its way to, and up to `min`. */
  #openMissing(): void {
    const { min, max } = this.#options
    while (this.#backOff === undefined && this.#opening < (this.#failedOpens > 0 ? 1 : concurrentOpens)) {
      const tooFew = !this.#closed && this.#numbers.size < min
      const wanted = tooFew || this.#queue.size > this.#onTheirWay
      if (!wanted || this.#numbers.size >= max) return
      void this.#open()
    }
  }

  async #open(): Promise<void> {
    const number = this.#freeNumber()
    this.#numbers.add(number)
    this.#opening++
    this.#onTheirWay++
    const opened = await this.#driver.open().then(
      (connection) => ({ connection }),
      (error: unknown) => ({ error }),
    )
    this.#opening--
    this.#onTheirWay--
    if ('error' in opened) {
      this.#failedToOpen(number, opened.error)
      return
    }
    this.#failedOpens = 0
    this.#openFailure = undefined
    const lifetime = this.#options.maxLifetime * (1 - Math.random() / 10)
    const expires = performance.now() + lifetime
    await this.#offer({ connection: opened.connection, number, expires, idleSince: 0 })
    this.#openMissing()
  }

  /** Refuses those who wait, unless a living connection may still come to them, and tries again only after a while. */
  #failedToOpen(number: number, error: unknown): void {
    this.#numbers.delete(number)
    this.#openFailure = error
    const delay = Math.min(firstBackOff * 2 ** this.#failedOpens++, longestBackOff)
    clearTimeout(this.#backOff)
    this.#backOff = setTimeout(() => {
      this.#backOff = undefined
      this.#openMissing()
    }, delay).unref()
    if (this.#leases.size === 0 && this.#onTheirWay === 0) this.#queue.refuseAll(error)
    this.#finishClosing()
  }

  #freeNumber(): number {
    let number = 1
    while (this.#numbers.has(number)) number++
    return number
  }

  /** Callers in the queue that no connection is on its way to, nor could be opened for. Negative where more could come. */
  #inVain(): number {
    const toCome = this.#onTheirWay + this.#idle.length + this.#options.max - this.#numbers.size
    return this.#queue.size - toCome
  }

  /** True if the request were the last of all holders to wait for another connection. */
  #wouldDeadlock({ holds }: AcquireRequest): boolean {
    if (!holds || this.#leases.size < this.#options.max) return false
    const waiting = new Set<Lease<unknown>>()
    for (const request of [...this.#queue.requests(), { holds }]) {
      // Who waits with the second of two connections holds the first as well.
      for (let lease = request.holds; lease && !waiting.has(lease); lease = this.#leases.get(lease)?.request.holds) {
        waiting.add(lease)
      }
    }
    return [...this.#leases.keys()].every((lease) => waiting.has(lease))
  }

  #sweepLater(): void {
    if (this.#sweep || this.#closed) return
    const delay = Math.min(this.#options.idleTimeout, this.#options.maxLifetime) / sweepsPerTimeout
    this.#sweep = setTimeout(() => this.#sweepNow(), Math.min(delay, longestDelay)).unref()
  }

  #sweepNow(): void {
    this.#sweep = undefined
    const now = performance.now()
    const due = new Set(this.#idle.filter((member, index) => this.#due(member, index) <= now))
    this.#idle = this.#idle.filter((member) => !due.has(member))
    for (const member of due) void this.#discard(member)
    if (this.#idle.length > 0) this.#sweepLater()
  }

  /** When an idle member is to be closed. Those within `min` only by age; the ones at the front are the least used. */
  #due({ idleSince, expires }: Member<C>, index: number): number {
    const surplus = this.#numbers.size - this.#options.min
    return index < surplus ? Math.min(idleSince + this.#options.idleTimeout, expires) : expires
  }

  #finishClosing(): void {
    if (!this.#closed || this.#leases.size > 0 || this.#queue.size > 0 || this.#onTheirWay > 0) return
    clearTimeout(this.#sweep)
    clearTimeout(this.#backOff)
    for (const member of this.#idle.splice(0)) void this.#discard(member)
    if (this.#numbers.size === 0) this.#closed.resolve()
  }
}
