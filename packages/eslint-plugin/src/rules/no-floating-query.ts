import { excerpt, findFloatingQueries } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noFloatingQuery = factRule({
  name: 'no-floating-query',
  description: 'Disallow queries that nothing awaits.',
  messages: {
    lazy: '`{{query}}` is never awaited, so it never runs.',
    eager: '`{{query}}` starts a query that nothing awaits.',
    path: '`{{query}}` starts a query that the path to line {{line}} does not await.',
  },
  facts: findFloatingQueries,
  report: ({ node, mode, because, by }) => ({
    node,
    message: because === 'path' ? because : mode,
    data: { query: excerpt(node), line: String(by.loc.start.line) },
  }),
})
