import { TransactionError } from '../errors/transaction-error.ts'

/** One `atomic` block while its callback runs. */
export class BlockingBlock {
  #broken: unknown

  /** Remembers the first statement that failed: nothing of the block is committed then. */
  break(error: unknown): void {
    this.#broken ??= error
  }

  /** @throws TransactionError after a statement of the block failed. */
  refuseBroken(): void {
    if (this.#broken === undefined) return
    const message =
      'A statement of this `atomic` block failed, so nothing of it will be committed: let its error out of the block.'
    throw new TransactionError(message, { cause: this.#broken })
  }
}

const blocks: BlockingBlock[] = []

/** The innermost open `atomic` block; code outside of it can't run meanwhile. */
export function blockingBlock(): BlockingBlock | undefined {
  return blocks.at(-1)
}

/** How many blocks are open. */
export function blockingDepth(): number {
  return blocks.length
}

export function enterBlock(block: BlockingBlock): void {
  blocks.push(block)
}

export function leaveBlock(): void {
  blocks.pop()
}
