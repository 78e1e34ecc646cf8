import type { AtomicOptions } from '../execute/atomic-options.ts'
import { blockingAtomic } from '../execute/blocking-atomic.ts'
import { databaseNamed } from '../execute/database.ts'
import { refuseBlocking } from '../execute/refuse-blocking.ts'

/**
 * Runs a callback in a transaction on the calling thread: all of its writes are committed, or none. Nested, it is a
 * savepoint. Answers what the callback answers; its error rolls back and is thrown on.
 * @throws TransactionError where the callback returns a promise, or swallowed the error of a statement.
 */
export function atomic<T>(callback: () => T, options: Omit<AtomicOptions, 'signal'> = {}): T {
  refuseBlocking(() => ({ blocking: 'atomic(…)', remedy: 'await aatomic(async () => …)' }))
  return blockingAtomic(databaseNamed(options.using ?? 'default'), callback, options)
}
