import type { TSESTree } from '@typescript-eslint/types'
import { findFloatingQueries } from './find-floating-queries.ts'
import { oncePerUnit } from './once-per-unit.ts'

/** Queries that nothing awaits: what is said of them first makes the rest pointless. */
export const misusedQueries = oncePerUnit((context, unit): ReadonlySet<TSESTree.Node> => {
  return new Set(findFloatingQueries(context, unit).map(({ node }) => node))
})
