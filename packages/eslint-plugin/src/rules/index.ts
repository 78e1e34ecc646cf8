import type { Rule } from 'eslint'
import { noBlockingQuery } from './no-blocking-query.ts'
import { noFloatingQuery } from './no-floating-query.ts'
import { noSequentialQueries } from './no-sequential-queries.ts'
import { noSyncIteration } from './no-sync-iteration.ts'

export const rules: Readonly<Record<string, Rule.RuleModule>> = {
  'no-blocking-query': noBlockingQuery,
  'no-floating-query': noFloatingQuery,
  'no-sequential-queries': noSequentialQueries,
  'no-sync-iteration': noSyncIteration,
}
