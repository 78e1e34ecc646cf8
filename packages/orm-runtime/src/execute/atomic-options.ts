import type { TransactionOptions } from '../dialects/dialect.ts'
import { TransactionError } from '../errors/transaction-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { CallOptions } from './steps.ts'

/** How a block runs. `isolation`, `readOnly` and `retries` are for outermost blocks only. */
export interface AtomicOptions extends TransactionOptions, CallOptions {
  /** The database, by its name in `connect`. */
  readonly using?: string
  /** Refuses to be nested: when the block has ended, its work is committed. */
  readonly durable?: true
  /** Nested, the block is part of the one around it: if it fails, that one can't be committed either. */
  readonly savepoint?: false
  /** How often the block is tried again after a deadlock or a serialisation failure. 0 if not given. */
  readonly retries?: number
}

/** @throws TransactionError, UsageError for options that a nested block can't have. */
export function checkNested({ durable, isolation, readOnly, retries }: AtomicOptions): void {
  if (durable) {
    throw new TransactionError('A durable block is inside another one, whose rollback would undo it. Do not nest it.')
  }
  const outermost = Object.entries({ isolation, readOnly, retries }).find(([, value]) => value !== undefined)
  if (!outermost) return
  throw new UsageError(
    `\`${outermost[0]}\` is for a whole transaction, and this block is a savepoint in one. Give it to the outermost block.`,
  )
}
