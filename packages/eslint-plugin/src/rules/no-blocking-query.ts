import { awaitBlockingQuery, excerpt, findBlockingCalls, functionName } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noBlockingQuery = factRule({
  name: 'no-blocking-query',
  description: 'Disallow blocking queries in async functions where an asynchronous twin exists.',
  config: 'recommended',
  messages: {
    direct: '`{{call}}` blocks the event loop; `{{twin}}` does not.',
    through: '`{{call}}` blocks the event loop: {{chain}}',
  },
  facts: findBlockingCalls,
  report: ({ node, site, through }, unit) => ({
    node,
    message: through.length === 0 ? 'direct' : 'through',
    data: {
      call: excerpt(node),
      twin: site.operation.twin ?? '',
      chain: [...through.map((fn) => functionName(fn) ?? 'a callback'), `\`${excerpt(site.node)}\``].join(' → '),
    },
    suggestion: through.length === 0 ? awaitBlockingQuery(unit, site) : undefined,
  }),
})
