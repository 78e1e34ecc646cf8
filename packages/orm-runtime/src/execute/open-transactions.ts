import type { AsyncTransaction } from './async-transaction.ts'

const open = new Set<AsyncTransaction>()

/** An outermost asynchronous transaction of a database that is open in this process and may write. */
export function openTransaction(alias: string): AsyncTransaction | undefined {
  for (const transaction of open) {
    if (transaction.alias === alias) return transaction
  }
  return undefined
}

/** Answers how to say that the transaction has ended. */
export function registerTransaction(transaction: AsyncTransaction): () => void {
  open.add(transaction)
  return () => void open.delete(transaction)
}
