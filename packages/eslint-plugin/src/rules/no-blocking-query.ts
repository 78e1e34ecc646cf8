import { awaitBlockingQuery, excerpt, findBlockingCalls, functionName, type Site } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noBlockingQuery = factRule({
  name: 'no-blocking-query',
  description: 'Disallow blocking queries in async functions where an asynchronous twin exists.',
  config: 'recommended',
  hasStrictMode: true,
  messages: {
    direct: '`{{call}}` {{blocks}}; {{twin}} does not.',
    alone: '`{{call}}` {{blocks}}, and {{library}} has no asynchronous form of it.',
    through: '`{{call}}` {{blocks}}: {{chain}}',
  },
  facts: findBlockingCalls,
  report: ({ node, site, through }, unit) => ({
    node,
    message: through.length > 0 ? 'through' : site.operation.twin === null ? 'alone' : 'direct',
    data: {
      call: excerpt(node),
      blocks: site.profile.blocking ?? 'blocks the event loop',
      twin: twinOf(site),
      library: site.profile.name,
      chain: [...through.map((fn) => functionName(fn) ?? 'a callback'), ending(site)].join(' → '),
    },
    suggestion: through.length === 0 ? awaitBlockingQuery(unit, site) : undefined,
  }),
})

function twinOf({ operation: { twin, twinModule } }: Site): string {
  return twinModule === undefined ? `\`${twin ?? ''}\`` : `\`${twin ?? ''}\` of \`${twinModule}\``
}

function ending({ kind, node }: Site): string {
  return kind === 'iteration' ? `an iteration of \`${excerpt(node)}\`` : `\`${excerpt(node)}\``
}
