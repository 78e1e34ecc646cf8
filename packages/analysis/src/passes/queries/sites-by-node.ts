import type { TSESTree } from '@typescript-eslint/types'
import { findQueries, findSites, type Site } from './find-queries.ts'
import { oncePerUnit } from './once-per-unit.ts'

/** The queries of a file by their node: a query that is iterated where it is built is two. */
export const sitesByNode = oncePerUnit((context, unit) => byNode(findQueries(context, unit)))

/** The same with calls that only block, and ask no database. */
export const allSitesByNode = oncePerUnit((context, unit) => byNode(findSites(context, unit)))

function byNode(all: readonly Site[]): ReadonlyMap<TSESTree.Node, readonly Site[]> {
  const sites = new Map<TSESTree.Node, Site[]>()
  for (const site of all) sites.set(site.node, [...(sites.get(site.node) ?? []), site])
  return sites
}
