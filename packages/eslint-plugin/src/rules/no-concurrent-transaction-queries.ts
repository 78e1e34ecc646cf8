import { excerpt, findConcurrentQueries } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noConcurrentTransactionQueries = factRule({
  name: 'no-concurrent-transaction-queries',
  description: 'Disallow starting several queries at once on one transaction or connection.',
  config: 'recommended',
  hasSuggestions: false,
  messages: {
    combined: '`{{node}}` starts several queries at once on `{{client}}`, which is one connection.',
    early: '`{{node}}` starts while `{{first}}` is on its way, on `{{client}}`, which is one connection.',
  },
  facts: findConcurrentQueries,
  report: ({ node, first, client, kind }) => ({
    node,
    message: kind,
    data: { node: excerpt(node), first: excerpt(first), client },
  }),
})
