import { TransactionError } from '../errors/transaction-error.ts'
import { blockingBlock } from '../execute/blocking-blocks.ts'
import { currentTransaction } from '../execute/context.ts'
import type { Query } from '../query/query.ts'

/** @throws TransactionError for a query that locks its rows, outside of a transaction: the lock would end at once. */
export function requireTransaction(query: Query, alias: string): void {
  if (!query.shape.state.lock || currentTransaction(alias) || blockingBlock(alias)) return
  throw new TransactionError(
    `\`selectForUpdate\` locks rows until the transaction ends, and there is none. Fetch them inside \`aatomic\` or \`atomic\`.`,
  )
}
