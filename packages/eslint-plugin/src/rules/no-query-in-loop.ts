import { describeElements, excerpt, findQueriesInLoops, functionName } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noQueryInLoop = factRule({
  name: 'no-query-in-loop',
  description: 'Disallow a query for each element of a collection, where one query could ask for all.',
  config: 'recommended',
  hasSuggestions: false,
  messages: {
    direct: '`{{query}}` runs once for {{elements}}{{remedy}}.',
    through: '`{{query}}` runs a query for {{elements}}: {{chain}}',
  },
  facts: findQueriesInLoops,
  report: ({ node, loop, site, through }) => ({
    node,
    message: through.length === 0 ? 'direct' : 'through',
    data: {
      query: excerpt(node),
      elements: describeElements(loop.elements, loop.collection),
      remedy: site.operation.bulk === undefined ? '' : `; ${site.operation.bulk} takes all at once`,
      chain: [...through.map((fn) => functionName(fn) ?? 'a callback'), `\`${excerpt(site.node)}\``].join(' → '),
    },
  }),
})
