import { types } from 'node:util'
import { TransactionError } from '../errors/transaction-error.ts'
import { blockingBlock } from '../execute/blocking-blocks.ts'
import { currentTransaction } from '../execute/context.ts'
import { databaseNamed } from '../execute/database.ts'

export interface OnCommitOptions {
  /** The database whose transaction is meant, by its name in `connect`. */
  readonly using?: string
  /** A failure becomes a warning of the process, and the callbacks behind it are called all the same. */
  readonly robust?: true
}

/**
 * Calls a function once the transaction around the call is committed: mail, jobs, caches. They are called in order, after
 * the outermost COMMIT and outside of the transaction; `aatomic` waits for what they return, and rejects with the error
 * of one that is not `robust`, though the transaction stays committed. They are dropped with the block, or savepoint,
 * that rolls back.
 *
 * Outside of transactions the function is called at once, and what it returns is answered: await it.
 * @throws TransactionError for an async function inside `atomic`, which can't wait for it; TransactionClosed,
 * TransactionBroken where the block has ended or failed.
 */
export function onCommit(
  callback: () => void | PromiseLike<void>,
  { using = 'default', robust }: OnCommitOptions = {},
): void | PromiseLike<void> {
  const { alias } = databaseNamed(using)
  const entry = { callback, robust: robust === true }
  const blocking = blockingBlock(alias)
  if (blocking) {
    if (types.isAsyncFunction(callback)) throw asyncCallback()
    blocking.refuseBroken()
    blocking.callbacks.push(entry)
    return
  }
  const transaction = currentTransaction(alias)
  if (!transaction) return callback()
  transaction.refuse('onCommit(…)')
  transaction.callbacks.push(entry)
}

function asyncCallback(): TransactionError {
  return new TransactionError(
    '`onCommit` inside `atomic` takes no async function: a blocking call can not wait for it. Use `await aatomic(async () => …)`.',
  )
}
