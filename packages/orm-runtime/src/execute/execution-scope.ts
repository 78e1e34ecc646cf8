import { blockingBlock } from './blocking-blocks.ts'
import { currentTransaction } from './context.ts'
import { connected } from './database.ts'

/** What a result may be reused within: the innermost transaction, or the connection outside of all. */
export function executionScope(alias: string): object {
  return currentTransaction(alias) ?? blockingBlock(alias) ?? connected()
}
