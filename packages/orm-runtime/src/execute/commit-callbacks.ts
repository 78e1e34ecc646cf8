import { TransactionError } from '../errors/transaction-error.ts'

/** What `onCommit` was given. */
export interface CommitCallback {
  readonly callback: () => unknown
  /** True where its failure is reported as a warning and the callbacks behind it are called all the same. */
  readonly robust: boolean
}

/**
 * Calls what waited for a COMMIT, in order, and waits for each. As in Django, the error of one that is not robust is
 * thrown, those behind it are not called, and the transaction stays committed.
 */
export async function callAfterCommit(callbacks: readonly CommitCallback[]): Promise<void> {
  for (const { callback, robust } of callbacks) {
    try {
      await callback()
    } catch (error) {
      if (!robust) throw error
      warn(error)
    }
  }
}

/** The same on the calling thread. @throws TransactionError where a callback answers a promise. */
export function callAfterBlockingCommit(callbacks: readonly CommitCallback[]): void {
  for (const { callback, robust } of callbacks) {
    try {
      refusePromise(callback())
    } catch (error) {
      if (!robust) throw error
      warn(error)
    }
  }
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

function refusePromise(answer: unknown): void {
  if (!isThenable(answer)) return
  // Its rejection has nobody else to hear of it.
  void Promise.resolve(answer).catch(warn)
  throw new TransactionError(
    'A callback of `onCommit` inside `atomic` returned a promise, which a blocking call can not wait for. The transaction is committed. Use `await aatomic(async () => …)`.',
  )
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error), { code: 'ORM_ON_COMMIT' })
}
