import { blockingBlock } from '../transactions/blocking-blocks.ts'
import { currentContext } from './context.ts'
import { connectedDatabase } from './database.ts'

/** What a result may be reused within: the innermost transaction, or the connection outside of all. */
export function executionScope(): object {
  return currentContext()?.transaction ?? blockingBlock() ?? connectedDatabase()
}
