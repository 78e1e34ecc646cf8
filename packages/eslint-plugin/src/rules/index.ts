import type { Rule } from 'eslint'
import { noAsyncInSyncTransaction } from './no-async-in-sync-transaction.ts'
import { noBlockingQuery } from './no-blocking-query.ts'
import { noCodemodMarker } from './no-codemod-marker.ts'
import { noConcurrentTransactionQueries } from './no-concurrent-transaction-queries.ts'
import { noFloatingQuery } from './no-floating-query.ts'
import { noOuterClientInTransaction } from './no-outer-client-in-transaction.ts'
import { noSequentialQueries } from './no-sequential-queries.ts'
import { noSyncIteration } from './no-sync-iteration.ts'

export const rules: Readonly<Record<string, Rule.RuleModule>> = {
  'no-async-in-sync-transaction': noAsyncInSyncTransaction,
  'no-blocking-query': noBlockingQuery,
  'no-codemod-marker': noCodemodMarker,
  'no-concurrent-transaction-queries': noConcurrentTransactionQueries,
  'no-floating-query': noFloatingQuery,
  'no-outer-client-in-transaction': noOuterClientInTransaction,
  'no-sequential-queries': noSequentialQueries,
  'no-sync-iteration': noSyncIteration,
}
