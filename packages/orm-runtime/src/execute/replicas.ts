import type { Connections } from '../dialects/connections.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { ConnectionLost, OperationalError } from '../errors/database-error.ts'
import { PoolTimeout } from '../errors/pool-errors.ts'

/** Milliseconds until a copy that can't be reached is tried again; doubled each time. */
const firstPause = 1_000
const longestPause = 30_000

/**
 * Copies of a database, which take its reads in turn. One that can't be reached is left out for a while, and its reads
 * go to the next one, in the end to the database itself. A copy may lag behind: what was written a moment ago is read for
 * certain inside the transaction that wrote it, or with `using` and without replicas.
 */
export class Replicas {
  readonly #copies: readonly Copy[]
  readonly #main: Connections
  #next = 0

  constructor(dialects: readonly Dialect[], main: Connections) {
    this.#copies = dialects.map((dialect) => new Copy(dialect))
    this.#main = main
  }

  /** Reads from the copy whose turn it is; from another, or the database, where it can't be reached. */
  async read<T>(work: (connections: Connections) => Promise<T>): Promise<T> {
    const first = this.#next++
    for (let n = 0; n < this.#copies.length; n++) {
      const copy = this.#copies[(first + n) % this.#copies.length]
      if (!copy?.isUp()) continue
      try {
        const result = await work(await copy.connections())
        copy.answered()
        return result
      } catch (error) {
        if (!isUnreachable(error)) throw error
        copy.failed()
      }
    }
    return work(this.#main)
  }

  /** The copies' connections that have been opened. */
  async opened(): Promise<Connections[]> {
    const all = await Promise.all(this.#copies.map((copy) => copy.opened()))
    return all.filter((one) => one !== undefined)
  }
}

class Copy {
  readonly #dialect: Dialect
  #connections: Promise<Connections> | undefined
  #failures = 0
  #downUntil = -Infinity

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  isUp(): boolean {
    return performance.now() >= this.#downUntil
  }

  /** Opened at the first read, and again where that failed: a program starts without its copies too. */
  connections(): Promise<Connections> {
    this.#connections ??= this.#dialect.open().catch((error: unknown) => {
      this.#connections = undefined
      throw error
    })
    return this.#connections
  }

  async opened(): Promise<Connections | undefined> {
    return this.#connections?.catch(() => undefined)
  }

  answered(): void {
    this.#failures = 0
  }

  failed(): void {
    this.#downUntil = performance.now() + Math.min(longestPause, firstPause * 2 ** this.#failures++)
  }
}

/** What a server says, or the network, where it can't be asked; not what it says of a statement. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof PoolTimeout || error instanceof ConnectionLost) return true
  return error instanceof Error && error.constructor === OperationalError
}
