import { plainStatement } from '../../compile/plan.ts'
import type { TransactionStatements } from '../dialect.ts'

/** `timeout`: milliseconds that a nested block waits for its turn. */
export function transactionStatements(timeout: number): TransactionStatements {
  return {
    begin: ({ isolation, readOnly }) => {
      const level = isolation ? ` isolation level ${isolation}` : ''
      return [plainStatement(`begin${level}${readOnly ? ' read only' : ''}`)]
    },
    commit: plainStatement('commit'),
    rollback: plainStatement('rollback'),
    savepoint: (name) => plainStatement(`savepoint ${name}`),
    releaseSavepoint: (name) => plainStatement(`release savepoint ${name}`),
    rollbackToSavepoint: (name) => [
      plainStatement(`rollback to savepoint ${name}`),
      plainStatement(`release savepoint ${name}`),
    ],
    timeout,
  }
}
