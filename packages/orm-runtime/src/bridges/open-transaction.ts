import { currentContext } from '../execute/context.ts'
import { blockingBlock } from '../execute/blocking-blocks.ts'

/** Which kind of transaction the running code is inside of. */
export function openTransaction(): 'aatomic' | 'atomic' | undefined {
  const transactions = currentContext()?.transactions?.values() ?? []
  if ([...transactions].some((transaction) => transaction.isOpen())) return 'aatomic'
  return blockingBlock() ? 'atomic' : undefined
}
