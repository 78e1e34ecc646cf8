import { awaitFloatingQuery, excerpt, findFloatingQueries } from 'orm-analysis'
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
  report: (floating, unit) => ({
    node: floating.node,
    message: floating.because === 'path' ? 'path' : floating.mode,
    data: { query: excerpt(floating.node), line: String(floating.by.loc.start.line) },
    suggestion: awaitFloatingQuery(unit, floating),
  }),
})
