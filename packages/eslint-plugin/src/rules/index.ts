import type { Rule } from 'eslint'
import { noAsyncInSyncTransaction } from './no-async-in-sync-transaction.ts'
import { noAsyncOutsideAwaitScope } from './no-async-outside-await-scope.ts'
import { noBlockingQuery } from './no-blocking-query.ts'
import { noCodemodMarker } from './no-codemod-marker.ts'
import { noConcurrentTransactionQueries } from './no-concurrent-transaction-queries.ts'
import { noFloatingQuery } from './no-floating-query.ts'
import { noLostUpdate } from './no-lost-update.ts'
import { noOuterClientInTransaction } from './no-outer-client-in-transaction.ts'
import { noQueryInLoop } from './no-query-in-loop.ts'
import { noRepeatedExecution } from './no-repeated-execution.ts'
import { noSequentialQueries } from './no-sequential-queries.ts'
import { noSyncIteration } from './no-sync-iteration.ts'
import { noUnboundedConcurrency } from './no-unbounded-concurrency.ts'
import { noUnresolvedQuery } from './no-unresolved-query.ts'

export const rules: Readonly<Record<string, Rule.RuleModule>> = {
  'no-async-in-sync-transaction': noAsyncInSyncTransaction,
  'no-async-outside-await-scope': noAsyncOutsideAwaitScope,
  'no-blocking-query': noBlockingQuery,
  'no-codemod-marker': noCodemodMarker,
  'no-concurrent-transaction-queries': noConcurrentTransactionQueries,
  'no-floating-query': noFloatingQuery,
  'no-lost-update': noLostUpdate,
  'no-outer-client-in-transaction': noOuterClientInTransaction,
  'no-query-in-loop': noQueryInLoop,
  'no-repeated-execution': noRepeatedExecution,
  'no-sequential-queries': noSequentialQueries,
  'no-sync-iteration': noSyncIteration,
  'no-unbounded-concurrency': noUnboundedConcurrency,
  'no-unresolved-query': noUnresolvedQuery,
}
