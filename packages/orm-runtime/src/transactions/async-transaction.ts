import type { AsyncConnection } from '../dialects/dialect.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import type { Database } from '../execute/database.ts'
import { Lock } from './lock.ts'

/**
 * The state of one `aatomic` block. It owns the writing connection (an outer block), or the outer block's turn (a
 * nested one, a savepoint), and its queries run one after the other.
 */
export class AsyncTransaction {
  readonly parent: AsyncTransaction | undefined
  /** The same from the first statement to the last, or to its own end: another would know nothing of the transaction. */
  readonly connection: AsyncConnection
  /** Whose turn it is among the block's queries and nested blocks. */
  readonly turn: Lock
  /** 0 for the outermost. */
  readonly depth: number
  readonly #place: string
  readonly #inFlight = new Set<InFlight>()
  #state: 'open' | 'ended' = 'open'
  #broken: { readonly cause: unknown } | undefined

  /** @param place where the block was opened, for messages */
  constructor(parent: AsyncTransaction | undefined, { connections, dialect }: Database, place: string) {
    this.parent = parent
    this.connection = parent?.connection ?? connections.writer()
    this.turn = new Lock(dialect.timeout)
    this.depth = parent ? parent.depth + 1 : 0
    this.#place = place
  }

  /** True while this block or one around it is open. */
  isOpen(): boolean {
    return this.#state === 'open' || (this.parent?.isOpen() ?? false)
  }

  /** Remembers the first statement that failed. */
  break(cause: unknown): void {
    this.#broken ??= { cause }
  }

  /** @throws TransactionError for a query that is sent once the block has ended, or a statement of it failed. */
  refuse(query: string): void {
    if (this.#state === 'ended') {
      throw new TransactionError(
        `\`${query}\` came after ${this.describe()} had ended. Await each query of a block before the block's callback returns.`,
      )
    }
    this.refuseAfterFailure()
  }

  /** @throws TransactionError where a statement of the block failed. */
  refuseAfterFailure(): void {
    if (this.#broken) {
      throw new TransactionError(
        `A statement of ${this.describe()} failed, so nothing of it will be committed: let its error out of the block.`,
        this.#broken,
      )
    }
  }

  /** Follows work of the block until it settles. */
  async track<T>(name: string, work: () => Promise<T>): Promise<T> {
    const promise = work()
    const entry = { name, settled: promise.then(ignore, ignore) }
    this.#inFlight.add(entry)
    try {
      return await promise
    } finally {
      this.#inFlight.delete(entry)
    }
  }

  /** The names of queries and nested blocks that have not settled. */
  unsettled(): string[] {
    return [...this.#inFlight].map(({ name }) => name)
  }

  /** Waits until nothing is in flight; later queries are refused. */
  async end(): Promise<void> {
    this.#state = 'ended'
    while (this.#inFlight.size > 0) await Promise.all([...this.#inFlight].map(({ settled }) => settled))
  }

  /** @throws TransactionError where the callback swallowed the error of a statement. */
  refuseBroken(): void {
    if (!this.#broken) return
    throw new TransactionError(
      `A statement of ${this.describe()} failed and its error was caught inside the block. Nothing was committed.`,
      this.#broken,
    )
  }

  describe(): string {
    return `the transaction opened at ${this.#place}`
  }
}

interface InFlight {
  readonly name: string
  readonly settled: Promise<void>
}

function ignore(): void {}

const open = new Set<AsyncTransaction>()

/** The outermost asynchronous transactions of this process that are open. */
export function openTransactions(): ReadonlySet<AsyncTransaction> {
  return open
}

export function registerTransaction(transaction: AsyncTransaction): void {
  open.add(transaction)
}

export function forgetTransaction(transaction: AsyncTransaction): void {
  open.delete(transaction)
}
