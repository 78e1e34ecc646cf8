import { TransactionBroken } from '../../errors/transaction-error.ts'

/** @throws TransactionBroken where the server answered a COMMIT by rolling back, which it does not call an error. */
export function checkCommit(sql: string, tag: string): void {
  if (tag !== 'ROLLBACK' || !/^\s*(commit|end)\b/i.test(sql)) return
  throw new TransactionBroken(
    'The server answered COMMIT by ROLLBACK: a statement of this transaction had failed before, so nothing was committed.',
    { hint: 'Let the error of the failed statement leave the block, or run that statement in a block of its own.' },
  )
}
