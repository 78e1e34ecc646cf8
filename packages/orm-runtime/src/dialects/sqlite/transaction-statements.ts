import { plainStatement } from '../../compile/plan.ts'
import type { TransactionStatements } from '../dialect.ts'

/** A deferred transaction that reads first can not be promoted while another writes: it begins as a writing one. */
export function transactionStatements(timeout: number): TransactionStatements {
  return {
    begin: ({ readOnly }) => [plainStatement(readOnly ? 'begin' : 'begin immediate', readOnly ? 'read' : 'write')],
    commit: plainStatement('commit'),
    rollback: plainStatement('rollback'),
    savepoint: (name) => plainStatement(`savepoint ${name}`),
    releaseSavepoint: (name) => plainStatement(`release ${name}`),
    rollbackToSavepoint: (name) => [plainStatement(`rollback to ${name}`), plainStatement(`release ${name}`)],
    timeout,
  }
}
