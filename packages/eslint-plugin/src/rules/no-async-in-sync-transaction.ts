import { excerpt, findAsyncCallbacks } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noAsyncInSyncTransaction = factRule({
  name: 'no-async-in-sync-transaction',
  description: 'Disallow asynchronous callbacks in synchronous transactions.',
  config: 'recommended',
  hasSuggestions: false,
  messages: { async: '`{{transaction}}` is synchronous: it is over before this callback has waited for anything.' },
  facts: findAsyncCallbacks,
  report: ({ site, callback }) => ({
    node: callback,
    message: 'async',
    data: { transaction: excerpt(site.node) },
  }),
})
