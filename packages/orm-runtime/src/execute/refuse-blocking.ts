import { SynchronousOnlyOperation } from '../errors/synchronous-only-operation.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import { currentContext } from './context.ts'
import type { Database } from './database.ts'
import { openTransaction } from './open-transactions.ts'

/** Throws where a blocking call would stop the event loop for others, or for its own transaction. */
export function refuseBlocking(describe: () => { readonly blocking: string; readonly remedy: string }): void {
  const context = currentContext()
  if (!context) return
  const open = isInsideOpen(context.transactions)
  if (!open && (!context.asynchronous || process.env['ORM_ALLOW_ASYNC_UNSAFE'] === '1')) return
  const { blocking, remedy } = describe()
  const place = open
    ? 'inside an `aatomic` block, whose commit needs the thread that it stops'
    : 'inside an async context'
  throw new SynchronousOnlyOperation(`\`${blocking}\` blocks the event loop ${place}. Use \`${remedy}\`.`)
}

/** @throws TransactionError where an open asynchronous transaction may hold a lock that a blocking write would wait for. */
export function refuseDuringTransaction(database: Database, sql: string): void {
  const open = openTransaction(database.alias)
  if (!open) return
  throw new TransactionError(
    `A blocking write can't run while ${open.describe()} is open: it would wait for a commit that needs this thread. ` +
      `Use the asynchronous twin, or write when the block is done.\n  in: ${sql}`,
  )
}

type Transactions = NonNullable<ReturnType<typeof currentContext>>['transactions']

function isInsideOpen(transactions: Transactions): boolean {
  return transactions !== undefined && [...transactions.values()].some((transaction) => transaction.isOpen())
}
