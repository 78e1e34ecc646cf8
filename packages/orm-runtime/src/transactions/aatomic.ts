import { TransactionError } from '../errors/transaction-error.ts'
import type { AtomicOptions } from '../execute/atomic-options.ts'
import { blockingBlock } from '../execute/blocking-blocks.ts'
import { currentContext } from '../execute/context.ts'
import { connected, databaseNamed } from '../execute/database.ts'
import { runAtomic } from '../execute/run-atomic.ts'
import { callerPlace } from './caller-place.ts'

/**
 * Runs a callback in a transaction without stopping the event loop: all writes that it awaits are committed, or none.
 * Nested, it is a savepoint. Answers what the callback answers; a queryset that it returns is sent inside.
 *
 * If the callback rejects, the block waits for its queries in flight, rolls back and rejects with the callback's error.
 * If `signal` aborts, it rejects at once, is rolled back, and later queries of the callback are refused.
 * @throws TransactionError where the callback leaves queries in flight, or swallowed the error of a statement; nothing
 * is committed then. TransactionOutcomeUnknown where nobody knows whether it was.
 */
export async function aatomic<T>(callback: () => T | PromiseLike<T>, options: AtomicOptions = {}): Promise<T> {
  const place = callerPlace()
  if (blockingBlock())
    throw new TransactionError('`aatomic` inside `atomic` would be another transaction. Nest `atomic`.')
  const database = databaseNamed(options.using ?? 'default')
  const { calls } = connected()
  calls.refuseClosing()
  const outer = [...(currentContext()?.transactions?.values() ?? [])]
  for (const transaction of outer) transaction.refuse('aatomic(…)')
  const result = calls.follow(runAtomic({ database, callback, options, place }))
  for (const transaction of outer) transaction.follow('aatomic(…)', result)
  return result
}
