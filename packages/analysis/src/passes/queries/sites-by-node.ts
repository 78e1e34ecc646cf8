import type { TSESTree } from '@typescript-eslint/types'
import { findQueries, type Site } from './find-queries.ts'
import { oncePerUnit } from './once-per-unit.ts'

/** The sites of a file by their node: a query that is iterated where it is built is two. */
export const sitesByNode = oncePerUnit((context, unit): ReadonlyMap<TSESTree.Node, readonly Site[]> => {
  const sites = new Map<TSESTree.Node, Site[]>()
  for (const site of findQueries(context, unit)) sites.set(site.node, [...(sites.get(site.node) ?? []), site])
  return sites
})
