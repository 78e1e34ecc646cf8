import type { Row, SendOptions, Session, Statement, StreamOptions } from '../dialects/connections.ts'
import { TransactionBroken, TransactionClosed } from '../errors/transaction-error.ts'
import { TurnLock } from '../pool/turn-lock.ts'
import type { CommitCallback } from './commit-callbacks.ts'

/**
 * The state of one `aatomic` block. It owns a connection (an outer block), or the outer block's turn (a nested one, a
 * savepoint), and its queries run one after the other.
 */
export class AsyncTransaction {
  readonly parent: AsyncTransaction | undefined
  /** The name of its database. */
  readonly alias: string
  /** The same from the first statement to the last: another would know nothing of the transaction. */
  readonly session: Session
  /** Whose turn it is among the block's queries and nested blocks. */
  readonly turn: TurnLock
  /** 0 for the outermost. */
  readonly depth: number
  /** What is called after the outermost COMMIT, if this block is part of it. */
  readonly callbacks: CommitCallback[] = []
  readonly #place: string
  readonly #inFlight = new Set<InFlight>()
  /** How to end each stream that is open. */
  readonly #streams = new Set<() => Promise<void>>()
  #state: 'open' | 'ended' = 'open'
  #broken: { readonly cause: unknown } | undefined

  constructor({ parent, alias, session, timeout, place }: BlockOptions) {
    this.parent = parent
    this.alias = alias
    this.session = session
    this.depth = parent ? parent.depth + 1 : 0
    this.#place = place
    this.turn = new TurnLock({ name: `its turn in ${this.describe()}`, timeout, capacity: 1 })
  }

  /** True while this block or one around it is open. */
  isOpen(): boolean {
    return this.#state === 'open' || (this.parent?.isOpen() ?? false)
  }

  /** Remembers the first statement that failed. */
  break(cause: unknown): void {
    this.#broken ??= { cause }
  }

  /** @throws TransactionClosed, TransactionBroken for a query that is sent once the block has ended, or a statement of it failed. */
  refuse(query: string): void {
    if (this.#state === 'ended') {
      throw new TransactionClosed(
        `\`${query}\` came after ${this.describe()} had ended. Await each query of a block before the block's callback returns.`,
      )
    }
    this.refuseAfterFailure()
  }

  /** @throws TransactionBroken where a statement of the block failed. */
  refuseAfterFailure(): void {
    if (this.#broken) {
      throw new TransactionBroken(
        `A statement of ${this.describe()} failed, so nothing of it will be committed: let its error out of the block.`,
        this.#broken,
      )
    }
  }

  /** Does something on the connection when those before it are done; its failure breaks the block. */
  async inTurn<T>(sending: SendOptions, work: () => Promise<T>): Promise<T> {
    const release = await this.turn.acquire('alone', sending)
    try {
      this.refuseAfterFailure()
      return await work()
    } catch (error) {
      this.break(error)
      throw error
    } finally {
      release()
    }
  }

  /** The rows of a SELECT; the block's other queries wait for each chunk, not for the end. The block's end ends it. */
  async *stream(statement: Statement, options: StreamOptions): AsyncGenerator<readonly Row[], void, void> {
    const name = options.caller.describe()
    const source = this.session.stream(statement, options)
    let finished = () => {}
    this.follow(name, new Promise<void>((resolve) => (finished = resolve)))
    const close = async () => {
      this.#streams.delete(close)
      // The statement's own failure was told to the loop.
      await source.return().catch(ignore)
      finished()
    }
    this.#streams.add(close)
    try {
      for (;;) {
        this.refuse(name)
        const next = await this.inTurn(options, () => source.next())
        if (next.done) return
        yield next.value
      }
    } finally {
      await close()
    }
  }

  /** Follows work of the block until it settles. */
  follow(name: string, promise: Promise<unknown>): void {
    const entry = { name, settled: promise.then(ignore, ignore) }
    this.#inFlight.add(entry)
    void entry.settled.then(() => this.#inFlight.delete(entry))
  }

  /** Refuses later queries, and answers the names of queries and nested blocks that have not settled. */
  end(): string[] {
    this.#state = 'ended'
    return [...this.#inFlight].map(({ name }) => name)
  }

  /** Ends streams that were left open, and waits until nothing is in flight. */
  async settled(): Promise<void> {
    for (const close of this.#streams) await close()
    while (this.#inFlight.size > 0) await Promise.all([...this.#inFlight].map(({ settled }) => settled))
  }

  /** @throws TransactionBroken where the callback swallowed the error of a statement. */
  refuseBroken(): void {
    if (!this.#broken) return
    throw new TransactionBroken(
      `A statement of ${this.describe()} failed and its error was caught inside the block. Nothing was committed.`,
      this.#broken,
    )
  }

  describe(): string {
    return `the transaction opened at ${this.#place}`
  }
}

export interface BlockOptions {
  readonly parent: AsyncTransaction | undefined
  readonly alias: string
  readonly session: Session
  /** Milliseconds that a query or a nested block waits for its turn. */
  readonly timeout: number
  /** Where the block was opened, for messages. */
  readonly place: string
}

interface InFlight {
  readonly name: string
  readonly settled: Promise<void>
}

function ignore(): void {}
