import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { walk } from '../../syntax/walk.ts'
import type { PropagationContext } from './expansion.ts'
import type { Site } from '../queries/find-queries.ts'

/** The blocking places that run while a function runs: in its body, and in those of the functions that it calls. */
export function reachedSites(context: PropagationContext, fn: TSESTree.Node): Site[] {
  const reached = new Set<TSESTree.Node>([fn])
  const sites: Site[] = []
  for (const body of reached)
    walk(body, (node) => {
      const site = context.sites.get(node)
      if (site) sites.push(site)
      if (node.type === 'CallExpression') for (const callee of knownCallees(context, node)) reached.add(callee)
    })
  return sites
}
