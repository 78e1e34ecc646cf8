import { awaitBlockingQuery, excerpt, findSyncIterations } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noSyncIteration = factRule({
  name: 'no-sync-iteration',
  description: 'Disallow iterating a query synchronously in an async function.',
  config: 'recommended',
  messages: {
    blocking: 'Iterating `{{query}}` blocks the event loop until its last row has arrived.',
  },
  facts: findSyncIterations,
  report: (site, unit) => ({
    node: site.node,
    message: 'blocking',
    data: { query: excerpt(site.node) },
    suggestion: awaitBlockingQuery(unit, site),
  }),
})
