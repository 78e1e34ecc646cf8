import type { TSESTree } from '@typescript-eslint/types'
import { findFloatingQueries } from './find-floating-queries.ts'
import { findUnresolvedQueries } from './find-unresolved-queries.ts'
import { oncePerUnit } from './once-per-unit.ts'

/** Queries that nothing awaits, or that are used as their results: what is said of them first makes the rest pointless. */
export const misusedQueries = oncePerUnit((context, unit): ReadonlySet<TSESTree.Node> => {
  const floating = findFloatingQueries(context, unit).map(({ node }) => node)
  return new Set<TSESTree.Node>([...floating, ...findUnresolvedQueries(context, unit).map(({ query }) => query)])
})
