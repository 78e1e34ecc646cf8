/** A rule of transactions was broken; nothing of the transaction it names was committed by the call that throws. */
export class TransactionError extends Error {
  override readonly name = 'TransactionError'
}
