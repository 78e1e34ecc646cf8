import { TransactionBroken } from '../errors/transaction-error.ts'
import type { CommitCallback } from './commit-callbacks.ts'

/** One `atomic` block while its callback runs. */
export class BlockingBlock {
  /** The name of its database. */
  readonly alias: string
  /** What is called after the outermost COMMIT, if this block is part of it. */
  readonly callbacks: CommitCallback[] = []
  #broken: { readonly cause: unknown } | undefined

  constructor(alias: string) {
    this.alias = alias
  }

  /** Remembers the first statement that failed: nothing of the block is committed then. */
  break(cause: unknown): void {
    this.#broken ??= { cause }
  }

  /** @throws TransactionBroken after a statement of the block failed. */
  refuseBroken(): void {
    if (!this.#broken) return
    throw new TransactionBroken(
      'A statement of this `atomic` block failed, so nothing of it will be committed: let its error out of the block.',
      this.#broken,
    )
  }
}

const blocks: BlockingBlock[] = []

/** The innermost open `atomic` block, of one database or of any; code outside of it can't run meanwhile. */
export function blockingBlock(alias?: string): BlockingBlock | undefined {
  if (blocks.length === 0) return undefined
  return alias === undefined ? blocks.at(-1) : blocks.findLast((block) => block.alias === alias)
}

/** How many blocks of a database are open. */
export function blockingDepth(alias: string): number {
  return blocks.filter((block) => block.alias === alias).length
}

export function enterBlock(block: BlockingBlock): void {
  blocks.push(block)
}

export function leaveBlock(block: BlockingBlock): void {
  if (blocks.at(-1) === block) blocks.pop()
}
