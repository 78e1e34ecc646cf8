import type { TSESTree } from '@typescript-eslint/types'
import { oncePerUnit } from '../queries/once-per-unit.ts'
import { findConcurrentQueries } from './find-concurrent-queries.ts'
import { findOuterQueries } from './find-outer-queries.ts'

/** Queries on the wrong connection, or together with others on one: what is said of that comes before how often they run. */
export const misplacedQueries = oncePerUnit((context, unit): ReadonlySet<TSESTree.Node> => {
  const outer = findOuterQueries(context, unit).map(({ node }) => node)
  return new Set<TSESTree.Node>([...outer, ...findConcurrentQueries(context, unit).flatMap(({ queries }) => queries)])
})
