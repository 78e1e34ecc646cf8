import { awaitFloatingQuery, excerpt, findFloatingQueries } from 'orm-analysis'
import type { TSESTree } from '@typescript-eslint/types'
import { factRule } from '../fact-rule.ts'

export const noFloatingQuery = factRule({
  name: 'no-floating-query',
  description: 'Disallow queries that nothing awaits.',
  config: 'recommended',
  messages: {
    lazy: '`{{query}}` is never awaited, so it never runs.',
    eager: '`{{query}}` starts a query that nothing awaits.',
    path: '`{{query}}` starts a query that the path to line {{line}} does not await.',
  },
  facts: findFloatingQueries,
  report: (floating, unit) => ({
    node: floating.node,
    message: floating.because === 'path' ? 'path' : floating.mode,
    data: { query: excerpt(floating.node), line: String(lineOf(floating.by)) },
    suggestion: awaitFloatingQuery(unit, floating),
  }),
})

/** A path that goes on to the end of a block leaves it there. */
function lineOf({ type, loc }: TSESTree.Node): number {
  return type === 'BlockStatement' ? loc.end.line : loc.start.line
}
