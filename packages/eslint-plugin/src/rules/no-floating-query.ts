import { awaitFloatingQuery, excerpt, findFloatingQueries, type FloatingQuery } from 'orm-analysis'
import type { TSESTree } from '@typescript-eslint/types'
import { factRule } from '../fact-rule.ts'

export const noFloatingQuery = factRule({
  name: 'no-floating-query',
  description: 'Disallow queries that nothing awaits.',
  config: 'recommended',
  messages: {
    lazy: '`{{query}}` is never awaited, so it never runs.',
    eager: '`{{query}}` starts a query that nothing awaits.',
    unexecuted: '`{{query}}` builds a query that nothing executes.',
    path: '`{{query}}` starts a query that the path to line {{line}} does not await.',
    callback: '`{{query}}` drops the promise of its callback, so nothing awaits the queries in it.',
  },
  facts: findFloatingQueries,
  report: (floating, unit) => ({
    node: floating.node,
    message: messageOf(floating),
    data: { query: excerpt(floating.node), line: String(lineOf(floating.by)) },
    suggestion: awaitFloatingQuery(unit, floating),
  }),
})

function messageOf({ because, by, node, mode }: FloatingQuery) {
  if (because === 'path') return 'path'
  return because === 'callback' && by === node ? 'callback' : mode
}

/** A path that goes on to the end of a block leaves it there. */
function lineOf({ type, loc }: TSESTree.Node): number {
  return type === 'BlockStatement' ? loc.end.line : loc.start.line
}
