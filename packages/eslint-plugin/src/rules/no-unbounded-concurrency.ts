import { describeElements, excerpt, findUnboundedFanOuts } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noUnboundedConcurrency = factRule({
  name: 'no-unbounded-concurrency',
  description: 'Disallow sending queries for all elements of a collection at once, however many there are.',
  config: 'strict',
  hasSuggestions: false,
  messages: {
    together: '`{{query}}` is sent for {{elements}} at once, however many there are.',
  },
  facts: findUnboundedFanOuts,
  report: ({ node, loop }) => ({
    node,
    message: 'together',
    data: { query: excerpt(node), elements: describeElements(loop.elements, loop.collection) },
  }),
})
