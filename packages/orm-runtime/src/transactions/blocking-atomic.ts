import type { Statement } from '../dialects/connections.ts'
import type { TransactionOptions } from '../dialects/dialect.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import type { Database } from '../execute/database.ts'
import { executeBlocking, refuseDuringTransaction } from '../execute/run-sync.ts'
import { BlockingBlock, blockingDepth, enterBlock, leaveBlock } from './blocking-blocks.ts'

/** A blocking block of a database: a transaction, or nested a savepoint. Its error rolls back and is thrown on. */
export function blockingAtomic<T>(database: Database, callback: () => T, options: TransactionOptions = {}): T {
  const { alias, dialect } = database
  const { transactions } = dialect
  const depth = blockingDepth(alias)
  const name = `s${depth}`
  const begin = depth ? [transactions.savepoint(name)] : transactions.begin(options)
  const commit = depth ? transactions.releaseSavepoint(name) : transactions.commit
  const rollback = depth ? transactions.rollbackToSavepoint(name) : [transactions.rollback]
  const send = (statements: readonly Statement[]) => {
    for (const statement of statements) executeBlocking(database, statement, () => 'atomic(…)')
  }
  const [first] = begin
  if (depth === 0 && first?.effect === 'write') refuseDuringTransaction(database, first.sql)
  const block = new BlockingBlock(alias)
  send(begin)
  enterBlock(block)
  try {
    const result = callback()
    if (isThenable(result)) throw promiseError()
    block.refuseBroken()
    leaveBlock(block)
    send([commit])
    return result
  } catch (error) {
    leaveBlock(block)
    rollBack(() => send(rollback))
    throw error
  }
}

/** SQLite ends some transactions by itself (a full disk), and what went wrong first is what the caller can act on. */
function rollBack(send: () => void): void {
  try {
    send()
  } catch {
    return
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

function promiseError(): TransactionError {
  return new TransactionError(
    'The callback of `atomic` returned a promise (or a query): the block would end before its work does. Nothing was committed. Use `await aatomic(async () => …)`.',
  )
}
