import type { Statement } from '../dialects/connections.ts'
import { ConnectionLost } from '../errors/database-error.ts'
import { TransactionError, TransactionOutcomeUnknown } from '../errors/transaction-error.ts'
import { checkNested, type AtomicOptions } from './atomic-options.ts'
import { BlockingBlock, blockingBlock, blockingDepth, enterBlock, leaveBlock } from './blocking-blocks.ts'
import { callAfterBlockingCommit, isThenable } from './commit-callbacks.ts'
import type { Database } from './database.ts'
import { refuseDuringTransaction } from './refuse-blocking.ts'
import { checkRetries, retriedBlocking } from './retry.ts'
import { executeBlocking } from './send-statement.ts'

/** A blocking block of a database: a transaction, or nested a savepoint. Its error rolls back and is thrown on. */
export function blockingAtomic<T>(database: Database, callback: () => T, options: AtomicOptions = {}): T {
  const parent = blockingBlock(database.alias)
  if (parent) {
    checkNested(options)
    return runNested(database, parent, callback, options)
  }
  const { retries = 0 } = options
  checkRetries(retries)
  const { result, callbacks } = retriedBlocking(() => runOutermost(database, callback, options), retries)
  callAfterBlockingCommit(callbacks)
  return result
}

function runOutermost<T>(database: Database, callback: () => T, options: AtomicOptions) {
  const { transactions } = database.dialect
  if (!options.readOnly) refuseDuringTransaction(database, transactions.begin(options).at(-1)?.sql ?? '')
  const block = new BlockingBlock(database.alias)
  const result = run(database, block, callback, {
    begin: transactions.begin(options),
    commit: () => commit(database),
    rollback: [transactions.rollback],
  })
  return { result, callbacks: block.callbacks }
}

function runNested<T>(database: Database, parent: BlockingBlock, callback: () => T, { savepoint }: AtomicOptions): T {
  parent.refuseBroken()
  const { transactions } = database.dialect
  const name = `s${blockingDepth(database.alias)}`
  const isPart = savepoint === false
  const block = new BlockingBlock(database.alias)
  const result = run(database, block, callback, {
    begin: isPart ? [] : [transactions.savepoint(name)],
    commit: () => {
      if (!isPart) sendAll(database, [transactions.releaseSavepoint(name)])
    },
    rollback: isPart ? [] : transactions.rollbackToSavepoint(name),
    failed: (error) => {
      if (isPart) parent.break(error)
    },
    // Without its savepoint, what the block wrote would be committed with the outer one.
    rollbackFailed: (error) => parent.break(error),
  })
  parent.callbacks.push(...block.callbacks)
  return result
}

interface BlockWork {
  readonly begin: readonly Statement[]
  readonly commit: () => void
  readonly rollback: readonly Statement[]
  readonly failed?: (error: unknown) => void
  readonly rollbackFailed?: (error: unknown) => void
}

function run<T>(database: Database, block: BlockingBlock, callback: () => T, work: BlockWork): T {
  try {
    sendAll(database, work.begin)
    const result = inside(block, callback)
    work.commit()
    return result
  } catch (error) {
    work.failed?.(error)
    rollBack(database, work)
    throw error
  }
}

function inside<T>(block: BlockingBlock, callback: () => T): T {
  enterBlock(block)
  try {
    const result = callback()
    if (isThenable(result)) throw promiseError()
    block.refuseBroken()
    return result
  } finally {
    leaveBlock(block)
  }
}

/** SQLite ends some transactions by itself (a full disk), and what went wrong first is what the caller can act on. */
function rollBack(database: Database, { rollback, rollbackFailed }: BlockWork): void {
  try {
    sendAll(database, rollback)
  } catch (error) {
    rollbackFailed?.(error)
  }
}

function sendAll(database: Database, statements: readonly Statement[]): void {
  for (const statement of statements) executeBlocking(database, statement, () => 'atomic(…)')
}

/** @throws TransactionOutcomeUnknown where the answer to COMMIT did not come. */
function commit(database: Database): void {
  try {
    sendAll(database, [database.dialect.transactions.commit])
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error
    throw new TransactionOutcomeUnknown(
      'Whether this `atomic` block was committed is unknown: the connection was lost while COMMIT was being executed. Look at what it wrote before you repeat it.',
      { cause: error },
    )
  }
}

function promiseError(): TransactionError {
  return new TransactionError(
    'The callback of `atomic` returned a promise (or a query): the block would end before its work does. Nothing was committed. Use `await aatomic(async () => …)`.',
  )
}
