import { excerpt, findAsyncOutsideAwaitScope } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noAsyncOutsideAwaitScope = factRule({
  name: 'no-async-outside-await-scope',
  description: 'Disallow asynchronous queries where nothing can ever wait for them, such as in a constructor.',
  config: 'strict',
  hasSuggestions: false,
  messages: {
    place: '`{{query}}` is still on its way when the {{place}} returns, and nobody can wait for it.',
  },
  facts: findAsyncOutsideAwaitScope,
  report: ({ node, place }) => ({ node, message: 'place', data: { query: excerpt(node), place } }),
})
