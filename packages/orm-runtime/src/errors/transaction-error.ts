import { OrmError } from './orm-error.ts'

/** A rule of transactions was broken; nothing of the transaction it names was committed by the call that throws. */
export class TransactionError extends OrmError {
  override readonly name: string = 'TransactionError'
  readonly code: string = 'transaction-error'
}

/** A query came after its transaction had been committed or rolled back; it was not sent. */
export class TransactionClosed extends TransactionError {
  override readonly name = 'TransactionClosed'
  override readonly code = 'transaction-closed'
}

/** A statement of the block has failed, so nothing of the block can be committed. */
export class TransactionBroken extends TransactionError {
  override readonly name = 'TransactionBroken'
  override readonly code = 'transaction-broken'
}

/** COMMIT was sent and its answer never came: the server may or may not have committed. */
export class TransactionOutcomeUnknown extends TransactionError {
  override readonly name = 'TransactionOutcomeUnknown'
  override readonly code = 'transaction-outcome-unknown'
}
