import { excerpt, findOuterQueries, functionName } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noOuterClientInTransaction = factRule({
  name: 'no-outer-client-in-transaction',
  description: 'Disallow queries outside of the transaction in whose callback they stand.',
  config: 'recommended',
  hasSuggestions: false,
  messages: {
    direct: '`{{query}}` is not part of `{{transaction}}`: it runs on another connection.',
    through: '`{{query}}` is not part of `{{transaction}}`: {{chain}} runs on another connection.',
  },
  facts: findOuterQueries,
  report: ({ node, transaction, site, through }) => ({
    node,
    message: through.length === 0 ? 'direct' : 'through',
    data: {
      query: excerpt(node),
      transaction: excerpt(transaction.node),
      chain: [...through.map((fn) => functionName(fn) ?? 'a callback'), `\`${excerpt(site.node)}\``].join(' → '),
    },
  }),
})
